// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/issue_neighbours.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "common/files.h"
#include "common/text.h"

namespace backfile {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestFile = 64 << 20;
// Of the descriptions in a folder, those whose names are most like the page's are looked into.
constexpr std::size_t kLookedInto = 3;

Error unreadable(std::string_view href, std::string_view why) {
  return {ErrorCode::BadRecord, "the issue's page \"" + std::string(href) +
                                    "\" cannot be read beside it: " + std::string(why)};
}

// "file://./text/page.xml" to "text/page.xml"; nothing for what leads elsewhere.
std::optional<fs::path> relative_path(std::string_view href) {
  if (href.starts_with("file://")) href.remove_prefix(7);
  if (href.starts_with("file:")) href.remove_prefix(5);
  while (href.starts_with("./")) href.remove_prefix(2);
  const bool elsewhere = href.empty() || href.starts_with('/') ||
                         href.find("://") != std::string_view::npos ||
                         href.find('\0') != std::string_view::npos;
  if (elsewhere) return std::nullopt;
  const fs::path path(href);
  const bool above =
      std::any_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
  return above ? std::nullopt : std::optional(path);
}

std::vector<std::string> descriptions_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code problem;
  fs::directory_iterator entries(folder, problem);
  for (; !problem && entries != fs::directory_iterator(); entries.increment(problem)) {
    const std::string name = ascii_lower(entries->path().filename().string());
    const bool describes =
        name.find("mets") != std::string::npos || name.find("didl") != std::string::npos;
    if (describes && name.ends_with(".xml")) names.push_back(entries->path().string());
  }
  return names;
}

// Pages of one folder come one after the other.
struct FolderCache {
  fs::path folder;
  std::vector<std::string> descriptions;
};

const std::vector<std::string>& cached_descriptions_in(const fs::path& folder, FolderCache* cache) {
  if (cache->folder != folder) *cache = {folder, descriptions_in(folder)};
  return cache->descriptions;
}

std::size_t common_start(std::string_view a, std::string_view b) {
  const auto [end, other] = std::mismatch(
      a.begin(), a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())), b.begin());
  return static_cast<std::size_t>(end - a.begin());
}

std::string issue_in(const fs::path& folder, const std::string& page, FolderCache* cache) {
  std::vector<std::string> files = cached_descriptions_in(folder, cache);
  const std::size_t looked_into = std::min(files.size(), kLookedInto);
  const auto likeness = [&page](const std::string& path) {
    return common_start(fs::path(path).filename().string(), page);
  };
  std::partial_sort(files.begin(), files.begin() + static_cast<std::ptrdiff_t>(looked_into),
                    files.end(), [&likeness](const std::string& a, const std::string& b) {
                      return likeness(a) > likeness(b);
                    });
  files.resize(looked_into);
  for (std::string& file : files) {
    const Result<std::string> bytes = read_file(file, kLargestFile);
    if (bytes && bytes->find(page) != std::string::npos) return std::move(file);
  }
  return {};
}

}  // namespace

Result<std::string> read_neighbour(const RawDocument& issue, std::string_view href) {
  const std::optional<fs::path> relative = relative_path(href);
  if (!relative) return unreadable(href, "its address leads out of the folder");
  const Provenance& where = issue.provenance;
  if (issue.neighbours != nullptr) {
    const fs::path member = fs::path(where.member).parent_path() / *relative;
    const auto page = issue.neighbours->find(member.lexically_normal().string());
    if (page != issue.neighbours->end()) return page->second;
    return unreadable(href, "there is none of this name in " + where.file);
  }
  const fs::path page = fs::path(where.file).parent_path() / *relative;
  Result<std::string> bytes = read_file(page.string(), kLargestFile);
  if (!bytes) return unreadable(href, bytes.error().message);
  return bytes;
}

std::string issue_of_page(const std::string& page_path) {
  const fs::path path(page_path);
  const std::string page = path.filename().string();
  if (page.empty() || page == "-") return {};
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  thread_local FolderCache own;
  thread_local FolderCache above;
  if (std::string issue = issue_in(folder, page, &own); !issue.empty()) return issue;
  return issue_in(folder / "..", page, &above);
}

}  // namespace backfile
