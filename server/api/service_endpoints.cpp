// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/endpoints.h"
#include "server/api/openapi.h"
#include "server/http/errors.h"
#include "server/http/etag.h"
#include "server/http/metrics.h"
#include "server/render/service.h"
#include "server/render/xml_text.h"

namespace backfile {
namespace {

std::string cache_metrics(const AnswerCache::Counters& cache) {
  return metric("backfile_answer_cache_hits_total", "counter", "Answers that were kept.",
                cache.hits) +
         metric("backfile_answer_cache_misses_total", "counter",
                "Answers that had to be made and could be kept.", cache.misses) +
         metric("backfile_answer_cache_answers", "gauge", "Answers that are kept.", cache.answers) +
         metric("backfile_answer_cache_bytes", "gauge", "Bytes of them.", cache.bytes);
}

std::string archive_metrics(const Archive& archive) {
  const ArchiveStatus status = archive.status();
  return metric("backfile_revision", "gauge", "The revision that is served.", status.revision) +
         metric("backfile_articles", "gauge", "Articles in it.", status.articles) +
         metric("backfile_segments", "gauge", "Segments of it.", archive.segments()) +
         metric("backfile_stale", "gauge", "1 when a newer revision cannot be served.",
                archive.problem().empty() ? 0 : 1);
}

std::string list_metrics(const PostingCache::Counters& cache) {
  return metric("backfile_posting_cache_lists", "gauge", "Posting lists that are kept decoded.",
                cache.lists) +
         metric("backfile_posting_cache_bytes", "gauge", "Bytes of them.", cache.bytes);
}

std::string search_metrics(const SearchLanes::Counters& lanes) {
  return metric("backfile_searches_running", "gauge", "Searches that run.", lanes.running) +
         metric("backfile_searches_waiting", "gauge", "Searches that wait for others.",
                lanes.waiting) +
         metric("backfile_searches_slow_total", "counter", "Searches that took long.", lanes.slow) +
         metric("backfile_searches_shed_total", "counter",
                "Searches given up because too many long ones ran.", lanes.shed);
}

}  // namespace

// Serving the last good revision is being ready; that a newer one cannot be served is said.
HttpResponse answer_ready(const Call& call) {
  return state_response(render_ready(call.archive.status(), call.archive.problem()));
}

HttpResponse answer_version(const Call&) { return state_response(render_version()); }

HttpResponse answer_metrics(const Call& call) {
  std::string text = archive_metrics(call.archive) + cache_metrics(call.cache.counters()) +
                     list_metrics(call.archive.kept_lists()) + search_metrics(call.archive.lanes());
  if (call.metrics != nullptr) text += call.metrics->text();
  HttpResponse response = state_response(std::move(text));
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  return response;
}

HttpResponse answer_openapi(const Call& call) {
  static const std::string kText = openapi_document();
  static const std::string kEtag = etag_of_content(kText);
  const auto address = plain_address(call);
  if (!address) return problem_response(address.error(), call.request.target);
  return answer_file(call, *address, kEtag, std::string(kJsonType), kText);
}

// OpenSearch 1.1 description.
HttpResponse answer_opensearch(const Call& call) {
  const auto address = plain_address(call);
  if (!address) return problem_response(address.error(), call.request.target);
  const std::string base = escaped(call.request.base);
  const auto url = [&](std::string_view type, std::string_view path) {
    return "<Url type=\"" + std::string(type) + "\" template=\"" + base + std::string(path) +
           "?q={searchTerms}\"/>\n";
  };
  const std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
      "<ShortName>Backfile</ShortName>\n<Description>Search the news archive</Description>\n"
      "<InputEncoding>UTF-8</InputEncoding>\n" +
      url("text/html", "/") + url("application/json", "/api/v1/search") +
      url("application/atom+xml", "/feeds/search.atom") +
      url("application/rss+xml", "/feeds/search.rss") + "</OpenSearchDescription>\n";
  HttpResponse response = answer_file(call, call.request.base + *address, etag_of_content(xml),
                                      "application/opensearchdescription+xml; charset=utf-8", xml);
  // The cache does not know of hosts.
  response.origin.reset();
  return response;
}

}  // namespace backfile
