// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/warnings.h"

#include <algorithm>
#include <utility>

namespace backfile {

void add_warning(std::string_view code, std::string detail, std::vector<Warning>* warnings) {
  Warning warning{std::string(code), std::move(detail)};
  if (std::find(warnings->begin(), warnings->end(), warning) != warnings->end()) return;
  warnings->push_back(std::move(warning));
}

}  // namespace backfile
