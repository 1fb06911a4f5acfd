// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/schema.h"

namespace backfile {

// A query as understood: a tree that knows no engine and prints itself.
struct Node {
  enum class Kind {
    And,      // All of `children` (two or more).
    Or,       // Any of `children` (two or more).
    Not,      // `children[0]` does not match.
    Word,     // Any form of the one word in `words` (the same stem in the article's language).
    Exact,    // `words` as they stand, folded: one word, or several next to each other (a phrase).
    Prefix,   // Any word that begins with `words[0]`.
    Keyword,  // The field has the value `value`, folded.
    Date,     // Published in [from, until).
  };
  Kind kind;
  // For Word, Exact and Prefix: Title or Text, or absent for both. For Keyword its field.
  std::optional<FieldId> field;
  std::vector<std::string> words;  // Folded by common/index/words.h.
  std::string value;
  std::int64_t from = 0;
  std::int64_t until = 0;
  std::vector<Node> children;
};

// Something about the query that was read otherwise than written, or might be misunderstood.
struct Warning {
  std::string code;    // "quotes_normalised", "mixed_operators", ...
  std::string detail;  // For people.
};

struct Query {
  std::optional<Node> root;  // Absent: the query has no words and matches every article.
  std::vector<Warning> warnings;
};

// The tree in the query language itself, fully bracketed: parsing it gives the same tree.
std::string to_string(const Node& node);

}  // namespace backfile
