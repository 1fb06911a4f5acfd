// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace backfile {

// The bytes as a gzip member, at the fastest level: a response of 20 KB costs a fraction of a
// millisecond. Nothing if zlib has no memory.
std::optional<std::string> gzip(std::string_view bytes);

}  // namespace backfile
