// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "common/date.h"
#include "common/date_calendar.h"
#include "common/date_clock.h"
#include "common/date_fields.h"
#include "common/date_reading.h"
#include "common/date_tokens.h"
#include "common/text.h"

namespace backfile {
namespace {

using Kind = DateToken::Kind;

bool read_mark(DateReading& in) {
  constexpr std::string_view kMarks = ",|-./();'";
  if (kMarks.find(in.peek().mark) == std::string_view::npos) return false;
  in.at += 1;
  return true;
}

// The parts stand in whatever order.
bool read_part(DateReading& in) {
  switch (in.peek().kind) {
    case Kind::Number:
      return read_zone_without_sign(in) || read_time(in) || read_calendar_number(in);
    case Kind::Word:
      // After a number "AM" is a half of the day, elsewhere it is German for "on".
      if (half_of_day_at(in, 0) > 0 && in.follows_number()) return read_half_of_day(in);
      return read_zone(in) || read_date_word(in);
    case Kind::Mark: return read_offset(in) || read_mark(in);
    case Kind::End: break;
  }
  return false;
}

// Seconds (10 digits), milliseconds (13) or microseconds (16) since 1970, perhaps with a fraction.
std::optional<Timestamp> parse_epoch(std::string_view text) {
  const std::string_view whole = text.substr(0, text.find('.'));
  const std::string_view fraction = text.substr(std::min(text.size(), whole.size() + 1));
  const auto is_digits = [](std::string_view part) {
    return part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (!is_digits(whole) || !is_digits(fraction)) return std::nullopt;
  if (whole.size() != 10 && whole.size() != 13 && whole.size() != 16) return std::nullopt;
  std::int64_t seconds = 0;
  for (const char c : whole.substr(0, 10)) seconds = seconds * 10 + (c - '0');
  return Timestamp{seconds, DatePrecision::Second, std::int16_t{0}};
}

// Java writes the place after the offset: "2017-01-19T16:26+05:30[Asia/Kolkata]".
std::string_view without_place(std::string_view text) {
  if (!text.ends_with(']')) return text;
  const std::size_t open = text.rfind('[');
  return open == std::string_view::npos ? text : text.substr(0, open);
}

// Thailand counts from the death of the Buddha, 543 years before our era.
void apply_buddhist_era(DateReading& in) {
  const bool thai = std::any_of(in.tokens.begin(), in.tokens.end(), [](const DateToken& token) {
    return token.word.starts_with("\xE0\xB8") || token.word.starts_with("\xE0\xB9");
  });
  if (!thai && in.hints.country != "th") return;
  if (in.fields.year && *in.fields.year >= 2400 && *in.fields.year < 2700) *in.fields.year -= 543;
}

}  // namespace

std::optional<Timestamp> parse_date(std::string_view text, const DateHints& hints) {
  text = without_place(trim(text));
  if (const auto when = parse_epoch(text)) return when;
  if (const auto when = parse_iso_date(text); when && hints.country != "th") return when;
  const auto tokens = date_tokens(text);
  if (!tokens) return std::nullopt;
  DateReading in{*tokens, hints};
  while (in.at < tokens->size()) {
    if (!read_part(in)) return std::nullopt;
  }
  apply_buddhist_era(in);
  apply_wall_clock(in);
  return to_timestamp(in.fields);
}

}  // namespace backfile
