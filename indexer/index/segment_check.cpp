// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/segment_check.h"

#include <xapian.h>

#include <sstream>

#include "common/archive/manifest.h"
#include "indexer/index/segment_source.h"

namespace backfile {

Result<void> check_segment(const std::string& base, std::uint32_t documents) {
  const std::string path = base + std::string(kDatabaseSuffix);
  try {
    std::ostringstream report;
    const std::size_t errors = Xapian::Database::check(path, 0, &report);
    if (errors != 0) {
      return Error{ErrorCode::Corrupt,
                   path + " has " + std::to_string(errors) + " errors in its structure"};
    }
    const Result<SegmentSource> segment = SegmentSource::open(base);
    if (!segment) return segment.error();
    if (segment->documents() != documents) {
      return Error{ErrorCode::Corrupt, base + " holds " + std::to_string(segment->documents()) +
                                           " documents, the manifest has " +
                                           std::to_string(documents)};
    }
  } catch (const Xapian::Error& problem) {
    return Error{ErrorCode::Corrupt, path + " cannot be read: " + problem.get_msg()};
  }
  return {};
}

}  // namespace backfile
