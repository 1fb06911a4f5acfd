// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "common/date.h"
#include "common/date_fields.h"
#include "common/date_tokens.h"

namespace backfile {

// A date while it is being read: the tokens, how far the reading has come, and what was found.
// Positions are given as the number of tokens ahead of the next one.
struct DateReading {
  const std::vector<DateToken>& tokens;
  const DateHints& hints;
  std::size_t at = 0;
  DateFields fields = {};
  bool after_t = false;           // The T between date and time has been read.
  bool half_of_day_read = false;  // AM or PM has been read.
  bool zone_name_read = false;
  bool us_wall_clock = false;  // See ZoneMeaning.
  int weekdays_read = 0;

  const DateToken& peek(std::size_t ahead = 0) const {
    static const DateToken kEnd;
    return at + ahead < tokens.size() ? tokens[at + ahead] : kEnd;
  }
  bool is_number(std::size_t ahead, std::size_t least_digits, std::size_t most_digits) const {
    const DateToken& token = peek(ahead);
    return token.kind == DateToken::Kind::Number && token.digits >= least_digits &&
           token.digits <= most_digits;
  }
  bool is_mark(std::size_t ahead, char mark) const {
    return peek(ahead).kind == DateToken::Kind::Mark && peek(ahead).mark == mark;
  }
  bool is_word(std::size_t ahead, std::string_view word) const {
    return peek(ahead).kind == DateToken::Kind::Word && peek(ahead).word == word;
  }
  // No blank stands before the token.
  bool is_glued(std::size_t ahead) const { return !peek(ahead).after_blank; }
  int number(std::size_t ahead) const { return static_cast<int>(peek(ahead).value); }
  bool follows_number() const { return at > 0 && tokens[at - 1].kind == DateToken::Kind::Number; }

  bool has_no_date() const { return !fields.year && !fields.month && !fields.day; }
  bool has_whole_date() const { return fields.year && fields.month && fields.day; }
};

}  // namespace backfile
