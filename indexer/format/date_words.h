// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace backfile {

// How pages call their dates.

// Keys of meta elements, the most trustworthy first.
std::span<const std::string_view> published_date_keys();
std::span<const std::string_view> updated_date_keys();

// Labels in a line in lower case: "published", "last updated". The second gives where the first
// one begins, or the size of the line.
bool has_published_label(std::string_view lower_line);
std::size_t find_updated_label(std::string_view lower_line);

// "Published", "Last updated:" and nothing else.
bool is_date_label(std::string_view line);

}  // namespace backfile
