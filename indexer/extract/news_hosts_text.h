// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace backfile {

// The content of news_hosts.tsv. CMake makes its definition out of the file.
std::string_view news_hosts_text();

}  // namespace backfile
