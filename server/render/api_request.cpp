// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/api_request.h"

#include <algorithm>

namespace backfile {

std::string address_of(const ApiRequest& request) {
  std::optional<std::int64_t> until;
  const auto hold = [&](const Query& query) {
    if (query.holds_until) until = std::min(until.value_or(*query.holds_until), *query.holds_until);
  };
  hold(request.search.query);
  hold(request.versus_query);
  for (const Query& query : request.search.timeline_queries) hold(query);
  std::string address = to_string(request.target);
  if (until) address += " until " + std::to_string(*until);
  return address;
}

}  // namespace backfile
