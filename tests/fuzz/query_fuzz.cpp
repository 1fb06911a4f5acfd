// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a query: a tree that prints itself and is read back as the same tree, or an error
// that can be shown.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/text.h"
#include "server/query/ast.h"
#include "server/query/parser.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check_tree(const backfile::Node& root) {
  // A printed tree spells out what its query left to rules.
  constexpr std::size_t kLongest = 8 * backfile::kMaxQueryBytes;
  const auto again = backfile::parse_query(backfile::to_string(root), {.longest = kLongest});
  require(again.has_value());
  require(again->root == root);
}

void check_error(const backfile::Error& error, std::string_view text) {
  require(error.code == backfile::ErrorCode::InvalidArgument);
  require(!error.message.empty() && backfile::is_valid_utf8(error.message));
  require(backfile::is_valid_utf8(error.detail.found));
  if (error.detail.position) require(*error.detail.position <= text.size());
  if (error.detail.suggestion.empty()) return;
  require(backfile::parse_query(error.detail.suggestion).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto query = backfile::parse_query(text);
  if (!query) {
    check_error(query.error(), text);
  } else if (query->root) {
    check_tree(*query->root);
  }
  return 0;
}
