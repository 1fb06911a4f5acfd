// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "server/query/ast.h"

namespace backfile {

// Part of a QueryText: indexes of its characters, [begin, end).
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// In any script.
bool is_letter(char32_t c);
bool is_letter_or_digit(char32_t c);

// Which quotation marks a character belongs to. A phrase that one family opens is closed by the
// same family; within it the others are text.
enum class QuoteFamily { None, Double, Angle, Corner };
QuoteFamily quote_family(char32_t c);

// A query's characters as the lexer sees them: full-width ASCII made plain, blanks of every kind
// made spaces, invisible characters gone (as in clean_text on the indexer's side); and the way
// back to the text as it was written.
class QueryText {
 public:
  // Adds a warning for each kind of change. InvalidArgument for text that is not UTF-8.
  static Result<QueryText> read(std::string_view utf8, std::vector<Warning>* warnings);

  std::size_t size() const { return characters_.size(); }
  char32_t at(std::size_t i) const { return characters_[i]; }
  std::u32string_view view(Span span) const;
  std::string utf8(Span span) const;

  // In code points of the text as written; `i` may be size().
  std::size_t position(std::size_t i) const { return positions_[i]; }
  std::string written(Span span) const;
  // The whole query as written, but for `span`, which becomes `replacement`.
  std::string with_replaced(Span span, std::string_view replacement) const;

 private:
  // Whether the last three characters are two Hebrew letters with a quotation mark between them.
  bool ends_in_gershayim() const;

  std::string written_;
  std::u32string characters_;
  std::vector<std::size_t> positions_;  // One more than characters.
  std::vector<std::size_t> bytes_;      // Offsets into written_; one more than characters.
};

std::string encode_utf8(std::u32string_view text);

}  // namespace backfile
