// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/agency.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>

#include "common/text.h"
#include "indexer/extract/agency_names.h"
#include "indexer/extract/place_name.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestLine = 120;

// Blanks and the marks that stand around a name, but for letters.
std::string_view without_outer_marks(std::string_view text) {
  constexpr std::string_view kMarks[] = {
      " ", "\t", "-", "(",  ")",      "[",      "]",      ".",      ",",      ":",     ";",
      "|", "/",  "*", "\"", "\u2013", "\u2014", "\u2012", "\u00A9", "\u00B7", "\u2022"};
  bool changed = true;
  while (changed) {
    changed = false;
    for (const std::string_view mark : kMarks) {
      if (text.starts_with(mark)) {
        text.remove_prefix(mark.size());
        changed = true;
      } else if (text.ends_with(mark)) {
        text.remove_suffix(mark.size());
        changed = true;
      }
    }
  }
  return text;
}

bool is_word_of_trade(std::string_view text) {
  constexpr std::string_view kWords[] = {"staff",         "news",  "staff writer", "staff reporter",
                                         "news agency",   "wire",  "agency",       "newswire",
                                         "correspondent", "bureau"};
  const std::string folded = fold(text);
  for (const std::string_view word : kWords) {
    if (folded == word) return true;
  }
  return false;
}

// The place that follows the name of an agency: "Reuters" and "Moscow" may be parted by a bar or a
// comma, but "Reuters' Moscow" is a sentence. Empty if it is no place.
std::string place_after_agency(std::string_view rest) {
  const std::string_view place = without_outer_marks(rest);
  if (rest.starts_with('\'') || rest.starts_with("\u2019") || !looks_like_place(place)) return {};
  return place_in_running_text(place);
}

std::optional<AgencyLine> place_before_agency(std::string_view line) {
  const std::size_t bar = line.find('|');
  if (bar == std::string_view::npos) return std::nullopt;
  const std::string_view place = trim(line.substr(0, bar));
  const std::string_view agency = trim(line.substr(bar + 1));
  const AgencyForm* form = agency_form_at_start(agency);
  if (form == nullptr || form->form.size() != agency.size()) return std::nullopt;
  if (!looks_like_place(place)) return std::nullopt;
  return AgencyLine{std::string(form->name), place_in_running_text(place)};
}

}  // namespace

std::string_view agency_named(std::string_view text) {
  static const std::unordered_map<std::string, std::string_view> by_form = [] {
    std::unordered_map<std::string, std::string_view> table;
    for (const AgencyForm& row : agency_forms()) table.emplace(fold(row.form), row.name);
    return table;
  }();
  if (text.size() > kLongestLine) return {};
  const auto found = by_form.find(fold(without_outer_marks(text)));
  return found == by_form.end() ? std::string_view{} : found->second;
}

std::optional<AgencyLine> parse_agency_line(std::string_view line) {
  if (line.size() > kLongestLine) return std::nullopt;
  const std::string whole = collapse_blanks(line);
  std::string_view rest = whole;
  if (starts_with_ignoring_case(rest, "by ")) rest.remove_prefix(3);
  const AgencyForm* form = agency_form_at_start(rest);
  if (form == nullptr) return place_before_agency(whole);
  rest.remove_prefix(form->form.size());
  const std::string_view after = without_outer_marks(rest);
  if (after.empty() || is_word_of_trade(after)) return AgencyLine{std::string(form->name), {}};
  std::string place = place_after_agency(rest);
  if (place.empty()) return std::nullopt;
  return AgencyLine{std::string(form->name), std::move(place)};
}

std::optional<AgencyLine> parse_line_of_agency(std::string_view line, std::string_view agency) {
  if (agency.empty() || line.size() > kLongestLine) return std::nullopt;
  const std::string whole = collapse_blanks(line);
  std::string_view rest = whole;
  if (!rest.starts_with(agency)) return std::nullopt;
  rest.remove_prefix(agency.size());
  if (!rest.starts_with(' ') && !rest.starts_with('|')) return std::nullopt;
  std::string place = place_after_agency(rest);
  if (place.empty()) return std::nullopt;
  return AgencyLine{std::string(agency), std::move(place)};
}

}  // namespace backfile
