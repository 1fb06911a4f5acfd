// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// The people that a byline or an author field names: "By JANE DOE and John Roe, Staff Writers" to
// "Jane Doe", "John Roe". Roles, addresses, dates and names that stand for nobody (admin, staff)
// are left out; titles after a name ("MD", "Ph.D.") stay with it.
std::vector<std::string> author_names(std::string_view byline);

// Takes the agency that is named among authors, alone or behind a name ("Jane Roe, AP"), out of
// them: its short name, or empty.
std::string take_agency(std::vector<std::string>* authors);

}  // namespace backfile
