// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace backfile {

// The canonical short name of a news agency ("Reuters", "IANS", "dpa") when the whole of `text`,
// but for case, blanks and outer punctuation, is one of its forms ("Thomson Reuters",
// "Indo-Asian News Service", "--IANS"); else empty. Source of the forms: the agencies' own names.
std::string_view agency_named(std::string_view text);

// An agency and a place that stand together on one line: "IANS Moscow",
// "Press Trust of India  |  Mumbai". Nothing unless the whole line reads so.
struct AgencyLine {
  std::string agency;
  std::string place;  // May be empty.
};
std::optional<AgencyLine> parse_agency_line(std::string_view line);

// "MPA Mumbai" as a line of the agency "MPA", which we need not know: the caller has seen that it
// signs the story. Nothing without a place, and in no other letters than `agency` has.
std::optional<AgencyLine> parse_line_of_agency(std::string_view line, std::string_view agency);

// The dateline at the start of an article's first paragraph: "MOSCOW, Jan 19 (Reuters) - Russia".
// A place counts only in capitals or together with an agency or a date before the dash.
struct Dateline {
  std::string place;
  std::string agency;
};
std::optional<Dateline> parse_dateline(std::string_view first_paragraph);

// The agency in a line that ends a story: "--IANS", "(Reporting by ...; Editing by ...)", "Reuter".
// Nothing unless the whole line is such a sign-off. The string is empty when the line is a
// sign-off that names no agency ("ahm/dg").
std::optional<std::string> parse_sign_off(std::string_view line);

// The two to eight capital letters that stand alone after dashes: "--MPA". That can be an agency
// that we do not know, and alone it proves nothing; see parse_line_of_agency. Empty for other
// lines. Views into `line`.
std::string_view signed_letters(std::string_view line);

}  // namespace backfile
