// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
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
    Near,     // The two children stand together as `nearness` says. Of places; see below.
    AtLeast,  // `children[0]`, of places, stands in the article `count` times or more.
    Word,     // Any form of the one word in `words` (the same stem in the article's language).
    Exact,    // `words` as they stand, folded: one word, or several next to each other (a phrase).
    Prefix,   // Any word that begins with `words[0]`.
    Pattern,  // Any word that `words[0]` fits: "*" is any letters or none, "?" one letter.
    Fuzzy,    // Any word that is `words[0]` but for `count` (1 or 2) letters left out, added, put
              // for another or exchanged with their neighbour.
    Keyword,  // The field has the value `value`; compared folded (keyword_term folds it), but
              // as it stands in a field of kind Identity.
    Date,     // Published in [from, until).
    Length,   // The words of title and text number [from, until).
  };
  // How the children of a Near stand. docs/query-language.md defines the places that an expression
  // has in an article.
  struct Nearness {
    enum class Relation {
      Within,     // In any order.
      Before,     // The first one before the second. Of Words only.
      NotWithin,  // The first one somewhere without the second.
    };
    enum class Unit {
      Words,  // `distance` says how many; neighbours are within 1.
      Sentence,
      Paragraph,
    };
    Relation relation = Relation::Within;
    Unit unit = Unit::Words;
    std::uint32_t distance = 0;

    friend bool operator==(const Nearness&, const Nearness&) = default;
  };

  Kind kind = Kind::Word;
  // For Word, Exact, Prefix, Pattern and Fuzzy: Title, Text or Lead, or absent for title and text.
  // For Keyword its field; for Date Published, for Length Length. Absent for the kinds with
  // children: a field before brackets is handed down to the leaves.
  std::optional<FieldId> field = std::nullopt;
  std::vector<std::string> words = {};  // Folded by common/index/words.h.
  // As written. Word, Exact, Prefix and Fuzzy: the words, with a single blank wherever something
  // stood between two of them, which folded_words cuts into `words` again (folding twice is not
  // always folding once). Pattern: with its wildcards. Keyword: the value with its blanks collapsed,
  // never empty.
  std::string value = {};
  std::int64_t from = 0;   // kOpenFrom: no first second or number.
  std::int64_t until = 0;  // kOpenUntil: no end.
  Nearness nearness = {};
  // Of an Exact: the words stand in the article as in `value`, case and accents included.
  bool as_written = false;
  // Of a Word: the language (as stem_language() names it) in whose articles its forms count; in
  // others it stands for itself. Empty: each article's own.
  std::string language = {};
  std::uint32_t count = 0;
  std::vector<Node> children = {};

  // Where the text that the node was read from begins, in code points. For messages: two nodes that
  // differ in it alone are equal.
  struct Origin {
    std::size_t position = 0;

    friend bool operator==(const Origin&, const Origin&) { return true; }
  };
  Origin origin = {};

  friend bool operator==(const Node&, const Node&) = default;
};

// Whether the tree is one that has places in an article, so that it can stand in a Near: words of
// any kind, an Or of such trees, or a Near.
bool has_places(const Node& node);

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
  // The text means this tree until then, in seconds since 1970: it has a date like last:7d. Absent:
  // always.
  std::optional<std::int64_t> holds_until = std::nullopt;
};

// The tree in the query language itself, fully bracketed: parsing it gives the same tree, with no
// warning but those on quotes (a value with a quotation mark in it stands in guillemets) and on
// question marks.
// REQUIRES: a tree as the parser builds it.
std::string to_string(const Node& node);

}  // namespace backfile
