// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/segment_files.h"

#include <algorithm>
#include <filesystem>
#include <future>
#include <utility>

#include "common/files.h"

namespace backfile {

void SegmentSummary::include(std::int64_t seconds) {
  oldest = std::min(oldest.value_or(seconds), seconds);
  newest = std::max(newest.value_or(seconds), seconds);
}

namespace {

Result<FileEntry> describe_file(const std::string& directory, const std::string& file) {
  const std::string path = directory + "/" + file;
  Result<FileDigests> digests = digests_of_file(path);
  if (!digests) return std::move(digests).error();
  std::error_code problem;
  const std::uintmax_t bytes = std::filesystem::file_size(path, problem);
  if (problem) return file_error("cannot stat", path, problem.value());
  return FileEntry{file, std::move(digests->sha256), std::move(digests->xxh3), bytes};
}

}  // namespace

Result<SegmentEntry> describe_segment(const std::string& directory, const std::string& name,
                                      const SegmentSummary& summary, unsigned threads) {
  SegmentEntry entry;
  entry.name = name;
  std::vector<std::future<Result<FileEntry>>> files;
  for (const std::string_view suffix : kSegmentSuffixes) {
    files.push_back(std::async(threads > 1 ? std::launch::async : std::launch::deferred,
                               describe_file, directory, name + std::string(suffix)));
  }
  for (auto& file : files) {
    Result<FileEntry> described = file.get();
    if (!described) return std::move(described).error();
    entry.files.push_back(*std::move(described));
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
