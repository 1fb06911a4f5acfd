// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/operand_checks.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "common/index/words.h"
#include "server/query/field_names.h"
#include "server/query/foreign_operators.h"
#include "server/query/query_text.h"
#include "server/query/syntax_error.h"
#include "server/query/warnings.h"

namespace backfile {
namespace {

bool is_symbol(char32_t c) {
  constexpr std::u32string_view kSigns = U"#@%&*/_";
  constexpr std::uint32_t kSymbols = U_GC_SM_MASK | U_GC_SC_MASK | U_GC_SK_MASK | U_GC_SO_MASK;
  return kSigns.find(c) != std::u32string_view::npos ||
         (U_MASK(u_charType(static_cast<UChar32>(c))) & kSymbols) != 0;
}

Span without_punctuation(const QueryText& text, Span operand) {
  Span core = operand;
  const auto is_word = [&](std::size_t i) {
    return u_isalnum(static_cast<UChar32>(text.at(i))) != 0;
  };
  while (core.begin < core.end && !is_word(core.begin)) ++core.begin;
  while (core.end > core.begin && !is_word(core.end - 1)) --core.end;
  return core;
}

}  // namespace

bool is_dash(char32_t c) {
  return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe58 || c == 0xfe63;
}

std::optional<Token::Kind> operator_kind(std::u32string_view chunk) {
  if (chunk == U"AND") return Token::Kind::And;
  if (chunk == U"OR") return Token::Kind::Or;
  if (chunk == U"NOT") return Token::Kind::Not;
  return std::nullopt;
}

bool is_url(std::u32string_view chunk) {
  const std::size_t colon = chunk.find(U"://");
  return colon != std::u32string_view::npos && colon > 0 &&
         std::all_of(chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](char32_t c) {
                       return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '.';
                     });
}

std::optional<Error> refuse_second_sign(const QueryText& text, Span operand, Span chunk) {
  const char32_t first = text.at(operand.begin);
  if (operand.begin == chunk.begin || (first != '-' && first != '=' && !is_dash(first))) {
    return std::nullopt;
  }
  const Span sign{operand.begin, operand.begin + 1};
  if (first == '=') {
    return syntax_error(text, sign, "Expected a word or a phrase instead of a second \"=\".",
                        {"a word", "a phrase"}, text.with_replaced(sign, ""));
  }
  const std::string negated =
      '-' + text.written({chunk.begin, sign.begin}) + text.written({sign.end, operand.end});
  return syntax_error(text, sign,
                      "Expected a word or a phrase here; the \"-\" of NOT stands before a field "
                      "and before \"=\".",
                      {"a word", "a phrase"}, text.with_replaced(chunk, negated));
}

std::optional<Error> refuse_operators_in_punctuation(const QueryText& text, Span operand) {
  std::optional<Error> error = refuse_foreign_operators(text, without_punctuation(text, operand));
  if (error) error->detail.suggestion.clear();
  return error;
}

std::optional<Error> refuse_inner_field(const QueryText& text, Span operand) {
  const std::u32string_view rest = text.view(operand);
  const std::size_t colon = rest.find(U':');
  if (colon == std::u32string_view::npos) return std::nullopt;
  const std::string name = encode_utf8(rest.substr(0, colon));
  if (find_field_ignoring_case(name) == nullptr) return std::nullopt;
  return syntax_error(text, operand, "Expected a word after a field, but found another field.",
                      {"a word", "a phrase", "("},
                      text.with_replaced({operand.begin, operand.begin + colon + 1}, ""));
}

std::optional<Error> refuse_glued_operator(const QueryText& text, Span operand) {
  const std::u32string_view rest = text.view(operand);
  const auto begin = std::find_if(rest.begin(), rest.end(), is_letter);
  const auto end = std::find_if_not(begin, rest.end(), is_letter);
  const std::u32string_view word(begin, end);
  const std::vector<std::string> folded = folded_words(text.utf8(operand));
  if (!operator_kind(word) || folded.size() != 1 || folded[0].size() != word.size()) {
    return std::nullopt;
  }
  return syntax_error(
      text, operand,
      "Expected " + in_quotes(encode_utf8(word)) +
          " to stand alone; as a word write it in small letters or in quotes.",
      {encode_utf8(word), "a word"},
      text.with_replaced(
          operand, rest.size() == word.size() ? '"' + encode_utf8(word) + '"' : encode_utf8(word)));
}

void report_symbols(const QueryText& text, Span operand, std::vector<Warning>* warnings) {
  const Span core = without_punctuation(text, operand);
  for (std::size_t i = operand.begin; i < operand.end; ++i) {
    if ((i >= core.begin && i < core.end) || !is_symbol(text.at(i))) continue;
    add_warning("ignored_punctuation",
                in_quotes(text.written(operand)) + " is read as " + in_quotes(text.written(core)),
                warnings);
    return;
  }
}

}  // namespace backfile
