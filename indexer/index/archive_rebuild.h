// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "common/result.h"
#include "indexer/extract/news_hosts.h"
#include "indexer/index/archive_writer.h"

namespace backfile {

struct RebuildOutcome {
  std::uint64_t articles = 0;
  std::uint64_t superseded = 0;  // Older versions, which are kept.
  std::uint64_t revision = 0;
  std::uint32_t from_format = 0;
};

// Makes an archive of the present format from the stored records of the one at `source`, which may
// have any format that keeps them as this one does (docs/index-format.md, "Formats"): its articles
// with all versions, what was taken out, what is held and which files were read. `target` is
// another directory, new or empty, or `source` itself: then the old archive is in force until the
// new one is whole, and is removed after that. A process that dies at any moment leaves one of the
// two. Records without the country of their source, as all of before format 5 are, get it as
// complete_country gives it by `hosts`; all else that they say stays as it was read.
//
// Corrupt when a file that is read is not what the manifest says: nothing damaged is taken over.
// Incompatible when the format keeps its records in another way. Busy, Io, CannotCreate.
// `stop`: not zero: leave as soon as possible, with Unavailable.
Result<RebuildOutcome> rebuild_archive(const std::string& source, const std::string& target,
                                       const WriterMeans& means, const NewsHosts& hosts,
                                       const std::atomic<int>& stop);

}  // namespace backfile
