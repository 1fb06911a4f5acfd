// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "common/result.h"

namespace backfile {

// What is wrong with a record in JSON.

inline constexpr int kDeepestJson = 64;                  // Levels.
inline constexpr std::size_t kMostJsonValues = 500'000;  // Keys count, too.

// Why a text is refused before it is parsed: it is nested deeper, or has more keys and values.
std::optional<Error> why_too_large(std::string_view text);

// The object in `text`, written again: integers beyond 64 bits are fractions then. BadRecord for
// what is too large, and with the byte and the reason for what is no object.
Result<std::string> written_anew(const std::string& text);

}  // namespace backfile
