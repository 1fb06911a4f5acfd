// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace backfile {

// One way to write the name of a news agency.
struct AgencyForm {
  std::string_view name;     // Canonical short name.
  std::string_view form;     // As agencies and papers write it.
  bool in_capitals = false;  // An acronym: inside a line it counts only in capitals, because
                             // "Petra" and "Ani" are people, too.
};

// Every form of every agency, the longest first.
const std::vector<AgencyForm>& agency_forms();

// The form that `text` begins with, followed by its end or by what is neither a letter nor a digit;
// null if there is none. Acronyms only in capitals, other forms in whatever case.
const AgencyForm* agency_form_at_start(std::string_view text);

}  // namespace backfile
