// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/segment_files.h"

#include <algorithm>
#include <filesystem>

#include "common/files.h"

namespace backfile {

void SegmentSummary::include(std::int64_t seconds) {
  oldest = std::min(oldest.value_or(seconds), seconds);
  newest = std::max(newest.value_or(seconds), seconds);
}

Result<SegmentEntry> describe_segment(const std::string& directory, const std::string& name,
                                      const SegmentSummary& summary) {
  SegmentEntry entry;
  entry.name = name;
  for (const std::string_view suffix : kSegmentSuffixes) {
    const std::string file = name + std::string(suffix);
    const std::string path = directory + "/" + file;
    Result<std::string> digest = sha256_of_file(path);
    if (!digest) return std::move(digest).error();
    Result<std::string> quick = xxh3_of_file(path);
    if (!quick) return std::move(quick).error();
    std::error_code problem;
    const std::uintmax_t bytes = std::filesystem::file_size(path, problem);
    if (problem) return file_error("cannot stat", path, problem.value());
    entry.files.push_back({file, *std::move(digest), *std::move(quick), bytes});
  }
  const std::string base = directory + "/" + name;
  if (Result<void> synced = sync_path(base.substr(0, base.rfind('/'))); !synced) {
    return std::move(synced).error();
  }
  entry.documents = summary.documents;
  entry.oldest = summary.oldest;
  entry.newest = summary.newest;
  entry.languages.assign(summary.languages.begin(), summary.languages.end());
  return entry;
}

void remove_segment(const std::string& base) {
  for (const std::string_view suffix : kSegmentSuffixes) {
    std::error_code ignored;
    std::filesystem::remove(base + std::string(suffix), ignored);
  }
}

}  // namespace backfile
