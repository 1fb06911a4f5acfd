// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace backfile {

// [from, until) in words; kOpenFrom and kOpenUntil for an open side.
struct LengthRange {
  std::int64_t from;
  std::int64_t until;
};

// "500", ">500", ">=500", "<500", "<=500", "200..400", "..400", "200..": whole numbers of at most
// nine digits, the ends of a range included. Nothing for other texts. A range that ends before it
// begins is returned as it is (from >= until).
std::optional<LengthRange> parse_length_range(std::string_view text);

// The shortest text that parse_length_range reads so.
std::string length_range_text(std::int64_t from, std::int64_t until);

}  // namespace backfile
