// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "common/schema.h"

namespace backfile {

// A query as understood: a tree that knows no engine and prints itself.
struct Node {
  enum class Kind {
    And,      // All of `children`: two or more, none of them an And.
    Or,       // Any of `children`: two or more, none of them an Or.
    Not,      // `children[0]` does not match.
    Word,     // Any form of the one word in `words` (the same stem in the article's language).
    Exact,    // `words` as they stand, folded: one word, or several next to each other (a phrase).
    Prefix,   // Any word that begins with `words[0]`.
    Keyword,  // The field has the value `value`; compared folded (keyword_term folds it).
    Date,     // Published in [from, until).
  };
  Kind kind = Kind::Word;
  // For Word, Exact and Prefix: Title or Text, or absent for both. For Keyword its field; for Date
  // Published. Absent for And, Or and Not: a field before brackets is handed down to the leaves.
  std::optional<FieldId> field = std::nullopt;
  std::vector<std::string> words = {};  // Folded by common/index/words.h.
  // As written. Word, Exact and Prefix: the words with single blanks between them, which
  // folded_words cuts into `words` again (folding twice is not always folding once). Keyword: the
  // value with its blanks collapsed, never empty.
  std::string value = {};
  std::int64_t from = 0;   // kOpenFrom: no first second.
  std::int64_t until = 0;  // kOpenUntil: no end.
  std::vector<Node> children = {};

  friend bool operator==(const Node&, const Node&) = default;
};

inline constexpr std::int64_t kOpenFrom = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t kOpenUntil = std::numeric_limits<std::int64_t>::max();

// Something about the query that was read otherwise than written, or might be misunderstood.
struct Warning {
  std::string code;    // "quotes_normalised", "mixed_operators", ...: docs/query-language.md.
  std::string detail;  // For people.

  friend bool operator==(const Warning&, const Warning&) = default;
};

struct Query {
  std::optional<Node> root;  // Absent: the query has no words and matches every article.
  std::vector<Warning> warnings;
};

// The tree in the query language itself, fully bracketed: parsing it gives the same tree, with no
// warning but that on quotes (a value with a quotation mark in it stands in guillemets).
// REQUIRES: a tree as the parser builds it.
std::string to_string(const Node& node);

}  // namespace backfile
