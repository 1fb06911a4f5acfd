// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/render/api_request.h"
#include "common/json_text.h"
#include "server/search/search.h"

namespace backfile {

// A facet under the name of its field.
void set_facet(JsonText& json, const Facet& facet, const ApiRequest& request);

// The member "timeline". `detailed`: each bucket with the search for its articles, and small shares
// with their bounds.
void set_timeline(JsonText& json, const Timeline& timeline, const ApiRequest& request,
                  bool detailed);

// Below so many articles a share says little: it comes with the bounds of its 95 % interval
// (Wilson, Probable Inference, the Law of Succession, and Statistical Inference, 1927).
inline constexpr std::uint64_t kSmallTotal = 1000;
struct ShareBounds {
  double low;
  double high;
};
// REQUIRES: total > 0.
ShareBounds share_bounds(std::uint64_t articles, std::uint64_t total);

}  // namespace backfile
