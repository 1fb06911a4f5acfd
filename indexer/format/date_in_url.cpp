// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/date_in_url.h"

#include <string>

#include "common/ascii.h"

namespace backfile {
namespace {

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (at + count < text.size() && is_digit(text[at + count])) ++count;
  return count;
}

}  // namespace

std::optional<Timestamp> date_in_url(std::string_view url) {
  const std::size_t host = url.find("://");
  const std::size_t path = host == std::string_view::npos ? 0 : url.find('/', host + 3);
  if (path == std::string_view::npos) return std::nullopt;
  for (std::size_t at = path; at + 8 < url.size(); ++at) {
    // The year starts a part of the path: /2017/, -2017-.
    if (is_digit(url[at]) || digits_at(url, at + 1) != 4) continue;
    const char mark = url[at + 5];
    if (mark != '/' && mark != '-' && mark != '_') continue;
    const std::size_t month = digits_at(url, at + 6);
    if (month == 0 || month > 2 || at + 6 + month >= url.size() || url[at + 6 + month] != mark) {
      continue;
    }
    const std::size_t day_at = at + 7 + month;
    const std::size_t day = digits_at(url, day_at);
    if (day == 0 || day > 2) continue;
    std::string text(url.substr(at + 1, 4));
    text.append(month == 1 ? "-0" : "-").append(url.substr(at + 6, month));
    text.append(day == 1 ? "-0" : "-").append(url.substr(day_at, day));
    if (const auto when = parse_iso_date(text)) return when;
  }
  return std::nullopt;
}

}  // namespace backfile
