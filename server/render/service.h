// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "server/search/archive.h"

namespace backfile {

// Answers about the server itself, as JSON text.

std::string render_health();
std::string render_ready(const ArchiveStatus& index, const std::string& problem);
std::string render_version();

// "backfile-server 0.1.0 (archive format 1, Xapian 1.4.22)".
std::string version_line();

}  // namespace backfile
