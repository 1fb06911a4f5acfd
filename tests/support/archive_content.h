// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "common/result.h"

namespace backfile {

// What an archive holds, to compare: the record of each article by id, and of what was taken out
// "removed" under "-" and its id. Times of publication are not in it.
using ArchiveContent = std::map<std::string, std::string>;

Result<ArchiveContent> content_of(const std::string& archive);

}  // namespace backfile
