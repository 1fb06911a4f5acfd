// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/date_relative.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <vector>

#include "common/ascii.h"
#include "common/text.h"

namespace backfile {
namespace {

constexpr std::size_t kLongest = 60;
constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

// Words are folded, separated by blanks, and have a blank at each end.
struct Unit {
  std::int64_t seconds;
  std::size_t iso_length;  // Of the date that can be trusted: "2017", "2017-01", "2017-01-19".
  std::string_view words;
};
constexpr Unit kUnits[] = {
    {kMinute, 16,
     " minute minutes min mins minuten minuto minutos minuti minuut minuta minuty minut минуту "
     "минуты минут minuter minutter "},
    {kHour, 10,
     " hour hours hr hrs h std stunde stunden heure heures hora horas ora ore uur uren godzine "
     "godziny godzin час часа часов timme timmar timer "},
    {kDay, 10,
     " day days tag tage tagen jour jours dia dias giorno giorni dag dagen dzien dni день дня дней "
     "dagar dager dage "},
    {7 * kDay, 7,
     " week weeks woche wochen semaine semaines semana semanas settimana settimane weken tydzien "
     "tygodnie tygodni неделю недели недель vecka veckor uke uker uge uger "},
    {30 * kDay, 7,
     " month months monat monate monaten mois mes meses mese mesi maand maanden miesiac miesiace "
     "miesiecy месяц месяца месяцев manad manader maned maneder "},
    {365 * kDay, 4,
     " year years jahr jahre jahren an ans ano anos anno anni jaar rok lata lat год года лет "},
};
constexpr std::string_view kAgo =
    " ago vor il y a hace ha fa faz atras geleden temu назад sedan siden for "
    " about circa etwa environ ca updated posted published ";
constexpr std::string_view kMarksOfAgo =
    " ago vor il hace ha fa faz atras geleden temu назад sedan siden ";
constexpr std::string_view kOne = " a an one ein eine einem einer un une una uno um uma een ";
constexpr std::string_view kToday =
    " today heute aujourd'hui aujourd’hui hoy oggi hoje vandaag dzis dzisiaj сегодня idag ";
constexpr std::string_view kYesterday =
    " yesterday gestern hier ayer ieri ontem gisteren wczoraj вчера igar ";

bool is_in(std::string_view list, std::string_view word) {
  for (std::size_t at = list.find(word); at != std::string_view::npos;
       at = list.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if (at > 0 && list[at - 1] == ' ' && end < list.size() && list[end] == ' ') return true;
  }
  return false;
}

std::vector<std::string_view> words_of(std::string_view folded) {
  constexpr std::string_view kParting = " ,.|;()";
  std::vector<std::string_view> words;
  for (std::size_t at = folded.find_first_not_of(kParting); at != std::string_view::npos;) {
    const std::size_t end = std::min(folded.find_first_of(kParting, at), folded.size());
    words.push_back(folded.substr(at, end - at));
    at = folded.find_first_not_of(kParting, end);
  }
  return words;
}

bool is_number(std::string_view word) { return word.size() <= 3 && all_digits(word); }

std::optional<Timestamp> cut_to(std::int64_t seconds, std::size_t iso_length) {
  auto when = parse_iso_date(to_iso_utc(seconds).substr(0, iso_length));
  // A page that says "5 minutes ago" was fetched at a known offset from UTC.
  if (when && iso_length > 10) {
    when->precision = DatePrecision::Minute;
    when->offset_minutes = std::int16_t{0};
  }
  return when;
}

std::optional<Timestamp> ago(const std::vector<std::string_view>& words, std::int64_t captured) {
  std::optional<std::int64_t> count;
  const Unit* unit = nullptr;
  bool marked = false;
  for (const std::string_view word : words) {
    const auto* const named =
        std::ranges::find_if(kUnits, [&](const Unit& one) { return is_in(one.words, word); });
    if (is_number(word) && !count) {
      count = 0;
      for (const char c : word) count = *count * 10 + (c - '0');
    } else if (named != std::end(kUnits) && unit == nullptr && count) {
      unit = named;
    } else if (is_in(kOne, word) && !count && !(word == "a" && &word != &words.front() && marked)) {
      count = 1;
    } else if (is_in(kAgo, word)) {
      marked = marked || is_in(kMarksOfAgo, word);
    } else {
      return std::nullopt;
    }
  }
  if (!count || unit == nullptr || !marked) return std::nullopt;
  return cut_to(captured - *count * unit->seconds, unit->iso_length);
}

// "yesterday", "today at 16:26 IST".
std::optional<Timestamp> named_day(const std::string& folded, std::int64_t captured,
                                   const DateHints& hints) {
  const std::size_t end = std::min(folded.find_first_of(" ,|"), folded.size());
  const std::string_view first = std::string_view(folded).substr(0, end);
  const bool yesterday = is_in(kYesterday, first);
  if (!yesterday && !is_in(kToday, first)) return std::nullopt;
  const std::string day = to_iso_utc(captured - (yesterday ? kDay : 0)).substr(0, 10);
  return parse_date(day + " " + folded.substr(end), hints);
}

std::optional<Timestamp> without_year(std::string_view text, std::int64_t captured,
                                      const DateHints& hints) {
  const int year = std::stoi(to_iso_utc(captured).substr(0, 4));
  for (const int guess : {year, year - 1}) {
    const auto when = parse_date(std::string(text) + ", " + std::to_string(guess), hints);
    if (!when || when->precision < DatePrecision::Day) continue;
    if (when->seconds <= captured + kDay) return when;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Timestamp> parse_relative_date(std::string_view text, std::int64_t captured,
                                             const DateHints& hints) {
  text = trim(text);
  if (text.empty() || text.size() > kLongest || parse_date(text, hints)) return std::nullopt;
  const std::string folded = fold(text);
  if (const auto when = ago(words_of(folded), captured)) return when;
  if (const auto when = named_day(folded, captured, hints)) return when;
  return without_year(text, captured, hints);
}

}  // namespace backfile
