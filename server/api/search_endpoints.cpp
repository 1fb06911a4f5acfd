// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <cmath>
#include <utility>

#include "server/api/answer_request.h"
#include "server/api/endpoints.h"
#include "server/api/numbered_page.h"
#include "server/api/request.h"
#include "server/http/errors.h"
#include "server/render/links.h"
#include "server/render/render.h"

namespace backfile {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  const std::chrono::duration<double, std::milli> passed = Clock::now() - start;
  return std::round(passed.count() * 1000) / 1000;
}

SearchPart part_of(Route route) {
  if (route == Route::Search) return SearchPart::Results;
  return route == Route::Count ? SearchPart::Total : SearchPart::Counts;
}

Result<Made> make_search(const Call& call, const ApiRequest& parsed, Clock::time_point start) {
  const std::uint64_t passed = std::uint64_t{parsed.page - 1} * parsed.search.page_size;
  auto result = search_behind(call.archive, parsed.search, passed);
  if (!result) return std::move(result).error();
  Made made{render_search({.request = parsed,
                           .result = *result,
                           .took_ms = milliseconds_since(start),
                           .part = part_of(call.route)}),
            result->index};
  made.next = next_link(parsed, result->next_cursor);
  if (call.route == Route::Search) {
    made.headers.emplace_back(
        "Link", "<" + feed_link(parsed) + ">; rel=\"alternate\"; type=\"application/atom+xml\"");
  }
  made.hits = result->total;
  return made;
}

}  // namespace

HttpResponse answer_search(const Call& call) {
  const auto start = Clock::now();
  return answer_request(call,
                        [&](const ApiRequest& parsed) { return make_search(call, parsed, start); });
}

HttpResponse answer_facet_values(const Call& call) {
  const auto start = Clock::now();
  const auto name = decoded_rest(call, "field");
  if (!name) return problem_response(name.error(), call.request.target);
  const auto field = parse_facet_field(*name);
  if (!field) return problem_response(field.error(), call.request.target);
  return answer_request(
      call, [&](const ApiRequest& parsed) { return make_search(call, parsed, start); },
      [&](ApiRequest& parsed) -> Result<void> {
        parsed.target.path = "/api/v1/facets/" + *name;
        parsed.search.facets = {*field};
        parsed.search.pages_facet = true;
        return {};
      });
}

}  // namespace backfile
