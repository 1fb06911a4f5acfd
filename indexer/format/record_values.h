// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/date.h"

namespace backfile {

// Values of fields in other people's records, as text.

// Whether a text begins as a JSON array of objects, which is many records and not one.
bool begins_array_of_objects(std::string_view text);

// "", "None", "nan", "null" and the like: how exports write that there is no value.
bool is_absent_value(std::string_view value);

// "English", "en-GB" and "eng" to "en"; empty for what is no language.
std::string language_tag(std::string_view value);

// Text that is markup for certain: it has elements, and not only a "<" in a sentence.
bool is_markup(std::string_view text);

// A text on one line, and one of paragraphs, out of plain text or markup. Where no blank line
// stands, lines are paragraphs, or were wrapped by hand.
std::string record_line(const std::string& text);
std::string record_paragraphs(const std::string& text);

// "a, b; c" to its parts, without the empty ones.
std::vector<std::string> split_list(std::string_view value);

// "example.com", "www.example.com" or an address to the host; empty for a name.
std::string host_in(std::string_view value);

// parse_date, with the forms that spreadsheets and data frames give dates: "2016.0" for a year,
// "5/7/19" with the month first, whatever the hints say. So it is with `month_first`, for
// a field that is always written so.
std::optional<Timestamp> record_date(std::string_view value, const DateHints& hints,
                                     bool month_first);

// Seconds or milliseconds since 1970, or a year.
std::optional<Timestamp> record_date(double value);

}  // namespace backfile
