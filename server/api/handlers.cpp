// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/handlers.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/api/endpoints.h"
#include "server/api/post_body.h"
#include "server/http/content_encoding.h"
#include "server/http/errors.h"
#include "server/http/etag.h"
#include "server/render/service.h"

namespace backfile {
namespace {

// What answers a route; null for those of the page.
Endpoint endpoint_of(Route route) {
  switch (route) {
    case Route::Search:
    case Route::Count:
    case Route::Facets:
    case Route::Timeline: return answer_search;
    case Route::FacetValues: return answer_facet_values;
    case Route::Explain: return answer_explain;
    case Route::Why: return answer_why;
    case Route::Terms: return answer_terms;
    case Route::Concordance: return answer_concordance;
    case Route::Collocates: return answer_collocates;
    case Route::Suggest: return answer_suggest;
    case Route::Similar: return answer_similar;
    case Route::Coverage: return answer_coverage;
    case Route::Sample: return answer_sample;
    case Route::Export: return answer_export;
    case Route::Feed: return answer_feed;
    case Route::Article: return answer_article;
    case Route::Lookup: return answer_lookup;
    case Route::Changes: return answer_changes;
    case Route::Convert: return answer_convert;
    case Route::Sources: return answer_sources;
    case Route::OneSource: return answer_one_source;
    case Route::Ready: return answer_ready;
    case Route::Version: return answer_version;
    case Route::Metrics: return answer_metrics;
    case Route::OpenApi: return answer_openapi;
    case Route::OpenSearch: return answer_opensearch;
    case Route::Meilisearch: return answer_meilisearch;
    case Route::NewsApi: return answer_newsapi;
    case Route::Guardian: return answer_guardian;
    case Route::Nyt: return answer_nyt;
    case Route::MediaCloud: return answer_mediacloud;
    case Route::Health:
    case Route::Page:
    case Route::PageOfArticle:
    case Route::PageFile: break;
  }
  return nullptr;
}

Error no_post_here() {
  return refusal("method_not_allowed",
                 "There is nothing to send here; ask with GET or HEAD, or POST to /api/v1.");
}

Error no_such_address() {
  return {.code = ErrorCode::NotFound, .message = "No such address; see docs/rest-api.md."};
}

// Whether what a route tells is read from the files of the archive.
bool reads_files(Route route) {
  constexpr std::array kWithout = {Route::Health,  Route::Version,       Route::Metrics,
                                   Route::OpenApi, Route::OpenSearch,    Route::Convert,
                                   Route::Page,    Route::PageOfArticle, Route::PageFile};
  return std::ranges::find(kWithout, route) == kWithout.end();
}

// Nothing that was computed from damaged files is told.
HttpResponse answer_if_intact(const Call& call, Endpoint endpoint) {
  const std::optional<std::uint64_t> before = call.archive.intact();
  if (before) {
    HttpResponse response = endpoint(call);
    if (call.archive.intact() == before) return response;
  }
  const std::string why = call.archive.problem();
  return problem_response(
      {.code = ErrorCode::Unavailable,
       .message = why.empty() ? "A file of the archive was changed or cannot be read." : why},
      call.request.target);
}

}  // namespace

// What may be done at an address, and what browsers ask before pages of other origins do it.
HttpResponse Handlers::options_of(std::string_view target) const {
  const std::string_view path = target.substr(0, target.find('?'));
  const bool is_whole_server = path == "*";
  if (!is_whole_server && !match_route(path)) {
    return problem_response(no_such_address(), target);
  }
  const std::string methods =
      is_whole_server || takes_posts(target) ? "GET, HEAD, POST, OPTIONS" : "GET, HEAD, OPTIONS";
  HttpResponse response{.status = 204};
  response.headers = {{"Allow", methods}};
  if (options_.cors_origin.empty()) return response;
  response.headers.emplace_back("Access-Control-Allow-Methods", methods);
  // The asterisk stands for every header but this one (Fetch, section 4.9).
  response.headers.emplace_back("Access-Control-Allow-Headers", "*, Authorization");
  response.headers.emplace_back("Access-Control-Max-Age", "86400");
  return response;
}

HttpResponse Handlers::handle(const HttpRequest& request) const {
  HttpResponse response;
  // What Meilisearch is sent is no list of parameters.
  if (request.is_options) {
    response = options_of(request.target);
  } else if (!request.is_post || request.target.starts_with("/compat/meilisearch/")) {
    response = handle_target(request);
  } else if (!takes_posts(request.target)) {
    response = problem_response(no_post_here(), request.target);
  } else if (auto asked = as_get(request)) {
    response = handle_target(*asked);
  } else {
    response = problem_response(asked.error(), request.target);
  }
  if (!options_.cors_origin.empty()) {
    response.headers.emplace_back("Access-Control-Allow-Origin", options_.cors_origin);
    response.headers.emplace_back("Access-Control-Expose-Headers",
                                  "ETag, Link, Retry-After, Backfile-Revision, Backfile-Total");
  }
  if (response.origin) {
    encode(request, response);
    cache_.put(request.is_post ? HttpRequest{.target = response.origin->canonical_target,
                                             .accepts_gzip = request.accepts_gzip}
                               : request,
               response);
  }
  return response;
}

HttpResponse Handlers::handle_target(const HttpRequest& request) const {
  const std::string_view target = request.target;
  const std::size_t mark = target.find('?');
  const std::string_view query =
      mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
  const auto match = match_route(target.substr(0, mark));
  if (!match) {
    return problem_response(no_such_address(), target);
  }
  HttpResponse response = handle_route(*match, query, request);
  response.route = pattern_of(match->route);
  return response;
}

std::shared_ptr<const StoredAnswer> Handlers::known(const HttpRequest& request) const {
  const Archive* const archive = archive_.load(std::memory_order_acquire);
  if (archive == nullptr) return nullptr;
  return cache_.find_as_sent(archive->status(), request);
}

HttpResponse Handlers::handle_route(const RouteMatch& match, std::string_view query,
                                    const HttpRequest& request) const {
  if (match.route == Route::Health) return state_response(render_health());
  const Archive* const archive = archive_.load(std::memory_order_acquire);
  if (archive == nullptr) return unavailable(request);
  const Call call{request,  match.route, match.rest,       query,
                  *archive, cache_,      options_.metrics, options_.clock()};
  if (const Endpoint endpoint = endpoint_of(match.route)) {
    return reads_files(match.route) ? answer_if_intact(call, endpoint) : endpoint(call);
  }
  if (match.route == Route::Page) return page_file(call, &page_.index(), "/");
  if (match.route == Route::PageOfArticle) return page_file(call, &page_.index(), "/a/");
  return page_file(call, page_.find(match.rest), "/" + std::string(match.rest));
}

HttpResponse Handlers::unavailable(const HttpRequest& request) const {
  const std::shared_ptr<const std::string> trouble = trouble_.load();
  return problem_response(
      {.code = ErrorCode::Unavailable,
       .message = trouble ? *trouble : "The archive is being opened; try again in a moment."},
      request.target);
}

HttpResponse Handlers::page_file(const Call& call, const PageFile* file,
                                 const std::string& canonical) const {
  if (file == nullptr) {
    return problem_response({.code = ErrorCode::NotFound, .message = "The page has no such file."},
                            call.request.target);
  }
  return answer_file(call, canonical, file->etag, file->content_type, file->content);
}

}  // namespace backfile
