// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/foreign_operators.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "common/ascii.h"
#include "server/query/query_text.h"
#include "server/query/syntax_error.h"

namespace backfile {
namespace {

// What a check looks at: the same characters in three shapes.
struct Chunk {
  const QueryText& text;
  Span span;
  std::string written;
  // Upper case, without punctuation at its end; 0x01 for what is not ASCII.
  std::string upper;
};

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

Chunk make_chunk(const QueryText& text, Span span) {
  Chunk chunk{text, span, text.written(span), {}};
  for (const char32_t c : text.view(span)) {
    const bool lower = c >= 'a' && c <= 'z';
    chunk.upper.push_back(c >= 0x80 ? '\x01' : static_cast<char>(lower ? c - 'a' + 'A' : c));
  }
  while (!chunk.upper.empty() &&
         std::string_view(".,;:").find(chunk.upper.back()) != std::string_view::npos) {
    chunk.upper.pop_back();
  }
  return chunk;
}

Error refusal(const Chunk& chunk, std::string message, std::vector<std::string> expected,
              std::string_view replacement) {
  return syntax_error(chunk.text, chunk.span, std::move(message), std::move(expected),
                      chunk.text.with_replaced(chunk.span, replacement));
}

// The chunk without what stands from its character `at` on.
std::string head(const Chunk& chunk, std::size_t at) {
  return chunk.text.written({chunk.span.begin, chunk.span.begin + at});
}

std::string tail(const Chunk& chunk, std::size_t from) {
  return chunk.text.written({chunk.span.begin + from, chunk.span.end});
}

// W/5, /5, NOT W/5, NEAR/5, PRE/5, W/S, /p; NEAR5, adj5; Factiva's /n5/.
bool is_proximity(std::string_view upper) {
  constexpr std::array<std::string_view, 12> kBeforeSlash = {
      "", "W", "PRE", "NEAR", "ONEAR", "NOTNEAR", "ADJ", "N", "P", "NOTW", "WITHIN", "SAME"};
  constexpr std::array<std::string_view, 5> kUnits = {"S", "P", "SEG", "SENT", "PARA"};
  constexpr std::array<std::string_view, 5> kBeforeDigits = {"NEAR", "ADJ", "ONEAR", "NOTNEAR",
                                                             "NOTADJ"};
  const std::size_t slash = upper.find('/');
  if (slash == std::string_view::npos) {
    const std::size_t digits = upper.find_first_of("0123456789");
    return digits != std::string_view::npos && all_digits(upper.substr(digits)) &&
           is_one_of(upper.substr(0, digits), kBeforeDigits);
  }
  const std::string_view before = upper.substr(0, slash);
  const std::string_view after = upper.substr(slash + 1);
  if (!is_one_of(before, kBeforeSlash)) return false;
  if (all_digits(after)) return true;
  // "n/s" and "p/s" are abbreviations.
  return is_one_of(after, kUnits) && before != "N" && before != "P";
}

// What we write for an operator of proximity of another system.
std::string our_proximity(std::string_view upper) {
  constexpr std::array<std::string_view, 5> kOrdered = {"PRE", "ADJ", "ONEAR", "P", ""};
  const std::size_t number = upper.find_first_of("0123456789");
  const std::string_view name = upper.substr(0, upper.find_first_of("/0123456789"));
  const bool negated = name.starts_with("NOT");
  if (number == std::string_view::npos) {
    const bool sentence = upper.substr(upper.find('/') + 1) == "S" || upper.ends_with("SENT");
    return std::string(negated ? "NOT W/" : "W/") + (sentence ? 'S' : 'P');
  }
  const bool ordered = !name.empty() && is_one_of(name, kOrdered);
  return std::string(negated   ? "NOT W/"
                     : ordered ? "PRE/"
                               : "W/") +
         std::string(upper.substr(number));
}

std::optional<Error> refuse_proximity(const Chunk& chunk) {
  if (!is_proximity(chunk.upper)) return std::nullopt;
  const std::string ours = our_proximity(chunk.upper);
  return refusal(chunk,
                 "Expected a word, but " + in_quotes(chunk.written) +
                     " is an operator for proximity; write " + ours +
                     " between two words, or put it in quotes to search for it.",
                 {ours, "a word", "a phrase"}, ours);
}

std::optional<Error> refuse_named(const Chunk& chunk) {
  constexpr std::array<std::string_view, 6> kNames = {"NEAR", "ONEAR", "NOTNEAR",
                                                      "ADJ",  "SAME",  "XOR"};
  // As the lexer reads it: a soft hyphen within does not make it a word.
  const std::string name = chunk.text.utf8(chunk.span);
  const bool and_not = name == "ANDNOT" || name == "BUTNOT";
  const std::string_view ours = and_not             ? "AND NOT"
                                : name == "NEAR"    ? "W/10"
                                : name == "ADJ"     ? "PRE/1"
                                : name == "ONEAR"   ? "PRE/10"
                                : name == "SAME"    ? "W/P"
                                : name == "NOTNEAR" ? "NOT W/10"
                                                    : "AND";
  if (!and_not && !is_one_of(name, kNames)) return std::nullopt;
  return refusal(chunk,
                 "Expected AND, OR or NOT, but " + in_quotes(chunk.written) +
                     " is an operator of other systems; write it in small letters if it is a word.",
                 {"AND", "OR", "NOT", "W/5"}, ours);
}

std::optional<Error> refuse_atleast(const Chunk& chunk) {
  constexpr std::string_view kName = "ATLEAST";
  if (!chunk.upper.starts_with(kName) || !all_digits(chunk.upper.substr(kName.size()))) {
    return std::nullopt;
  }
  return refusal(chunk,
                 "Expected \"(\" right after " + in_quotes(chunk.written) +
                     ", which counts what stands in brackets.",
                 {"ATLEAST5(...)", "a word"}, "");
}

std::optional<Error> refuse_programmers_operators(const Chunk& chunk) {
  const std::size_t both = chunk.upper.find("&&");
  if (both != std::string::npos) {
    return refusal(chunk, "Expected AND instead of \"&&\".", {"AND"},
                   head(chunk, both) + " AND " + tail(chunk, both + 2));
  }
  const std::size_t bar = chunk.upper.find('|');
  if (bar != std::string::npos) {
    const std::size_t behind = chunk.upper.find_first_not_of('|', bar);
    return refusal(
        chunk, "Expected OR instead of \"|\".", {"OR"},
        head(chunk, bar) + " OR " + (behind == std::string::npos ? "" : tail(chunk, behind)));
  }
  return std::nullopt;
}

std::optional<Error> refuse_leading_sign(const Chunk& chunk) {
  if (chunk.upper.empty()) return std::nullopt;
  const char sign = chunk.upper.front();
  const bool alone = chunk.span.end - chunk.span.begin == 1;
  const bool before_operand = alone && chunk.span.end < chunk.text.size() &&
                              chunk.text.at(chunk.span.end) != ' ' &&
                              chunk.text.at(chunk.span.end) != ')';
  if (alone && !before_operand && (sign == '+' || sign == '!')) return std::nullopt;
  switch (sign) {
    case '+':
      return refusal(chunk,
                     "Expected no \"+\": every word is required anyway; write =word for its exact "
                     "form.",
                     {"a word", "=word"}, tail(chunk, 1));
    case '!':
      return refusal(chunk, "Expected NOT or \"-\" instead of \"!\".", {"NOT", "-"},
                     '-' + tail(chunk, 1));
    case '~':
    case '^':
      return refusal(chunk,
                     std::string("Expected a word or a phrase, but \"") + sign +
                         "\" is an operator of other systems that is not supported.",
                     {"a word", "a phrase"}, "");
    default: return std::nullopt;
  }
}

// word~, word~1, word~0.8, word^2.
std::optional<Error> refuse_fuzzy_and_boost(const Chunk& chunk) {
  const std::size_t sign = chunk.upper.find_last_of("~^");
  if (sign == std::string::npos) return std::nullopt;
  const std::string_view number = std::string_view(chunk.upper).substr(sign + 1);
  if (number.find_first_not_of("0123456789.") != std::string_view::npos) return std::nullopt;
  const bool fuzzy = chunk.upper[sign] == '~';
  return syntax_error(
      chunk.text, {chunk.span.begin + sign, chunk.span.end},
      fuzzy ? "Expected ~1 or ~2 right after a word, for so many wrong letters; for words near "
              "each other write W/5."
            : "Expected no \"^\" after a word or phrase: weights are not supported.",
      {"a word", "a phrase"}, chunk.text.with_replaced(chunk.span, head(chunk, sign)));
}

// Truncation elsewhere: "elect!" in Nexis, "elect$" and "elect$3" in Factiva. "US$5" is money.
std::optional<Error> refuse_truncation(const Chunk& chunk) {
  const std::size_t sign = chunk.upper.find_last_of("!$");
  if (sign == std::string::npos || sign == 0) return std::nullopt;
  const char32_t before = chunk.text.at(chunk.span.begin + sign - 1);
  const bool bang = chunk.upper[sign] == '!';
  if (bang ? sign + 1 != chunk.upper.size() || !is_letter_or_digit(before)
           : u_islower(static_cast<UChar32>(before)) == 0 ||
                 chunk.upper.find_first_not_of("0123456789", sign + 1) != std::string::npos) {
    return std::nullopt;
  }
  const std::string word = head(chunk, sign);
  return syntax_error(chunk.text, {chunk.span.begin + sign, chunk.span.end},
                      std::string("Expected \"*\" instead of \"") + chunk.upper[sign] +
                          "\" for any ending; leave it out if it is punctuation.",
                      {"*", "a word"},
                      chunk.text.with_replaced(chunk.span, word.size() < 3 ? word : word + '*'));
}

// [a TO b], {a TO b}. "[sic]" is a word.
std::optional<Error> refuse_range(const Chunk& chunk) {
  if (chunk.upper.empty() || (chunk.upper[0] != '[' && chunk.upper[0] != '{')) return std::nullopt;
  const Span rest{chunk.span.begin, chunk.text.size()};
  const std::u32string_view view = chunk.text.view(rest);
  const std::size_t close = view.find_first_of(U"]}");
  const std::size_t to = view.find(U" TO ");
  if (to == std::u32string_view::npos || to > close) return std::nullopt;
  return syntax_error(chunk.text, chunk.span,
                      "Expected a word, but this is a range as other systems write it; for dates "
                      "write date:2014-02..2014-04.",
                      {"a word", "a phrase", "date:from..to"});
}

std::optional<Error> refuse_comparison(const Chunk& chunk) {
  const std::size_t sign = chunk.upper.find_first_of("<>");
  if (sign == std::string::npos) return std::nullopt;
  std::string_view behind = std::string_view(chunk.upper).substr(sign + 1);
  if (behind.starts_with('=')) behind.remove_prefix(1);
  if (!behind.empty() && !is_digit(behind.front())) return std::nullopt;
  return syntax_error(chunk.text, chunk.span,
                      "Expected a word or a phrase: comparisons are not supported; for dates write "
                      "date:2014.. or date:..2014.",
                      {"a word", "a phrase", "date:from..to"});
}

std::optional<Error> refuse_backslash(const Chunk& chunk) {
  if (chunk.upper.find('\\') == std::string::npos) return std::nullopt;
  return refusal(chunk,
                 "Expected no \"\\\": nothing is escaped in a query; put the text in quotes.",
                 {"a word", "a phrase"}, '"' + chunk.written + '"');
}

// /regex/, /F50/.
std::optional<Error> refuse_slashes(const Chunk& chunk) {
  if (chunk.upper.size() < 3 || chunk.upper.front() != '/' || chunk.upper.back() != '/') {
    return std::nullopt;
  }
  return refusal(chunk,
                 "Expected a word or a phrase: what stands between slashes is an operator of other "
                 "systems; put it in quotes to search for it.",
                 {"a word", "a phrase"}, '"' + chunk.written + '"');
}

}  // namespace

std::optional<Error> refuse_foreign_operators(const QueryText& text, Span span) {
  constexpr std::array kChecks = {
      refuse_proximity,       refuse_named,        refuse_atleast,    refuse_programmers_operators,
      refuse_fuzzy_and_boost, refuse_leading_sign, refuse_truncation, refuse_range,
      refuse_comparison,      refuse_backslash,    refuse_slashes,
  };
  const Chunk chunk = make_chunk(text, span);
  for (const auto& check : kChecks) {
    if (std::optional<Error> error = check(chunk)) return error;
  }
  return std::nullopt;
}

}  // namespace backfile
