// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/disk_room.h"

#include <sys/statvfs.h>

#include <cerrno>
#include <vector>

#include "common/files.h"
#include "indexer/index/merge_plan.h"

namespace backfile {
namespace {

// The largest part of the disk that merging takes beside what is there: the segments that a merge
// reads stay until the revision is published, so all merges of a batch add up.
std::uint64_t bytes_of_merges(const Manifest& manifest, std::uint64_t new_bytes,
                              std::uint32_t articles) {
  std::vector<std::uint32_t> documents;
  std::vector<std::uint64_t> bytes;
  for (const SegmentEntry& segment : manifest.segments) {
    documents.push_back(segment.documents);
    bytes.push_back(segment.bytes());
  }
  documents.push_back(articles);
  bytes.push_back(new_bytes);
  std::uint64_t all = 0;
  for (std::vector<std::size_t> group = plan_merge(documents); !group.empty();
       group = plan_merge(documents)) {
    std::uint32_t merged_documents = 0;
    std::uint64_t merged_bytes = 0;
    for (auto member = group.rbegin(); member != group.rend(); ++member) {
      merged_documents += documents[*member];
      merged_bytes += bytes[*member];
      documents.erase(documents.begin() + static_cast<std::ptrdiff_t>(*member));
      bytes.erase(bytes.begin() + static_cast<std::ptrdiff_t>(*member));
    }
    documents.push_back(merged_documents);
    bytes.push_back(merged_bytes);
    all += merged_bytes;
  }
  return all;
}

std::string megabytes(std::uint64_t bytes) { return std::to_string((bytes >> 20) + 1) + " MB"; }

}  // namespace

Result<void> check_disk_room(const std::string& directory, const Manifest& manifest,
                             std::uint64_t record_bytes, std::uint32_t articles) {
  struct statvfs disk {};
  if (::statvfs(directory.c_str(), &disk) != 0) return file_error("cannot ask", directory, errno);
  const std::uint64_t room = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  const std::uint64_t needed = 3 * record_bytes + bytes_of_merges(manifest, record_bytes, articles);
  if (needed <= room) return {};
  return Error{ErrorCode::Io, "the disk of " + directory + " has " + megabytes(room) +
                                  " free and this run may need " + megabytes(needed) +
                                  "; nothing was changed: make room and run again"};
}

}  // namespace backfile
