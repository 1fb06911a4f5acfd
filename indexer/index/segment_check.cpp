// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/segment_check.h"

#include <xapian.h>

#include <sstream>

namespace backfile {

Result<void> check_segment(const std::string& path, std::uint32_t documents) {
  try {
    std::ostringstream report;
    const std::size_t errors = Xapian::Database::check(path, 0, &report);
    if (errors != 0) {
      return Error{ErrorCode::Corrupt,
                   path + " has " + std::to_string(errors) + " errors in its structure"};
    }
    const Xapian::doccount count = Xapian::Database(path).get_doccount();
    if (count != documents) {
      return Error{ErrorCode::Corrupt, path + " holds " + std::to_string(count) +
                                           " documents, the manifest has " +
                                           std::to_string(documents)};
    }
  } catch (const Xapian::Error& problem) {
    return Error{ErrorCode::Corrupt, path + " cannot be read: " + problem.get_msg()};
  }
  return {};
}

}  // namespace backfile
