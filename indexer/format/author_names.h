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

}  // namespace backfile
