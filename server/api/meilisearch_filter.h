// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/result.h"
#include "server/query/ast.h"

namespace backfile {

// A filter of Meilisearch as a tree: attribute = value, !=, IN [...], NOT IN [...], and for
// "published", in seconds since 1970, =, <, <=, >, >=, and "a TO b"; AND, OR, NOT and brackets.
// InvalidArgument for what is none, for attributes that are no keyword fields, and above
// kMostConditions.
inline constexpr int kMostConditions = 200;
Result<std::optional<Node>> parse_meilisearch_filter(std::string_view text);

// What Meilisearch finds for words: articles with all of the first ten, of the last one also what
// begins with it (`completes`); phrases in quotation marks, and nothing with what has a "-" before
// it. Nothing for no words.
std::optional<Node> meilisearch_words(std::string_view q, bool completes);

}  // namespace backfile
