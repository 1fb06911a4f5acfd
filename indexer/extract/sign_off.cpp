// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

#include "common/ascii.h"
#include "common/text.h"
#include "indexer/extract/agency.h"
#include "indexer/extract/agency_names.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestSignOff = 400;  // A list of reporters can be long.

// Initials of the desk: one to four letters of one case, several parted by slashes, dashes or
// blanks. Returns how many, or 0 when `text` is something else.
std::size_t count_initials(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("/ -");
    const std::string_view part = text.substr(0, end);
    const bool one_case = std::all_of(part.begin(), part.end(), is_small) ||
                          std::all_of(part.begin(), part.end(), is_capital);
    if (part.empty() || part.size() > 4 || !one_case) return 0;
    ++count;
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return count;
}

// "ahm/dg": two or more pairs of small letters and slashes alone.
bool is_initials_line(std::string_view line) {
  if (line.find('/') == std::string_view::npos) return false;
  if (!std::all_of(line.begin(), line.end(), [](char c) { return is_small(c) || c == '/'; })) {
    return false;
  }
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('/', begin), line.size());
    if (end - begin < 2 || end - begin > 4) return false;
    begin = end + 1;
  }
  return true;
}

bool is_end_mark(std::string_view line) {
  constexpr std::string_view kMarks[] = {"-30-",   "###",   "# # #", "ENDS", "-ENDS-",
                                         "(ENDS)", "(END)", "-0-",   "NNNN"};
  return std::find(std::begin(kMarks), std::end(kMarks), line) != std::end(kMarks);
}

std::string_view without_dashes(std::string_view text) {
  constexpr std::string_view kDashes[] = {"-", "\u2013", "\u2014", "\u2015", " "};
  bool changed = true;
  while (changed) {
    changed = false;
    for (const std::string_view dash : kDashes) {
      if (!text.starts_with(dash)) continue;
      text.remove_prefix(dash.size());
      changed = true;
    }
  }
  return text;
}

// "--IANS", "PTI AKJ", "IANS/ahm", "(AFP)", "Reuter".
std::optional<std::string> agency_with_initials(std::string_view line) {
  std::string_view text = without_dashes(line);
  if (text.starts_with('(') && text.ends_with(')')) text = text.substr(1, text.size() - 2);
  const AgencyForm* form = agency_form_at_start(text);
  if (form == nullptr) return std::nullopt;
  std::string_view rest = text.substr(form->form.size());
  while (!rest.empty() && (rest.front() == ' ' || rest.front() == '/' || rest.front() == '-' ||
                           rest.front() == '.')) {
    rest.remove_prefix(1);
  }
  if (!rest.empty() && (!form->in_capitals || count_initials(rest) == 0)) return std::nullopt;
  return std::string(form->name);
}

// "(Reporting by A; Editing by B)": the form of Reuters, when it has both.
std::optional<std::string> credits_in_brackets(std::string_view line) {
  if (!line.starts_with('(') && !line.starts_with('[')) return std::nullopt;
  if (!line.ends_with(')') && !line.ends_with(']')) return std::nullopt;
  constexpr std::string_view kOpenings[] = {"reporting by",
                                            "additional reporting by",
                                            "writing by",
                                            "editing by",
                                            "compiled by",
                                            "reporting and writing by",
                                            "reporting and editing by",
                                            "with inputs from",
                                            "with agency inputs",
                                            "with inputs by",
                                            "with input from",
                                            "with agencies"};
  const std::string text = fold(line.substr(1, line.size() - 2));
  const bool known =
      std::any_of(std::begin(kOpenings), std::end(kOpenings),
                  [&](std::string_view opening) { return text.starts_with(opening); });
  if (!known) return std::nullopt;
  const bool reuters =
      text.find("reporting") != std::string::npos && text.find("; editing by") != std::string::npos;
  return reuters ? "Reuters" : "";
}

// "(c) 2017 AFP", "Copyright 2017 The Associated Press. All rights reserved. ...".
std::optional<std::string> copyright_of_agency(std::string_view line) {
  bool marked = false;
  constexpr std::string_view kMarks[] = {"\u00A9", "(c)", "copyright", "by "};
  for (const std::string_view mark : kMarks) {
    if (!starts_with_ignoring_case(line, mark)) continue;
    line = trim(line.substr(mark.size()));
    marked = true;
  }
  if (!marked) return std::nullopt;
  while (!line.empty() && ((line.front() >= '0' && line.front() <= '9') || line.front() == ' ' ||
                           line.front() == '-' || line.front() == ',')) {
    line.remove_prefix(1);
  }
  const AgencyForm* form = agency_form_at_start(line);
  if (form == nullptr) return std::nullopt;
  const std::string_view rest = trim(line.substr(form->form.size()));
  const bool rights = rest.empty() || rest == "." || rest.starts_with(". ");
  return rights ? std::optional(std::string(form->name)) : std::nullopt;
}

std::optional<std::string> source_line(std::string_view line) {
  constexpr std::string_view kLabels[] = {"source:", "quelle:", "fuente:", "fonte:"};
  for (const std::string_view label : kLabels) {
    if (!starts_with_ignoring_case(line, label)) continue;
    const std::string_view agency = agency_named(line.substr(label.size()));
    if (!agency.empty()) return std::string(agency);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> parse_sign_off(std::string_view line) {
  const std::string whole = collapse_blanks(line.substr(0, kLongestSignOff + 1));
  if (whole.empty() || whole.size() > kLongestSignOff) return std::nullopt;
  if (is_initials_line(whole) || is_end_mark(whole)) return std::string();
  for (const auto read :
       {agency_with_initials, credits_in_brackets, copyright_of_agency, source_line}) {
    if (auto agency = read(whole)) return agency;
  }
  return std::nullopt;
}

std::string_view signed_letters(std::string_view line) {
  const std::string_view text = trim(line);
  const std::string_view letters = without_dashes(text);
  // A single hyphen also stands before the items of a list.
  const bool signs = text.starts_with("--") || text.starts_with("\u2013") ||
                     text.starts_with("\u2014") || text.starts_with("\u2015");
  const bool capitals = std::all_of(letters.begin(), letters.end(), is_capital);
  return signs && capitals && letters.size() >= 2 && letters.size() <= 8 ? letters
                                                                         : std::string_view{};
}

}  // namespace backfile
