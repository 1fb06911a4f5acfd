// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/record_values.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "common/ascii.h"
#include "common/text.h"
#include "common/url.h"
#include "indexer/format/html_text.h"
#include "indexer/format/paragraph_lines.h"

namespace backfile {
namespace {

struct LanguageName {
  std::string_view tag;
  std::string_view names;  // ISO 639-2 codes, the English name and the own one; folded.
};

constexpr std::array kLanguages = {
    LanguageName{"en", "eng english"},
    LanguageName{"de", "deu ger german deutsch"},
    LanguageName{"fr", "fra fre french francais"},
    LanguageName{"es", "spa spanish espanol castellano"},
    LanguageName{"it", "ita italian italiano"},
    LanguageName{"pt", "por portuguese portugues"},
    LanguageName{"nl", "nld dut dutch nederlands"},
    LanguageName{"pl", "pol polish polski"},
    LanguageName{"ru", "rus russian русский"},
    LanguageName{"uk", "ukr ukrainian"},
    LanguageName{"sv", "swe swedish svenska"},
    LanguageName{"da", "dan danish dansk"},
    LanguageName{"no", "nor norwegian norsk"},
    LanguageName{"fi", "fin finnish suomi"},
    LanguageName{"cs", "ces cze czech cesky cestina"},
    LanguageName{"hu", "hun hungarian magyar"},
    LanguageName{"ro", "ron rum romanian romana"},
    LanguageName{"el", "ell gre greek"},
    LanguageName{"tr", "tur turkish turkce"},
    LanguageName{"ar", "ara arabic"},
    LanguageName{"he", "heb hebrew"},
    LanguageName{"fa", "fas per persian farsi"},
    LanguageName{"hi", "hin hindi"},
    LanguageName{"bn", "ben bengali"},
    LanguageName{"ur", "urd urdu"},
    LanguageName{"id", "ind indonesian"},
    LanguageName{"zh", "zho chi chinese"},
    LanguageName{"ja", "jpn japanese"},
    LanguageName{"ko", "kor korean"},
    LanguageName{"vi", "vie vietnamese"},
    LanguageName{"th", "tha thai"},
};

bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t end = list.find(' ');
    if (list.substr(0, end) == word) return true;
    if (end == std::string_view::npos) return false;
    list.remove_prefix(end + 1);
  }
  return false;
}

// "5/7/19": American spreadsheets print dates without leading zeros and with two digits of the
// year.
bool is_spreadsheet_date(std::string_view text) {
  const std::size_t first = text.find('/');
  const std::size_t second = first == std::string_view::npos ? first : text.find('/', first + 1);
  if (second == std::string_view::npos || text.size() != second + 3) return false;
  const bool numbers =
      std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '/'; });
  return numbers && text[0] != '0' && text[first + 1] != '0';
}

}  // namespace

bool begins_array_of_objects(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t open = text.find_first_not_of(kBlanks);
  if (open == std::string_view::npos || text[open] != '[') return false;
  const std::size_t first = text.find_first_not_of(kBlanks, open + 1);
  return first != std::string_view::npos && text[first] == '{';
}

bool is_absent_value(std::string_view value) {
  constexpr std::string_view kNothing[] = {"",    "none", "nan", "null",      "n/a",
                                           "nat", "nil",  "-",   "undefined", "[]"};
  if (value.size() > 16) return trim(value).empty();
  const std::string folded = fold(value);
  return std::find(std::begin(kNothing), std::end(kNothing), folded) != std::end(kNothing);
}

std::string language_tag(std::string_view value) {
  if (value.size() > 40) return {};
  const std::string folded = fold(value);
  const std::string_view primary =
      std::string_view(folded).substr(0, folded.find_first_of("-_, ;("));
  for (const LanguageName& row : kLanguages) {
    if (row.tag == primary || has_word(row.names, primary)) return std::string(row.tag);
  }
  const bool code = primary.size() == 2 || primary.size() == 3;
  return code && std::all_of(primary.begin(), primary.end(), is_small) ? std::string(primary)
                                                                       : std::string();
}

bool is_markup(std::string_view text) {
  std::size_t elements = 0;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const std::string_view rest = text.substr(at + 1);
    for (const std::string_view tag :
         {"p>",    "p ",   "/p>",    "br>",  "br/",     "br /",       "div",
          "/div>", "span", "a href", "/a>",  "strong>", "em>",        "ul>",
          "li>",   "h2",   "h3",     "img ", "figure",  "blockquote", "!--"}) {
      if (starts_with_ignoring_case(rest, tag)) ++elements;
    }
    if (elements >= 2) return true;
  }
  return elements == 1 && trim(text).starts_with('<');
}

std::string record_line(const std::string& text) {
  const bool entities = text.find('&') != std::string::npos && text.find(';') != std::string::npos;
  return entities || is_markup(text) ? html_to_line(text) : collapse_blanks(text);
}

std::string record_paragraphs(const std::string& text) {
  if (is_markup(text)) return html_to_text(text);
  // Where no blank line stands, lines are paragraphs, or were wrapped by hand.
  const bool has_blank_line = text.find("\n\n") != std::string::npos;
  return has_blank_line ? text : join_paragraphs(text_lines(clean_text(text)));
}

std::vector<std::string> split_list(std::string_view value) {
  std::vector<std::string> parts;
  while (!value.empty()) {
    const std::size_t end = value.find_first_of(",;|");
    std::string part = collapse_blanks(value.substr(0, end));
    if (!is_absent_value(part)) parts.push_back(std::move(part));
    value = end == std::string_view::npos ? std::string_view{} : value.substr(end + 1);
  }
  return parts;
}

std::string host_in(std::string_view value) {
  value = trim(value);
  if (is_http_url(value)) return host_of(value);
  const std::size_t dot = value.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || value.size() - dot < 3) return {};
  const bool host = std::all_of(value.begin(), value.end(), [](char c) {
    return is_small(c) || is_digit(c) || c == '.' || c == '-' || is_capital(c);
  });
  const std::string_view top = value.substr(dot + 1);
  const bool letters = std::all_of(top.begin(), top.end(), is_small);
  return host && letters ? host_of("http://" + std::string(value)) : std::string();
}

std::optional<Timestamp> record_date(std::string_view value, const DateHints& hints,
                                     bool month_first) {
  value = trim(value);
  if (value.size() == 6 && value.ends_with(".0")) value.remove_suffix(2);
  DateHints adapted = hints;
  if (month_first || is_spreadsheet_date(value)) adapted.day_first = false;
  return parse_date(value, adapted);
}

std::optional<Timestamp> record_date(double value) {
  constexpr double kFirstMillisecond = 1e11;  // As seconds that would be the year 5138.
  if (!std::isfinite(value) || value == 0) return std::nullopt;
  const bool year = value == std::floor(value) && value >= kFirstYear && value <= kLastYear;
  if (year) return parse_date(std::to_string(static_cast<int>(value)));
  if (std::abs(value) >= kFirstMillisecond) value /= 1000;
  const double latest = 32503680000.0;     // The end of kLastYear.
  const double earliest = -11676096000.0;  // The start of kFirstYear.
  if (value < earliest || value >= latest) return std::nullopt;
  return Timestamp{static_cast<std::int64_t>(std::floor(value)), DatePrecision::Second,
                   std::int16_t{0}};
}

}  // namespace backfile
