// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/wildcards.h"

#include <algorithm>
#include <string>
#include <utility>

#include "common/index/words.h"
#include "server/query/parser.h"
#include "server/query/query_text.h"
#include "server/query/syntax_error.h"
#include "server/query/warnings.h"

namespace backfile {
namespace {

bool is_wildcard(char32_t c) { return c == '*' || c == '?'; }

std::size_t code_points(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

// The longest prefix before the wildcard at `at`, if it would be accepted, as a suggestion.
std::string as_prefix(const QueryText& text, Span operand, std::size_t at) {
  const std::string head = text.utf8({operand.begin, at});
  const std::vector<std::string> words = folded_words(head);
  if (words.size() != 1 || code_points(words[0]) < kMinPrefixLetters) return {};
  return text.with_replaced(operand, head + '*');
}

Error wildcard_error(const QueryText& text, Span operand, std::size_t at, std::string message) {
  return syntax_error(text, {at, at + 1}, std::move(message), {"a word", "a prefix as in electi*"},
                      as_prefix(text, operand, at));
}

std::optional<Error> refuse_prefix(const QueryText& text, Span operand) {
  const Span head{operand.begin, operand.end - 1};
  const std::vector<std::string> words = folded_words(text.utf8(head));
  if (words.size() > 1) {
    return syntax_error(
        text, operand,
        "Expected one word before \"*\", but " + in_quotes(text.utf8(head)) +
            " is cut into several words, and a phrase cannot end in a wildcard yet.",
        {"a prefix as in electi*"}, text.with_replaced(operand, '"' + text.written(head) + '"'));
  }
  const std::size_t letters = words.empty() ? 0 : code_points(words[0]);
  if (letters >= kMinPrefixLetters) return std::nullopt;
  return syntax_error(text, operand,
                      "Expected at least " + std::to_string(kMinPrefixLetters) +
                          " letters before \"*\": shorter prefixes match too many words.",
                      {"a prefix as in electi*"}, text.with_replaced(operand, text.written(head)));
}

}  // namespace

bool is_prefix(const QueryText& text, Span operand) {
  return operand.end > operand.begin && text.at(operand.end - 1) == '*';
}

std::optional<Error> refuse_wildcards(const QueryText& text, Span operand) {
  for (std::size_t i = operand.begin; i < operand.end; ++i) {
    if (!is_wildcard(text.at(i))) continue;
    if (text.at(i) == '?') {
      return wildcard_error(text, operand, i,
                            "Expected no \"?\" in a word: wildcards for one letter are not "
                            "supported yet; leave a question mark out.");
    }
    if (i + 1 == operand.end) return refuse_prefix(text, operand);
    if (i == operand.begin) {
      return wildcard_error(text, operand, i,
                            "Expected letters before \"*\": a wildcard at the beginning of a word "
                            "is not supported.");
    }
    return wildcard_error(text, operand, i,
                          "Expected \"*\" only at the end of a word: wildcards inside a word are "
                          "not supported yet.");
  }
  return std::nullopt;
}

std::optional<Error> refuse_wildcards_in_phrase(const QueryText& text, Span phrase,
                                                std::vector<Warning>* warnings) {
  for (std::size_t i = phrase.begin; i < phrase.end; ++i) {
    if (!is_wildcard(text.at(i))) continue;
    const bool after_word = i > phrase.begin && is_letter_or_digit(text.at(i - 1));
    const bool before_word = i + 1 < phrase.end && is_letter_or_digit(text.at(i + 1));
    if (text.at(i) == '*' || (after_word && before_word)) {
      return syntax_error(text, {i, i + 1},
                          "Expected no wildcard between quotation marks: inside a phrase they are "
                          "not supported yet.",
                          {"a word"}, text.with_replaced({i, i + 1}, ""));
    }
    if (after_word) {
      add_warning("ignored_punctuation",
                  "\"?\" between quotation marks is read as punctuation, not as a wildcard",
                  warnings);
    }
  }
  return std::nullopt;
}

}  // namespace backfile
