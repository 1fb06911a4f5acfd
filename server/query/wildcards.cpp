// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/wildcards.h"

#include <string>
#include <utility>

#include "server/query/parser.h"
#include "server/query/pattern_words.h"
#include "server/query/syntax_error.h"
#include "server/query/warnings.h"

namespace backfile {
namespace {

bool is_wildcard(char32_t c) { return c == '*' || c == '?'; }

Span first_wildcard(const QueryText& text, Span span) {
  std::size_t at = span.begin;
  while (at < span.end && !is_wildcard(text.at(at))) ++at;
  return {at, at + 1};
}

// The place of the first wildcard where it is written as in ours, else the whole.
Span wildcard_or_all(const QueryText& text, Span span) {
  const Span wildcard = first_wildcard(text, span);
  return wildcard.begin < span.end ? wildcard : span;
}

const std::vector<std::string>& expected_patterns() {
  static const std::vector<std::string> patterns = {"a word", "a prefix as in electi*",
                                                    "a pattern as in wom?n"};
  return patterns;
}

Error no_letters(const QueryText& text, Span span) {
  return syntax_error(text, wildcard_or_all(text, span),
                      "Expected letters beside a wildcard; for any word in between write PRE/2.",
                      {"a word"});
}

std::string without_last(const QueryText& text, Span operand, std::string_view wildcards) {
  const char32_t last = text.at(operand.end - 1);
  const bool is_one = last < 0x80 && wildcards.find(static_cast<char>(last)) != std::string::npos;
  return is_one ? text.with_replaced({operand.end - 1, operand.end}, "") : std::string();
}

Error beside_single_letter(const QueryText& text, Span operand) {
  return syntax_error(text, wildcard_or_all(text, operand),
                      "Expected no wildcard: in writing without blanks each letter is a word, and "
                      "what is asked for is found within longer words, too; for letters in between "
                      "write PRE/2.",
                      {"a word without wildcards"}, without_last(text, operand, "*?!"));
}

std::optional<Error> refuse_word(const QueryText& text, Span operand, const PatternWord& word) {
  if (!word.has_wildcard) return std::nullopt;
  const Span wildcard = wildcard_or_all(text, operand);
  if (word.folded.find("**") != std::string::npos) {
    std::string once = text.written(operand);
    while (once.find("**") != std::string::npos) once.erase(once.find("**"), 1);
    return syntax_error(text, wildcard, "Expected one \"*\" instead of two.", expected_patterns(),
                        text.with_replaced(operand, once));
  }
  if (word.is_written_without_blanks()) return beside_single_letter(text, operand);
  const std::size_t before = word.letters_before_wildcard();
  if (word.is_prefix() && before < kMinPrefixLetters) {
    return syntax_error(text, operand,
                        "Expected at least " + std::to_string(kMinPrefixLetters) +
                            " letters before \"*\": shorter prefixes match too many words.",
                        expected_patterns(), without_last(text, operand, "*!"));
  }
  if (before >= kMinLettersBeforeWildcard && word.letters() >= kMinPrefixLetters) {
    return std::nullopt;
  }
  return syntax_error(text, wildcard,
                      "Expected at least " + std::to_string(kMinLettersBeforeWildcard) +
                          " letters before the first wildcard of a word, and " +
                          std::to_string(kMinPrefixLetters) +
                          " letters in all: what begins with a wildcard matches too many words.",
                      expected_patterns());
}

// Behind a word, and before none.
bool is_question(const QueryText& text, Span phrase, std::size_t at) {
  if (text.at(at) != '?' || at == phrase.begin) return false;
  const bool after_word = is_letter_or_digit(text.at(at - 1));
  const bool before_word =
      at + 1 < phrase.end && (is_letter_or_digit(text.at(at + 1)) || is_wildcard(text.at(at + 1)));
  return after_word && !before_word;
}

}  // namespace

bool has_wildcards(const QueryText& text, Span span) {
  return first_wildcard(text, span).begin < span.end;
}

std::optional<Error> refuse_wildcards(const QueryText& text, Span operand,
                                      std::vector<Warning>* warnings) {
  for (const PatternWord& word : pattern_words(text.utf8(operand))) {
    if (auto error = refuse_word(text, operand, word)) return error;
  }
  if (text.at(operand.end - 1) == '?') {
    add_warning("question_mark",
                in_quotes(text.written(operand)) +
                    " is read with \"?\" for one letter; leave it out if it is punctuation",
                warnings);
  }
  return std::nullopt;
}

std::optional<Error> refuse_pattern(const QueryText& text, Span written, std::string_view pattern) {
  for (const PatternWord& word : pattern_words(pattern)) {
    if (word.has_wildcard && word.letters() == 0) return no_letters(text, written);
    if (auto error = refuse_word(text, written, word)) return error;
  }
  return std::nullopt;
}

std::optional<Error> refuse_wildcards_in_phrase(const QueryText& text, Span phrase,
                                                std::vector<Warning>* warnings) {
  for (const PatternWord& word : pattern_words(phrase_text(text, phrase))) {
    if (word.has_wildcard && word.letters() == 0) return no_letters(text, phrase);
    if (auto error = refuse_word(text, phrase, word)) return error;
  }
  for (std::size_t i = phrase.begin; i < phrase.end; ++i) {
    if (!is_question(text, phrase, i)) continue;
    add_warning("ignored_punctuation",
                "\"?\" between quotation marks is read as punctuation, not as a wildcard",
                warnings);
  }
  return std::nullopt;
}

std::string phrase_text(const QueryText& text, Span phrase) {
  std::u32string kept;
  for (std::size_t i = phrase.begin; i < phrase.end; ++i) {
    kept.push_back(is_question(text, phrase, i) ? U' ' : text.at(i));
  }
  return encode_utf8(kept);
}

}  // namespace backfile
