// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a query in each of the other syntaxes: a tree that our own syntax has, too, and that
// is read again where it is printed; or an error that can be shown.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/text.h"
#include "server/query/ast.h"
#include "server/query/convert.h"
#include "server/query/parser.h"

namespace {

using backfile::Node;
using backfile::Syntax;

// A printed tree spells out what its query left to rules.
constexpr std::size_t kLongest = 64 * backfile::kMaxQueryBytes;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_tree(const Node& root) {
  const auto again = backfile::parse_query(backfile::to_string(root), {.longest = kLongest});
  require(again.has_value());
  require(again->root == root);
  for (const auto& [name, syntax] : backfile::kSyntaxNames) {
    const auto text = backfile::print_as(syntax, root);
    if (!text) {
      require(text.error().detail.kind == "not_expressible");
      continue;
    }
    const auto read = backfile::parse_query(*text, {.syntax = syntax, .longest = kLongest});
    // Brackets and doubled words may go over a limit; Factiva has a range of lengths as two.
    require(read.has_value() || read.error().detail.kind == "query_too_broad");
    if (read && syntax != Syntax::Factiva) require(read->root == root);
  }
}

void check_error(const backfile::Error& error, std::string_view text, Syntax syntax) {
  require(error.code == backfile::ErrorCode::InvalidArgument);
  require(!error.message.empty() && backfile::is_valid_utf8(error.message));
  require(backfile::is_valid_utf8(error.detail.found));
  if (error.detail.position) require(*error.detail.position <= text.size());
  if (error.detail.suggestion.empty()) return;
  require(backfile::parse_query(error.detail.suggestion, {.syntax = syntax}).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const auto& [name, syntax] : backfile::kSyntaxNames) {
    const auto query = backfile::parse_query(text, {.syntax = syntax});
    if (!query) {
      check_error(query.error(), text, syntax);
    } else if (query->root) {
      check_tree(*query->root);
    }
  }
  return 0;
}
