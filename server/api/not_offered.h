// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

namespace backfile {

// What clients of other archives may ask for and is refused here, with what there is instead.
struct NotOffered {
  std::string_view parameter;
  std::string_view value;    // Of a parameter that there is; empty: there is no such parameter.
  std::string_view instead;  // A sentence for people.
};

inline constexpr std::array kNotOffered = {
    // clang-format off
    NotOffered{"api-key", "", "A key is sent in the header Authorization: Bearer KEY."},
    NotOffered{"collapse", "url", "An article has one address already: what is seen there again is a new version of it."},
    NotOffered{"count", "fast", "Every count is exact; there is no faster one to ask for."},
    NotOffered{"date_field", "", "Dates are those of publication; sort=indexed, and /api/v1/changes, say what came when."},
    NotOffered{"format", "bundle", "Ask for jsonl or csv, and for facets and timelines at their own addresses."},
    NotOffered{"in", "body", "The body of an article is its text."},
    NotOffered{"in", "byline", "Authors are asked for with author=, or with author: in the query."},
    NotOffered{"in", "quote", "What is said in quotation marks is not told from the rest of a text."},
    NotOffered{"syntax", "pro", "What others call that is backfile, the default."},
    NotOffered{"versions", "", "Only the latest version of an article can be searched; /api/v1/changes says which were replaced."},
    // clang-format on
};

// What there is instead of a parameter, or of a value of one; empty where that is not known.
constexpr std::string_view instead_of(std::string_view parameter, std::string_view value = {}) {
  for (const NotOffered& row : kNotOffered) {
    if (row.parameter == parameter && row.value == value) return row.instead;
  }
  return {};
}

}  // namespace backfile
