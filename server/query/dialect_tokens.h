// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"
#include "server/query/lexer.h"

namespace backfile {

// What the lexers of other syntaxes have in common.

// A maximal run without blanks, brackets and quotation marks; what stands between quotation marks,
// and they; a bracket.
struct Piece {
  enum class Kind { Chunk, Quoted, Open, Close };
  Kind kind;
  Span span;
  std::string lower = {};  // Of a chunk: UTF-8, ASCII letters small.

  bool is(std::string_view word) const { return kind == Kind::Chunk && lower == word; }
};

// `square`: [ and ] are brackets, too. An error for a quotation mark that nothing closes.
Result<std::vector<Piece>> cut_pieces(const QueryText& text, bool square);

// Tokens as they are read. The text must outlive it.
class TokenList {
 public:
  TokenList(const QueryText& text, std::vector<Warning>* warnings)
      : text_(text), warnings_(warnings) {}

  const QueryText& text() const { return text_; }
  std::vector<Warning>* warnings() const { return warnings_; }
  std::vector<Token>& tokens() { return tokens_; }

  Token& push(Token::Kind kind, Span span);
  void push_field(const Field& field, Span span, const Field* also = nullptr);
  // A value of a field as it is written in our syntax.
  void push_value(Span span, std::string ours);
  // A chunk whose wildcards are written as in our syntax in `ours`. Punctuation alone is left out,
  // with a warning.
  std::optional<Error> push_words(Span span, std::string ours);
  // The same of what stands between quotation marks.
  std::optional<Error> push_phrase(Span quoted, std::string ours);
  std::optional<Error> push_near(Span span, const Node::Nearness& nearness);
  std::optional<Error> push_at_least(Span span, std::uint32_t count);

  // Makes one phrase of words and phrases without an operator between them, with a warning that
  // names `product`.
  void join_adjacent(std::string_view product);
  // The list with its End; empty after it.
  std::vector<Token> finish();

 private:
  const QueryText& text_;
  std::vector<Warning>* warnings_;
  std::vector<Token> tokens_;
};

// A value that stands in several pieces.
class ValueInPieces {
 public:
  struct Value {
    Span span;
    std::string text;
  };

  bool empty() const { return !value_; }
  // `span`: of the piece.
  void add(Span span, std::string_view text);
  // What has been added since the last call, single blanks between the pieces.
  std::optional<Value> take() { return std::exchange(value_, std::nullopt); }

 private:
  std::optional<Value> value_;
};

// What stands between the quotation marks of a piece.
Span inside_quotes(const Piece& piece);

// An operator or field of another product that has no counterpart.
Error not_supported(const QueryText& text, Span span, std::string_view product,
                    std::string_view instead, std::string suggestion = {});

// The text in capitals or in small letters, of any script.
std::string in_case(std::string_view text, bool capitals);

// The code of a language by its English name; other texts as they are.
std::string language_code(std::string_view name);

// A whole number written in ASCII digits, at most 99,999,999.
std::optional<std::uint32_t> read_count(std::string_view digits);

// The day that a date as products write it names, as ISO 8601: 2014-02-01, 20140201, 2014, 2014-02,
// February 1, 2014, 2/15/2014. Empty for other texts, and for days and months that could be
// exchanged.
std::string read_day(std::string_view written);

// The day before the date that read_day() gave begins, or after it ends.
std::string day_before(std::string_view iso);
std::string day_after(std::string_view iso);

}  // namespace backfile
