// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/archive/story_rows.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <utility>

#include "common/files.h"
#include "common/hash.h"
#include "common/little_endian.h"

namespace backfile {
namespace {

constexpr std::string_view kMagic = "BFSTORY1";
constexpr std::size_t kRowBytes = 12;
constexpr std::uint64_t kLargestFile = 1ULL << 36;
// A file is taken into the one that overrides it unless it has so many times its rows.
constexpr std::size_t kMuchLarger = 4;

Result<std::vector<StoryRow>> read_file_of_rows(const std::string& directory,
                                                const FileEntry& entry, std::uint32_t documents) {
  const std::string path = directory + "/" + entry.file;
  const Error damaged{ErrorCode::Corrupt, path + " is damaged; run `backfile-index verify`"};
  const Result<std::string> bytes = read_file(path, kLargestFile);
  if (!bytes) return bytes.error();
  if (hex(hash128(*bytes)) != entry.xxh3 || !bytes->starts_with(kMagic) ||
      (bytes->size() - kMagic.size()) % kRowBytes != 0) {
    return damaged;
  }
  std::vector<StoryRow> rows;
  const std::span numbers(reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size());
  for (std::size_t at = kMagic.size(); at < bytes->size(); at += kRowBytes) {
    rows.push_back(
        {read_number<std::uint32_t>(numbers, at), read_number<StoryNumber>(numbers, at + 4)});
    const std::uint32_t before = rows.size() == 1 ? 0 : rows[rows.size() - 2].docid;
    if (rows.back().docid <= before || rows.back().docid > documents) return damaged;
  }
  return rows;
}

// The rows of both, of equal docids those of `newer`.
std::vector<StoryRow> overridden(const std::vector<StoryRow>& older,
                                 const std::vector<StoryRow>& newer) {
  std::vector<StoryRow> rows;
  std::ranges::set_union(newer, older, std::back_inserter(rows), {}, &StoryRow::docid,
                         &StoryRow::docid);
  return rows;
}

std::string to_bytes(const std::vector<StoryRow>& rows) {
  std::string bytes(kMagic);
  for (const StoryRow& row : rows) {
    append_number(row.docid, &bytes);
    append_number(row.story, &bytes);
  }
  return bytes;
}

bool is_in_none(const StoryRow& row) { return row.story == kNoStory; }

}  // namespace

std::string story_id(StoryNumber story) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(story >> shift & 0xff));
  }
  return hex(bytes);
}

StoryNumber story_of_earliest(std::string_view article_id) {
  return std::max<StoryNumber>(1, hash_number(article_id));
}

Result<std::vector<StoryRow>> read_story_rows(const std::string& directory,
                                              const SegmentEntry& segment) {
  std::vector<StoryRow> rows;
  for (const FileEntry& file : segment.stories) {
    const Result<std::vector<StoryRow>> read =
        read_file_of_rows(directory, file, segment.documents);
    if (!read) return read.error();
    rows = overridden(rows, *read);
  }
  std::erase_if(rows, is_in_none);
  return rows;
}

Result<void> add_story_rows(const std::string& directory, const std::string& name,
                            std::vector<StoryRow> changes, SegmentEntry* segment) {
  std::vector<FileEntry>& files = segment->stories;
  while (!files.empty() &&
         files.back().bytes <= kMagic.size() + changes.size() * kMuchLarger * kRowBytes) {
    const Result<std::vector<StoryRow>> older =
        read_file_of_rows(directory, files.back(), segment->documents);
    if (!older) return older.error();
    changes = overridden(*older, changes);
    files.pop_back();
  }
  if (files.empty()) std::erase_if(changes, is_in_none);
  if (changes.empty()) return {};
  const std::string bytes = to_bytes(changes);
  if (Result<void> done = replace_file(directory + "/stories", name, bytes); !done) return done;
  files.push_back({"stories/" + name, sha256_of(bytes), hex(hash128(bytes)), bytes.size()});
  return {};
}

}  // namespace backfile
