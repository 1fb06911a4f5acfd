// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "server/api/answer_request.h"
#include "server/api/endpoints.h"
#include "server/api/request.h"
#include "server/http/errors.h"
#include "server/render/feeds.h"

namespace backfile {

HttpResponse answer_feed(const Call& call) {
  const auto format = std::ranges::find(kFeedFormats, call.rest, &FeedFormat::name);
  if (format == kFeedFormats.end()) {
    return problem_response({.code = ErrorCode::NotFound,
                             .message = "A feed is search.atom, search.rss or search.json."},
                            call.request.target);
  }
  auto parsed = parse_api_request(call.route, call.query, call.now);
  if (!parsed) return problem_response(parsed.error(), call.request.target);
  parsed->target.path = "/feeds/search." + std::string(format->name);
  if (parsed->search.sort != SortOrder::Indexed) {
    parsed->search.sort = SortOrder::Newest;
    parsed->target = parsed->target.without("sort");
  }
  // The addresses in it are whole, so that it is of the host that it was asked for.
  const std::string base = call.request.base;
  HttpResponse response = answer(call, base + address_of(*parsed), [&]() -> Result<Made> {
    auto result = call.archive.search(parsed->search);
    if (!result) return explained(std::move(result).error(), *parsed);
    Made made{format->render({*parsed, *result, base}), result->index,
              std::string(format->content_type)};
    made.hits = result->total;
    return made;
  });
  // The cache does not know of hosts.
  response.origin.reset();
  return with_search(std::move(response), *parsed);
}

}  // namespace backfile
