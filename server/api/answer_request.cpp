// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/answer_request.h"

#include <utility>

#include "server/api/request.h"
#include "server/http/errors.h"
#include "server/render/target.h"

namespace backfile {

Error explained(Error error, const ApiRequest& request) {
  if (error.code == ErrorCode::StaleCursor && error.detail.parameter == "revision") {
    const Target without = request.target.without("revision").without("cursor").without("after");
    error.detail.suggestion = to_string(without);
  } else if (error.code == ErrorCode::StaleCursor) {
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

HttpResponse answer_request(const Call& call,
                            const std::function<Result<Made>(const ApiRequest&)>& make,
                            const std::function<Result<void>(ApiRequest&)>& prepare) {
  auto parsed = parse_api_request(call.route, call.query, call.now);
  if (!parsed) return problem_response(parsed.error(), call.request.target);
  if (prepare) {
    if (auto done = prepare(*parsed); !done) {
      return problem_response(done.error(), call.request.target);
    }
  }
  const auto made = [&]() -> Result<Made> {
    Result<Made> result = make(*parsed);
    if (!result) return explained(std::move(result).error(), *parsed);
    return result;
  };
  return with_search(answer(call, address_of(*parsed), made), *parsed);
}

}  // namespace backfile
