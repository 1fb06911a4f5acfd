// SPDX-License-Identifier: GPL-3.0-or-later
// Properties of printing and parsing over random trees and random texts.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <string>
#include <string_view>

#include "server/query/ast.h"
#include "server/query/parser.h"
#include "tests/server/random_tree.h"

namespace backfile {
namespace {

// A printed tree spells out what its query left to rules.
constexpr std::size_t kMaxPrintedBytes = 8 * kMaxQueryBytes;

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (c & 0xc0) != 0x80 ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("a printed tree is parsed as the same tree, and the only warning is on quotes") {
  CHECK(rc::check("print, parse, same tree", [] {
    const Node tree = random_tree(2);
    const std::string text = to_string(tree);
    const Result<Query> query = parse_query(text, {.longest = kMaxPrintedBytes});
    RC_LOG(text);
    if (!query) RC_FAIL(query.error().message);
    RC_ASSERT(query->root.has_value());
    RC_ASSERT(*query->root == tree);
    for (const Warning& warning : query->warnings) {
      RC_ASSERT(warning.code == "quotes_normalised");
    }
  }));
}

TEST_CASE("any text is either read as a tree that prints itself, or refused where it breaks") {
  constexpr std::array<std::string_view, 39> kPieces = {
      " PRE/3 ", " W/S ", "ATLEAST2(", "LEAD(", "wom?n", "strik*", "strike~1", " ",
      " ",       " ",     "(",         ")",     "\"",    "“",      "-",        "=",
      "*",       "?",     "!",         "~1",    " AND ", " OR ",   " NOT ",    " W/5 ",
      " or ",    "é",     "東",        "ferry", "boat",  ":",      "title:",   "place:",
      "date:",   "2014",  "..",        "foo:",  "[",     "+",      "ﷺ"};
  CHECK(rc::check("read or refused", [&] {
    std::string text;
    for (std::size_t pieces = random_below(24); pieces > 0; --pieces) {
      text += kPieces[random_below(kPieces.size())];
    }
    RC_LOG(text);
    const Result<Query> query = parse_query(text);
    if (query) {
      if (!query->root) return;
      const Result<Query> again =
          parse_query(to_string(*query->root), {.longest = kMaxPrintedBytes});
      RC_ASSERT(again.has_value());
      RC_ASSERT(again->root == query->root);
      return;
    }
    const Error& error = query.error();
    RC_ASSERT(error.code == ErrorCode::InvalidArgument);
    RC_ASSERT(error.detail.position.has_value());
    RC_ASSERT(*error.detail.position <= code_points(text));
    RC_ASSERT(!error.detail.found.empty());
    RC_ASSERT(error.detail.suggestion.empty() || parse_query(error.detail.suggestion).has_value());
  }));
}

}  // namespace backfile
