// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "server/api/answer_request.h"
#include "server/api/endpoints.h"
#include "server/http/errors.h"
#include "server/render/explain.h"

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
  return answer_request(call, [&](const ApiRequest& parsed) -> Result<Made> {
    auto found = explain_search(call.archive, parsed.search);
    if (!found) return std::move(found).error();
    return Made{render_explain(*found, parsed), found->index};
  });
}

HttpResponse answer_why(const Call& call) {
  const auto make = [&](const ApiRequest& parsed) -> Result<Made> {
    auto found = explain_article(call.archive, {parsed.search, parsed.id, parsed.url});
    if (!found) return std::move(found).error();
    return Made{render_why(*found, parsed), found->index};
  };
  return answer_request(call, make, check_article);
}

}  // namespace backfile
