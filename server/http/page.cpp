// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/page.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>

#include "common/files.h"
#include "server/http/etag.h"

namespace backfile {
namespace {

constexpr std::uint64_t kLargestFile = 4 * 1024 * 1024;
constexpr std::string_view kIndex = "index.html";

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kKinds = {{
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".txt", "text/plain; charset=utf-8"},
    {".woff2", "font/woff2"},
}};

std::string_view content_type_of(std::string_view extension) {
  for (const auto& [known, type] : kKinds) {
    if (known == extension) return type;
  }
  return {};
}

}  // namespace

Result<Page> Page::load(const std::string& directory) {
  namespace fs = std::filesystem;
  std::error_code error;
  Page page;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code no_status;
    const std::string_view type = content_type_of(entry->path().extension().string());
    if (type.empty() || entry->symlink_status(no_status).type() != fs::file_type::regular) continue;
    auto content = read_file(entry->path().string(), kLargestFile);
    if (!content) return std::move(content).error();
    PageFile file{.content = std::move(content).value(), .content_type = std::string(type)};
    file.etag = etag_of_content(file.content);
    page.files_.emplace(entry->path().filename().string(), std::move(file));
  }
  if (error) return file_error("Cannot read the folder of the page,", directory, error.value());
  if (page.find(kIndex) == nullptr) {
    return Error{.code = ErrorCode::NoInput,
                 .message = "There is no page in " + directory +
                            ": index.html is missing. Name its folder with --web."};
  }
  return page;
}

const PageFile* Page::find(std::string_view name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? nullptr : &found->second;
}

const PageFile& Page::index() const { return *find(kIndex); }

}  // namespace backfile
