// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/held_articles.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "common/article_json.h"
#include "common/files.h"
#include "common/hash.h"
#include "common/text.h"

namespace backfile {
namespace {

constexpr std::uint64_t kLargestFile = 1ULL << 30;

}  // namespace

Result<void> take_held(const std::string& directory, const Manifest& manifest, Spool* spool) {
  if (!manifest.held) return {};
  const std::string path = directory + "/" + manifest.held->file;
  const Result<std::string> bytes = read_file(path, kLargestFile);
  if (!bytes) return bytes.error();
  if (hex(hash128(*bytes)) != manifest.held->xxh3) {
    return Error{ErrorCode::Corrupt, path + " is damaged; run `backfile-index verify`"};
  }
  const std::size_t before = spool->articles().size();
  for (const std::string_view line : split_lines(*bytes)) {
    if (line.empty()) continue;
    Result<Article> article = from_json_line(line);
    if (!article) return std::move(article).error();
    if (Result<void> added = spool->add(prepare_for_spool(*article, line), line); !added)
      return added;
  }
  std::vector<SpooledArticle>& articles = spool->articles();
  std::rotate(articles.begin(), articles.begin() + static_cast<std::ptrdiff_t>(before),
              articles.end());
  return {};
}

Result<bool> hold(const std::string& directory, const Spool& spool,
                  const std::vector<SpooledArticle>& articles, Manifest* manifest) {
  std::string bytes;
  for (const SpooledArticle& article : articles) {
    const Result<SpooledRecord> record = spool.read(article);
    if (!record) return record.error();
    bytes.append(record->line).append("\n");
  }
  if (articles.empty()) return std::exchange(manifest->held, std::nullopt).has_value();
  FileEntry entry{"held/" + std::to_string(manifest->revision), sha256_of(bytes),
                  hex(hash128(bytes)), bytes.size()};
  if (manifest->held && manifest->held->sha256 == entry.sha256) return false;
  if (Result<void> written =
          replace_file(directory + "/held", std::to_string(manifest->revision), bytes);
      !written) {
    return std::move(written).error();
  }
  manifest->held = std::move(entry);
  return true;
}

}  // namespace backfile
