// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <cmath>
#include <utility>

#include "server/api/endpoints.h"
#include "server/api/request.h"
#include "server/api/search_errors.h"
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
  auto result = call.archive.search(parsed.search);
  if (!result) return explained(std::move(result).error(), parsed);
  Made made{render_search({.request = parsed,
                           .result = *result,
                           .took_ms = milliseconds_since(start),
                           .part = part_of(call.route)}),
            result->index};
  if (const std::string next = next_link(parsed, result->next_cursor); !next.empty()) {
    made.headers.emplace_back("Link", "<" + next + ">; rel=\"next\"");
  }
  made.hits = result->total;
  return made;
}

}  // namespace

Error explained(Error error, const ApiRequest& request) {
  if (error.code == ErrorCode::StaleCursor) {
    error.detail.parameter = "cursor";
    error.detail.suggestion = to_string(request.target.without("cursor"));
    error.message += " Start again without the cursor.";
  } else if (error.code == ErrorCode::InvalidArgument && error.detail.kind.empty()) {
    error.detail.kind = error.detail.parameter == "cursor" ? "bad_value" : "query_too_broad";
  }
  return error;
}

HttpResponse with_search(HttpResponse response, const ApiRequest& request) {
  if (request.search.query.root) response.query = to_string(*request.search.query.root);
  response.target = to_string(request.target);
  return response;
}

HttpResponse answer_search(const Call& call) {
  const auto start = Clock::now();
  auto parsed = parse_api_request(call.route, call.query, call.now);
  if (!parsed) return problem_response(parsed.error(), call.request.target);
  return with_search(
      answer(call, address_of(*parsed), [&] { return make_search(call, *parsed, start); }),
      *parsed);
}

HttpResponse answer_facet_values(const Call& call) {
  const auto start = Clock::now();
  const auto name = decoded_rest(call, "field");
  if (!name) return problem_response(name.error(), call.request.target);
  const auto field = parse_facet_field(*name);
  if (!field) return problem_response(field.error(), call.request.target);
  auto parsed = parse_api_request(call.route, call.query, call.now);
  if (!parsed) return problem_response(parsed.error(), call.request.target);
  parsed->target.path = "/api/v1/facets/" + *name;
  parsed->search.facets = {*field};
  parsed->search.pages_facet = true;
  return with_search(
      answer(call, address_of(*parsed), [&] { return make_search(call, *parsed, start); }),
      *parsed);
}

}  // namespace backfile
