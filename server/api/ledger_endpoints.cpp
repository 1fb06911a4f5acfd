// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "server/api/answer_request.h"
#include "server/api/endpoints.h"
#include "server/api/request.h"
#include "server/http/errors.h"
#include "server/render/ledger.h"
#include "server/render/links.h"
#include "server/render/render.h"
#include "server/render/target.h"

namespace backfile {

HttpResponse answer_lookup(const Call& call) {
  auto parsed = parse_api_request(call.route, call.query, call.now);
  if (!parsed) return problem_response(parsed.error(), call.request.target);
  if (parsed->url.empty()) {
    Error missing = refusal("bad_value", "\"url\" says what to look up.");
    missing.detail.parameter = "url";
    return problem_response(missing, call.request.target);
  }
  return answer(call, to_string(parsed->target), [&]() -> Result<Made> {
    const auto found = call.archive.lookup(parsed->url);
    if (!found) return found.error();
    return Made{render_article(*found), found->index};
  });
}

HttpResponse answer_changes(const Call& call) {
  auto parsed = parse_api_request(call.route, call.query, call.now);
  if (!parsed) return problem_response(parsed.error(), call.request.target);
  return answer(call, to_string(parsed->target), [&]() -> Result<Made> {
    auto found =
        call.archive.changes(parsed->since, parsed->search.cursor, parsed->search.page_size);
    if (!found) return explained(std::move(found).error(), *parsed);
    Made made{render_changes(*found, *parsed), found->index};
    made.next = next_link(*parsed, found->next_cursor);
    return made;
  });
}

}  // namespace backfile
