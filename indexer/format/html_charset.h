// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// The character set to try for a page: `declared` outside of it, else what a meta element or the
// XML declaration in its first bytes names, else empty. Byte-order marks are to_utf8's business.
std::string html_charset(std::string_view page, std::string_view declared);

}  // namespace backfile
