// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/trec_date.h"

#include <string>

#include "common/ascii.h"
#include "common/text.h"

namespace backfile {
namespace {

// Two digits of a year: the collections are of 1950 and later.
std::string full_year(std::string_view year) {
  return (year[0] >= '5' ? "19" : "20") + std::string(year);
}

std::optional<Timestamp> date_of(std::string_view year, std::string_view month,
                                 std::string_view day) {
  const std::string full = year.size() == 2 ? full_year(year) : std::string(year);
  return parse_iso_date(full + "-" + std::string(month) + "-" + std::string(day));
}

}  // namespace

std::optional<Timestamp> trec_date(std::string_view field) {
  std::string_view text = trim(field);
  if (text.size() == 6 && all_digits(text)) {
    return date_of(text.substr(0, 2), text.substr(2, 2), text.substr(4, 2));
  }
  DateHints american;
  american.day_first = false;
  american.country = "us";
  // What stands behind the date goes, part by part.
  while (!text.empty()) {
    if (const auto when = parse_date(text, american)) return when;
    const std::size_t comma = text.rfind(',');
    if (comma == std::string_view::npos) break;
    text = trim(text.substr(0, comma));
  }
  return std::nullopt;
}

std::optional<Timestamp> date_in_docno(std::string_view docno) {
  const std::size_t begin = docno.find_first_of("0123456789");
  if (begin == std::string_view::npos || begin == 0) return std::nullopt;
  std::size_t end = begin;
  while (end < docno.size() && is_digit(docno[end])) ++end;
  const std::string_view digits = docno.substr(begin, end - begin);
  if (digits.size() == 8) {
    return date_of(digits.substr(0, 4), digits.substr(4, 2), digits.substr(6));
  }
  if (digits.size() != 6) return std::nullopt;
  const std::string_view first = digits.substr(0, 2);
  const std::string_view middle = digits.substr(2, 2);
  const std::string_view last = digits.substr(4);
  return docno.substr(0, begin) == "LA" ? date_of(last, first, middle)
                                        : date_of(first, middle, last);
}

std::optional<Timestamp> date_in_fileid(std::string_view fileid) {
  const std::string line = collapse_blanks(fileid);
  const std::size_t blank = line.find(' ');
  if (blank == std::string::npos || blank < 8 || line.size() < blank + 5) return std::nullopt;
  const std::string_view day = std::string_view(line).substr(blank - 8, 8);  // "02-12-88"
  const std::string_view clock = std::string_view(line).substr(blank + 1);   // "2344EST"
  const bool known = day[2] == '-' && day[5] == '-' && all_digits(day.substr(0, 2)) &&
                     all_digits(day.substr(3, 2)) && all_digits(day.substr(6)) &&
                     all_digits(clock.substr(0, 4));
  if (!known) return std::nullopt;
  DateHints american;
  american.day_first = false;
  american.country = "us";
  return parse_date(full_year(day.substr(6)) + "-" + std::string(day.substr(0, 5)) + " " +
                        std::string(clock.substr(0, 2)) + ":" + std::string(clock.substr(2, 2)) +
                        " " + std::string(clock.substr(4)),
                    american);
}

}  // namespace backfile
