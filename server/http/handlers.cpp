// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/handlers.h"

#include <chrono>
#include <cmath>
#include <string>
#include <utility>

#include "common/schema.h"
#include "server/http/content_encoding.h"
#include "server/http/errors.h"
#include "server/http/etag.h"
#include "server/http/given_parameters.h"
#include "server/http/percent.h"
#include "server/http/request.h"
#include "server/render/links.h"
#include "server/render/render.h"
#include "server/render/service.h"

namespace backfile {
namespace {

constexpr std::string_view kJson = "application/json; charset=utf-8";

HttpResponse json_response(std::string body) {
  return {.content_type = std::string(kJson), .body = std::move(body)};
}

// A client may keep the answer, but must ask whether it still holds.
HttpResponse validated(HttpResponse response, std::string etag) {
  response.headers.emplace_back("ETag", std::move(etag));
  response.headers.emplace_back("Cache-Control", "no-cache");
  return response;
}

// As above, of an answer that was made from nothing but this revision and the canonical target.
HttpResponse keepable(HttpResponse response, const ArchiveStatus& index, std::string canonical,
                      std::string etag) {
  response.origin = AnswerOrigin{
      .archive = index.uuid, .revision = index.revision, .canonical_target = std::move(canonical)};
  return validated(std::move(response), std::move(etag));
}

HttpResponse not_modified(std::string etag) { return validated({.status = 304}, std::move(etag)); }

// Of the state of a server, which no cache may keep.
HttpResponse state_response(std::string body) {
  HttpResponse response = json_response(std::move(body));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - start;
  return std::round(passed.count() * 1000) / 1000;
}

// What went wrong in a search, in the terms of the API.
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

bool takes_parameters_of_search(Route route) {
  return route == Route::Search || route == Route::Facets || route == Route::Timeline;
}

}  // namespace

HttpResponse Handlers::handle(const HttpRequest& request) const {
  const std::string_view target = request.target;
  const std::size_t mark = target.find('?');
  const std::string_view query =
      mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
  const auto match = match_route(target.substr(0, mark));
  if (!match) {
    return problem_response(
        {.code = ErrorCode::NotFound, .message = "No such address; see docs/rest-api.md."}, target);
  }
  HttpResponse response = handle_route(*match, query, request);
  response.route = pattern_of(match->route);
  if (response.origin) {
    encode(request, response);
    cache_.put(request, response);
  }
  return response;
}

std::shared_ptr<const StoredAnswer> Handlers::known(const HttpRequest& request) const {
  const Archive* const archive = archive_.load(std::memory_order_acquire);
  if (archive == nullptr) return nullptr;
  return cache_.find_as_sent(archive->status(), request);
}

std::optional<HttpResponse> Handlers::kept(std::string_view canonical,
                                           const HttpRequest& request) const {
  const auto stored = cache_.find(archive().status(), canonical, request);
  if (!stored) return std::nullopt;
  if (names_etag(request.if_none_match, stored->etag)) return not_modified(stored->etag);
  HttpResponse response = stored->response;
  response.origin.reset();
  return response;
}

HttpResponse Handlers::handle_route(const RouteMatch& match, std::string_view query,
                                    const HttpRequest& request) const {
  const Route route = match.route;
  if (route == Route::Health) return state_response(render_health());
  if (archive_.load(std::memory_order_acquire) == nullptr) {
    return problem_response({.code = ErrorCode::Unavailable,
                             .message = "The archive is being opened; try again in a moment."},
                            request.target);
  }
  if (takes_parameters_of_search(route)) return search(route, query, request);
  if (route == Route::Article || route == Route::Sources) {
    if (auto given = given_parameters(route, query); !given) {
      return problem_response(given.error(), request.target);
    }
  }
  switch (route) {
    case Route::Search:
    case Route::Facets:
    case Route::Timeline:
    case Route::Health: break;
    case Route::Article: return article(match.rest, request);
    case Route::Sources: return sources(request);
    case Route::Ready: return ready();
    case Route::Version: return state_response(render_version());
    case Route::Page: return page_file(&page_.index(), "/", request);
    case Route::PageOfArticle: return page_file(&page_.index(), "/a/", request);
    case Route::PageFile:
      return page_file(page_.find(match.rest), "/" + std::string(match.rest), request);
  }
  return problem_response({.code = ErrorCode::Internal, .message = "A route has no handler."},
                          request.target);
}

HttpResponse Handlers::search(Route route, std::string_view query,
                              const HttpRequest& request) const {
  const auto start = std::chrono::steady_clock::now();
  auto parsed = parse_api_request(route, query);
  if (!parsed) return problem_response(parsed.error(), request.target);
  const std::string canonical = to_string(parsed->target);
  // An answer that was computed from the newest revision need not be computed again.
  if (std::string etag = etag_of_answer(archive().status(), canonical);
      names_etag(request.if_none_match, etag)) {
    return not_modified(std::move(etag));
  }
  if (auto response = kept(canonical, request)) return std::move(*response);

  auto result = archive().search(parsed->search);
  if (!result) return problem_response(explained(std::move(result).error(), *parsed), canonical);
  std::string etag = etag_of_answer(result->index, canonical);
  // A page behind a cursor may be of an older revision.
  if (names_etag(request.if_none_match, etag)) return not_modified(std::move(etag));
  HttpResponse response = json_response(render_search({.request = *parsed,
                                                       .result = *result,
                                                       .took_ms = milliseconds_since(start),
                                                       .with_results = route == Route::Search}));
  if (const std::string next = next_link(*parsed, *result); !next.empty()) {
    response.headers.emplace_back("Link", "<" + next + ">; rel=\"next\"");
  }
  response.hits = result->total;
  return keepable(std::move(response), result->index, canonical, std::move(etag));
}

HttpResponse Handlers::article(std::string_view raw_id, const HttpRequest& request) const {
  auto id = percent_decode(raw_id, Plus::IsPlus, "id");
  if (!id) return problem_response(id.error(), request.target);
  const std::string canonical = article_link(*id);
  if (auto response = kept(canonical, request)) return std::move(*response);
  auto answer = archive().article(*id);
  if (!answer) return problem_response(answer.error(), request.target);
  std::string etag = etag_of_answer(answer->index, canonical);
  if (names_etag(request.if_none_match, etag)) return not_modified(std::move(etag));
  return keepable(json_response(render_article(*answer)), answer->index, canonical,
                  std::move(etag));
}

HttpResponse Handlers::sources(const HttpRequest& request) const {
  constexpr std::string_view kAddress = pattern_of(Route::Sources);
  if (std::string etag = etag_of_answer(archive().status(), kAddress);
      names_etag(request.if_none_match, etag)) {
    return not_modified(std::move(etag));
  }
  if (auto response = kept(kAddress, request)) return std::move(*response);
  const SourcesAnswer answer = archive().sources();
  std::string etag = etag_of_answer(answer.index, kAddress);
  return keepable(json_response(render_sources(answer)), answer.index, std::string(kAddress),
                  std::move(etag));
}

// Serving the last good revision is being ready; that a newer one cannot be served is said.
HttpResponse Handlers::ready() const {
  return state_response(render_ready(archive().status(), archive().problem()));
}

HttpResponse Handlers::page_file(const PageFile* file, const std::string& canonical,
                                 const HttpRequest& request) const {
  if (file == nullptr) {
    return problem_response({.code = ErrorCode::NotFound, .message = "The page has no such file."},
                            request.target);
  }
  if (names_etag(request.if_none_match, file->etag)) return not_modified(file->etag);
  if (auto response = kept(canonical, request)) return std::move(*response);
  return keepable({.content_type = file->content_type, .body = file->content}, archive().status(),
                  canonical, file->etag);
}

}  // namespace backfile
