// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/call.h"

#include <memory>

#include "server/api/given_parameters.h"
#include "server/http/errors.h"
#include "server/http/etag.h"
#include "server/http/percent.h"
#include "server/render/target.h"

namespace backfile {
namespace {

// A client may keep the answer, but must ask whether it still holds.
HttpResponse validated(HttpResponse response, std::string etag) {
  response.headers.emplace_back("ETag", std::move(etag));
  response.headers.emplace_back("Cache-Control", "no-cache");
  return response;
}

HttpResponse not_modified(std::string etag) { return validated({.status = 304}, std::move(etag)); }

// What is kept under `canonical`, a 304 where that will do, or nothing.
std::optional<HttpResponse> kept(const Call& call, std::string_view canonical) {
  const auto stored = call.cache.find(call.archive.status(), canonical, call.request);
  if (!stored) return std::nullopt;
  if (names_etag(call.request.if_none_match, stored->etag)) return not_modified(stored->etag);
  HttpResponse response = stored->response;
  response.origin.reset();
  return response;
}

}  // namespace

HttpResponse answer(const Call& call, const std::string& canonical,
                    const std::function<Result<Made>()>& make) {
  // An answer that was computed from the newest revision need not be computed again. "*" does not
  // say that there has been one.
  if (std::string etag = etag_of_answer(call.archive.status(), canonical);
      call.request.if_none_match != "*" && names_etag(call.request.if_none_match, etag)) {
    return not_modified(std::move(etag));
  }
  if (auto response = kept(call, canonical)) return std::move(*response);
  Result<Made> made = make();
  if (!made) return problem_response(made.error(), canonical.substr(0, canonical.find(' ')));
  std::string etag = etag_of_answer(made->index, canonical);
  // A page behind a cursor may be of an older revision.
  if (names_etag(call.request.if_none_match, etag)) return not_modified(std::move(etag));
  HttpResponse response{.content_type = std::move(made->content_type),
                        .body = std::move(made->body),
                        .headers = std::move(made->headers)};
  if (!made->next.empty()) {
    response.headers.insert(response.headers.begin(),
                            {"Link", "<" + made->next + ">; rel=\"next\""});
  }
  response.origin = AnswerOrigin{.archive = made->index.uuid,
                                 .revision = made->index.revision,
                                 .canonical_target = canonical,
                                 .found_as_sent = canonical.find(' ') == std::string::npos};
  response.hits = made->hits;
  return validated(std::move(response), std::move(etag));
}

HttpResponse answer_file(const Call& call, const std::string& canonical, const std::string& etag,
                         const std::string& content_type, const std::string& content) {
  if (names_etag(call.request.if_none_match, etag)) return not_modified(etag);
  if (auto response = kept(call, canonical)) return std::move(*response);
  const ArchiveStatus status = call.archive.status();
  HttpResponse response{.content_type = content_type, .body = content};
  response.origin = AnswerOrigin{
      .archive = status.uuid, .revision = status.revision, .canonical_target = canonical};
  return validated(std::move(response), etag);
}

HttpResponse state_response(std::string body) {
  HttpResponse response{.content_type = std::string(kJsonType), .body = std::move(body)};
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Result<std::string> plain_address(const Call& call) {
  if (auto given = given_parameters(call.route, call.query); !given) {
    return std::move(given).error();
  }
  const std::string_view pattern = pattern_of(call.route);
  const std::size_t brace = pattern.find('{');
  if (brace == std::string_view::npos) return std::string(pattern);
  auto rest = decoded_rest(call, pattern.substr(brace + 1, pattern.size() - brace - 2));
  if (!rest) return rest;
  return std::string(pattern.substr(0, brace)) + percent_encode(*rest);
}

Result<std::string> decoded_rest(const Call& call, std::string_view name) {
  return percent_decode(call.rest, Plus::IsPlus, name);
}

}  // namespace backfile
