// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace backfile {

// `backfile-server new-key`: makes a key, shows it once, and adds its line to a file of keys. The
// status to exit with, or nothing when the command line asks for something else.
std::optional<int> run_new_key(int argc, const char* const* argv);

}  // namespace backfile
