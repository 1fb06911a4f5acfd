// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// XXH3 of the bytes in its canonical, big-endian form: 8 and 16 bytes. Stored in archives and shown
// in ids and ETags (by hex() of common/files.h); never changed without a new format version.
std::string hash64(std::string_view bytes);
std::string hash128(std::string_view bytes);

}  // namespace backfile
