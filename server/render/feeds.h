// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "server/render/api_request.h"
#include "server/search/search.h"

namespace backfile {

// The results of a search as a feed. `base`: scheme and host of this server, for the addresses in
// it, which must be whole there.
struct FeedAnswer {
  const ApiRequest& request;
  const SearchResult& result;
  std::string base;
};

std::string render_atom(const FeedAnswer& answer);       // RFC 4287.
std::string render_rss(const FeedAnswer& answer);        // RSS 2.0.
std::string render_json_feed(const FeedAnswer& answer);  // JSON Feed 1.1.

struct FeedFormat {
  std::string_view name;
  std::string_view content_type;
  std::string (*render)(const FeedAnswer&);
};
inline constexpr std::array<FeedFormat, 3> kFeedFormats = {{
    {"atom", "application/atom+xml; charset=utf-8", render_atom},
    {"rss", "application/rss+xml; charset=utf-8", render_rss},
    {"json", "application/feed+json; charset=utf-8", render_json_feed},
}};

}  // namespace backfile
