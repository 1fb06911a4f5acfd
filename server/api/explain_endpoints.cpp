// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "server/api/endpoints.h"
#include "server/api/request.h"
#include "server/api/search_errors.h"
#include "server/http/errors.h"
#include "server/render/explain.h"
#include "server/render/target.h"

namespace backfile {
namespace {

Result<void> check_article(const ApiRequest& parsed) {
  if (parsed.url.empty() != parsed.id.empty()) return {};
  Error error = refusal("bad_value", "The article is named by \"url\" or by \"id\", one of them.");
  error.detail.parameter = parsed.url.empty() ? "id" : "url";
  return error;
}

}  // namespace

HttpResponse answer_explain(const Call& call) {
  auto parsed = parse_api_request(call.route, call.query);
  if (!parsed) return problem_response(parsed.error(), call.request.target);
  return answer(call, to_string(parsed->target), [&]() -> Result<Made> {
    auto found = explain_search(call.archive, parsed->search);
    if (!found) return explained(std::move(found).error(), *parsed);
    return Made{render_explain(*found, *parsed), found->index};
  });
}

HttpResponse answer_why(const Call& call) {
  auto parsed = parse_api_request(call.route, call.query);
  if (!parsed) return problem_response(parsed.error(), call.request.target);
  if (auto checked = check_article(*parsed); !checked) {
    return problem_response(checked.error(), call.request.target);
  }
  return answer(call, to_string(parsed->target), [&]() -> Result<Made> {
    auto found = explain_article(call.archive, {parsed->search, parsed->id, parsed->url});
    if (!found) return explained(std::move(found).error(), *parsed);
    return Made{render_why(*found, *parsed), found->index};
  });
}

}  // namespace backfile
