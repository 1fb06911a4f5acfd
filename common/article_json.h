// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "common/article.h"
#include "common/result.h"

namespace backfile {

// The record as one line of JSON without a newline: the form that `backfile-index extract` prints
// and that the archive stores. Fields that are not known are left out.
std::string to_json_line(const Article& article);

// The inverse of to_json_line, for records that we wrote ourselves. Corrupt when it is not one.
// Records of other people are read by indexer/format/json_record.
Result<Article> from_json_line(std::string_view line);

// 16 bytes of XXH3-128 over all that an article says (not its URLs, its version, its provenance and
// the country of its source, which a table may tell another day): equal hashes mean that nothing
// changed. `line`: as to_json_line made it.
std::string content_hash(std::string_view line);

std::string_view to_string(ArticleStatus status);

}  // namespace backfile
