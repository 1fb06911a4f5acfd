// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/lookalikes.h"

#include <array>
#include <string>
#include <string_view>

#include "common/text.h"
#include "server/query/syntax_error.h"
#include "server/query/warnings.h"

namespace backfile {
namespace {

constexpr std::array<std::string_view, 4> kSingleQuotes = {"'", "‘", "’", "‚"};

bool equals_ignoring_case(std::string_view text, std::string_view ascii) {
  return text.size() == ascii.size() && starts_with_ignoring_case(text, ascii);
}

bool starts_with_single_quote(std::string_view text) {
  for (const std::string_view quote : kSingleQuotes) {
    if (text.starts_with(quote)) return true;
  }
  return false;
}

bool ends_with_single_quote(std::string_view text) {
  for (const std::string_view quote : kSingleQuotes) {
    if (text.ends_with(quote)) return true;
  }
  return false;
}

// Whether an operand begins at `i`; "NOT W/5" is none.
bool operand_begins_at(const std::vector<Token>& tokens, std::size_t i) {
  if (!begins_operand(tokens[i].kind)) return false;
  return tokens[i].kind != Token::Kind::Not || tokens[i + 1].kind != Token::Kind::Near;
}

// REQUIRES: tokens[i] is a Word, so an End stands behind it.
void warn_of_lowercase_operator(const std::vector<Token>& tokens, std::size_t i,
                                std::vector<Warning>* warnings) {
  if (!operand_begins_at(tokens, i + 1)) return;
  const bool after_operand = i > 0 && ends_operand(tokens[i - 1].kind);
  for (const std::string_view name : {"AND", "OR", "NOT"}) {
    if (!equals_ignoring_case(tokens[i].text, name)) continue;
    if (!after_operand && name != "NOT") continue;
    add_warning("lowercase_operator",
                in_quotes(tokens[i].text) + " is read as a word; the operator is written " +
                    std::string(name),
                warnings);
  }
}

}  // namespace

void warn_of_lookalikes(const std::vector<Token>& tokens, std::vector<Warning>* warnings) {
  bool quote_open = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != Token::Kind::Word) continue;
    const bool after_field = i > 0 && tokens[i - 1].kind == Token::Kind::Field;
    if (!after_field) warn_of_lowercase_operator(tokens, i, warnings);
    quote_open = quote_open || starts_with_single_quote(tokens[i].text);
    if (quote_open && ends_with_single_quote(tokens[i].text)) {
      add_warning("single_quotes", "single quotes do not make a phrase; use double quotes for one",
                  warnings);
      quote_open = false;
    }
  }
}

}  // namespace backfile
