// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/meilisearch_body.h"

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>

#include "server/api/compat.h"

namespace backfile {

using Json = nlohmann::ordered_json;

Result<std::string> meilisearch_body(std::string_view query) {
  constexpr std::array<std::string_view, 4> kNumbers = {"limit", "offset", "page", "hitsPerPage"};
  constexpr std::array<std::string_view, 6> kLists = {"facets",
                                                      "sort",
                                                      "attributesToRetrieve",
                                                      "attributesToHighlight",
                                                      "attributesToCrop",
                                                      "attributesToSearchOn"};
  auto given = split_parameters(query);
  if (!given) return std::move(given).error();
  const CompatParameters parameters(*given);
  Json body = Json::object();
  for (const auto& [name, value] : *given) {
    if (std::ranges::find(kNumbers, name) != kNumbers.end()) {
      const auto number = parameters.number(name, 0, std::numeric_limits<std::uint32_t>::max(), 0);
      if (!number) return number.error();
      body[name] = *number;
    } else if (std::ranges::find(kLists, name) != kLists.end()) {
      body[name] = parameters.list({name}, ',');
    } else {
      body[name] = value;
    }
  }
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace backfile
