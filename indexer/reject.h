// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/article.h"
#include "common/result.h"
#include "indexer/input/raw_document.h"

namespace backfile {

// A record that could not be made an article, or the rest of a file that could not be read.
struct Reject {
  Provenance provenance;
  std::string url;     // Of the record, if its container knows it.
  std::string code;    // Which kind of mistake: "too_large", "page_not_found".
  std::string reason;  // For people: what, and what to do.
  std::string start;   // The first bytes of the record.
  bool whole_file = false;
};

// `document` and why it is no article.
Reject reject_of(const RawDocument& document, const Error& error);

// The rest of a file behind a failure.
Reject reject_of_rest(std::string file, const Error& failure);

// The same in the form of rejects/*.jsonl, without its newline, and back. Of a line that is none,
// the file is empty.
std::string to_json_line(const Reject& reject);
Reject reject_from_json(std::string_view line);

}  // namespace backfile
