// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/segment_source.h"

#include <optional>
#include <utility>

#include "common/archive/manifest.h"
#include "common/index/values.h"
#include "common/schema.h"
#include "indexer/index/spool.h"

namespace backfile {
namespace {

std::vector<std::int64_t> read_dates(const Xapian::Database& database) {
  std::vector<std::int64_t> seconds(database.get_doccount(), kUndated);
  const std::uint32_t slot = field(FieldId::Published).slot;
  for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot);
       ++value) {
    const std::optional<StoredDate> date = decode_date(*value);
    if (date && value.get_docid() <= seconds.size()) {
      seconds[value.get_docid() - 1] = date->seconds;
    }
  }
  return seconds;
}

}  // namespace

Result<SegmentSource> SegmentSource::open(const std::string& base) {
  Result<Vocabulary> vocabulary = Vocabulary::open(base + std::string(kWordsSuffix));
  if (!vocabulary) return std::move(vocabulary).error();
  Result<ItemFile> tokens = ItemFile::open(base + std::string(kTokensSuffix));
  if (!tokens) return std::move(tokens).error();
  Result<Records> records = Records::open(base + std::string(kRecordsSuffix));
  if (!records) return std::move(records).error();
  Result<ItemFile> lines = ItemFile::open(base + std::string(kLinesSuffix));
  if (!lines) return std::move(lines).error();
  try {
    Xapian::Database database(base + std::string(kDatabaseSuffix));
    std::vector<std::int64_t> seconds = read_dates(database);
    if (tokens->documents() != seconds.size() || records->documents() != seconds.size() ||
        lines->documents() != seconds.size()) {
      return Error{ErrorCode::Corrupt,
                   "the files of " + base + " do not belong together; run `backfile-index verify`"};
    }
    return SegmentSource{base,
                         std::move(database),
                         *std::move(vocabulary),
                         *std::move(tokens),
                         *std::move(records),
                         *std::move(lines),
                         std::move(seconds)};
  } catch (const Xapian::Error& problem) {
    return Error{ErrorCode::Corrupt, base + " cannot be read: " + problem.get_msg()};
  }
}

}  // namespace backfile
