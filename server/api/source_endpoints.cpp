// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "server/api/answer_request.h"
#include "server/api/endpoints.h"
#include "server/api/request.h"
#include "server/http/errors.h"
#include "server/render/links.h"
#include "server/render/render.h"
#include "server/render/target.h"

namespace backfile {
namespace {

CoverageRequest coverage_request(const ApiRequest& parsed) {
  CoverageRequest request;
  const auto sources = parsed.search.filters.values.find(FieldId::Source);
  if (sources != parsed.search.filters.values.end()) request.sources = sources->second;
  request.interval = parsed.search.timeline.value_or(Interval::Month);
  request.page_size = parsed.search.page_size;
  request.cursor = parsed.search.cursor;
  return request;
}

// Of days there would be too many in one answer.
Result<void> check_interval(const ApiRequest& parsed) {
  const Interval interval = parsed.search.timeline.value_or(Interval::Month);
  if (interval >= Interval::Month) return {};
  Error error = refusal("bad_value", "Coverage is by month or a longer interval.");
  error.detail.parameter = "interval";
  error.detail.expected = {"month", "quarter", "year", "decade"};
  return error;
}

}  // namespace

HttpResponse answer_sources(const Call& call) {
  const auto address = plain_address(call);
  if (!address) return problem_response(address.error(), call.request.target);
  return answer(call, *address, [&]() -> Result<Made> {
    const SourcesAnswer sources = call.archive.sources();
    return Made{render_sources(sources, *address), sources.index};
  });
}

HttpResponse answer_one_source(const Call& call) {
  const auto address = plain_address(call);
  if (!address) return problem_response(address.error(), call.request.target);
  const auto name = decoded_rest(call, "id");
  if (!name) return problem_response(name.error(), call.request.target);
  return answer(call, *address, [&]() -> Result<Made> {
    CoverageRequest request;
    request.sources = {*name};
    const auto found = call.archive.coverage(request);
    if (!found) return found.error();
    if (found->sources.empty()) {
      return Error{ErrorCode::NotFound, "The archive has no source " + *name + "."};
    }
    return Made{render_source(*found, *address), found->index};
  });
}

HttpResponse answer_coverage(const Call& call) {
  auto parsed = parse_api_request(call.route, call.query, call.now);
  if (!parsed) return problem_response(parsed.error(), call.request.target);
  if (auto checked = check_interval(*parsed); !checked) {
    return problem_response(checked.error(), call.request.target);
  }
  return answer(call, to_string(parsed->target), [&]() -> Result<Made> {
    auto found = call.archive.coverage(coverage_request(*parsed));
    if (!found) return explained(std::move(found).error(), *parsed);
    Made made{render_coverage(*found, *parsed), found->index};
    made.next = next_link(*parsed, found->next_cursor);
    return made;
  });
}

}  // namespace backfile
