// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// Whether a part of a byline is the name of somebody: no role, no prose, and no name that stands
// for nobody (admin, staff).
bool is_person_name(std::string_view part);

// "MD", "Ph.D.", "M.D. FACLM", "Jr.", "RN": what may follow a name after a comma.
bool is_credential(std::string_view part);

// "JANE O'DOE" to "Jane O'Doe"; initials and short names of agencies stay.
std::string name_with_small_letters(std::string_view name);

}  // namespace backfile
