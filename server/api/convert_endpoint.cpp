// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/answer_request.h"
#include "server/api/endpoints.h"
#include "server/http/errors.h"
#include "server/query/convert.h"
#include "server/render/conversions.h"

namespace backfile {
namespace {

Result<void> check_query(const ApiRequest& parsed) {
  const std::optional<Node>& root = parsed.search.query.root;
  if (!root) {
    Error missing = refusal("bad_value", "\"q\" says what to convert.");
    missing.detail.parameter = "q";
    return missing;
  }
  if (!parsed.into) return {};
  if (const auto text = print_as(*parsed.into, *root); !text) return text.error();
  return {};
}

}  // namespace

HttpResponse answer_convert(const Call& call) {
  const auto make = [&](const ApiRequest& parsed) -> Result<Made> {
    return Made{render_conversions(parsed), call.archive.status()};
  };
  return answer_request(call, make, check_query);
}

}  // namespace backfile
