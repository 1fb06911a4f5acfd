// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace backfile {

// The delimiter of a table whose first line is `header`: comma, tab, semicolon or bar. Nothing when
// the line is no header: it must hold the names of two usual fields, one of them a title's or a
// text's, or just names if the file itself is `called_table` (.csv, .tsv).
std::optional<char> csv_delimiter(std::string_view header, bool called_table);

}  // namespace backfile
