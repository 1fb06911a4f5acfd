// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/endpoints.h"
#include "server/api/request.h"
#include "server/http/errors.h"
#include "server/query/convert.h"
#include "server/render/conversions.h"

namespace backfile {

HttpResponse answer_convert(const Call& call) {
  auto parsed = parse_api_request(call.route, call.query, call.now);
  if (!parsed) return problem_response(parsed.error(), call.request.target);
  const std::optional<Node>& root = parsed->search.query.root;
  if (!root) {
    Error missing = refusal("bad_value", "\"q\" says what to convert.");
    missing.detail.parameter = "q";
    return problem_response(missing, call.request.target);
  }
  if (parsed->into) {
    if (const auto text = print_as(*parsed->into, *root); !text) {
      return problem_response(text.error(), call.request.target);
    }
  }
  return answer(call, address_of(*parsed), [&]() -> Result<Made> {
    return Made{render_conversions(*parsed), call.archive.status()};
  });
}

}  // namespace backfile
