// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "common/index/columns.h"
#include "common/index/item_file.h"
#include "common/index/posting_file.h"
#include "common/index/records.h"
#include "common/index/vocabulary.h"
#include "common/result.h"
#include "indexer/index/copy_signature.h"

namespace backfile {

// A segment that is read in order to be merged. One thread.
struct SegmentSource {
  // `base`: a path without the suffixes. Corrupt or Io, with the path.
  static Result<SegmentSource> open(const std::string& base);

  std::string base;
  PostingFile postings;
  Vocabulary vocabulary;
  ItemFile tokens;
  Records records;
  ItemFile lines;
  CopiesFile copies;
  Columns columns;

  std::uint32_t documents() const { return columns.documents; }
};

}  // namespace backfile
