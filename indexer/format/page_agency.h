// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "indexer/format/json_ld.h"

namespace backfile {

// The agency that a page's JSON-LD names as the source of its story: the short name of an agency
// that we know by any of the names given, else the name in capitals ("TIDE") or else as it stands.
// The publisher itself, which is `site_name`, is no agency. Empty if there is none.
std::string page_agency(const JsonLd& json_ld, std::string_view site_name);

}  // namespace backfile
