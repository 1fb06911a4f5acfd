// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/handlers.h"

#include <utility>

#include "server/api/endpoints.h"
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
    case Route::Coverage: return answer_coverage;
    case Route::Article: return answer_article;
    case Route::Lookup: return answer_lookup;
    case Route::Changes: return answer_changes;
    case Route::Sources: return answer_sources;
    case Route::OneSource: return answer_one_source;
    case Route::Ready: return answer_ready;
    case Route::Version: return answer_version;
    case Route::Health:
    case Route::Page:
    case Route::PageOfArticle:
    case Route::PageFile: break;
  }
  return nullptr;
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

HttpResponse Handlers::handle_route(const RouteMatch& match, std::string_view query,
                                    const HttpRequest& request) const {
  if (match.route == Route::Health) return state_response(render_health());
  const Archive* const archive = archive_.load(std::memory_order_acquire);
  if (archive == nullptr) {
    return problem_response({.code = ErrorCode::Unavailable,
                             .message = "The archive is being opened; try again in a moment."},
                            request.target);
  }
  const Call call{request, match.route, match.rest, query, *archive, cache_};
  if (const Endpoint endpoint = endpoint_of(match.route)) return endpoint(call);
  if (match.route == Route::Page) return page_file(call, &page_.index(), "/");
  if (match.route == Route::PageOfArticle) return page_file(call, &page_.index(), "/a/");
  return page_file(call, page_.find(match.rest), "/" + std::string(match.rest));
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
