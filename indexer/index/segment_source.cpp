// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/segment_source.h"

#include <utility>

#include "common/archive/manifest.h"

namespace backfile {
Result<SegmentSource> SegmentSource::open(const std::string& base) {
  Result<Vocabulary> vocabulary = open_view<Vocabulary>(base + std::string(kWordsSuffix));
  if (!vocabulary) return std::move(vocabulary).error();
  Result<ItemFile> tokens = open_view<ItemFile>(base + std::string(kTokensSuffix));
  if (!tokens) return std::move(tokens).error();
  Result<Records> records = open_view<Records>(base + std::string(kRecordsSuffix));
  if (!records) return std::move(records).error();
  Result<ItemFile> lines = open_view<ItemFile>(base + std::string(kLinesSuffix));
  if (!lines) return std::move(lines).error();
  Result<Columns> columns = open_view<Columns>(base + std::string(kColumnsSuffix));
  if (!columns) return std::move(columns).error();
  Result<PostingFile> postings = open_view<PostingFile>(base + std::string(kDatabaseSuffix));
  if (!postings) return std::move(postings).error();
  const std::uint32_t documents = columns->documents;
  if (tokens->documents() != documents || records->documents() != documents ||
      lines->documents() != documents || postings->documents() != documents) {
    return Error{ErrorCode::Corrupt,
                 "the files of " + base + " do not belong together; run `backfile-index verify`"};
  }
  Result<CopiesFile> copies = CopiesFile::open(base + std::string(kCopiesSuffix), documents);
  if (!copies) return std::move(copies).error();
  return SegmentSource{base,
                       *std::move(postings),
                       *std::move(vocabulary),
                       *std::move(tokens),
                       *std::move(records),
                       *std::move(lines),
                       *std::move(copies),
                       *std::move(columns)};
}

}  // namespace backfile
