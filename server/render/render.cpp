// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/render.h"

#include "common/article_json.h"
#include "common/date.h"
#include "server/render/counts.h"
#include "server/render/hit_text.h"
#include "server/render/json_members.h"
#include "common/json_text.h"
#include "server/render/links.h"
#include "server/render/names.h"
#include "server/render/query_members.h"

namespace backfile {
namespace {

void set_warnings(JsonText& json, const ApiRequest& request) {
  json.key("warnings").begin_array();
  for (const std::vector<Warning>* warnings : {&request.search.query.warnings, &request.warnings}) {
    for (const Warning& warning : *warnings) {
      json.begin_object().member("code", warning.code);
      json.member("detail", warning.detail).end_object();
    }
  }
  json.end_array();
}

void set_results(JsonText& json, const SearchAnswer& answer) {
  json.key("results").begin_array();
  for (const Hit& hit : answer.result.hits) add_hit(json, hit, answer.request);
  json.end_array();
}

void set_facets(JsonText& json, const SearchAnswer& answer) {
  if (answer.result.facets.empty()) return;
  json.key("facets").begin_object();
  for (const Facet& facet : answer.result.facets) set_facet(json, facet, answer.request);
  json.end_object();
}

void set_links(JsonText& json, const SearchAnswer& answer) {
  json.key("links").begin_object().member("self", to_string(answer.request.target));
  set_text(json, "next", next_link(answer.request, answer.result));
  json.member("html", page_link(answer.request)).end_object();
}

}  // namespace

std::string render_search(const SearchAnswer& answer) {
  const SearchResult& result = answer.result;
  JsonText json;
  json.begin_object();
  set_query(json, answer.request);
  set_index(json, result.index);
  json.key("total").begin_object();
  json.member("articles", result.total).member("relation", "eq").end_object();
  json.member("took_ms", answer.took_ms);
  if (answer.part == SearchPart::Results) set_results(json, answer);
  if (answer.part != SearchPart::Total) {
    set_facets(json, answer);
    if (result.timeline) {
      set_timeline(json, *result.timeline, answer.request, answer.part == SearchPart::Counts);
    }
  }
  set_text(json, "next_cursor", result.next_cursor);
  set_links(json, answer);
  set_warnings(json, answer.request);
  return json.end_object().take();
}

std::string render_article(const ArticleAnswer& answer) {
  const Article& article = answer.article;
  JsonText json;
  json.begin_object().key("article").begin_object().member("id", article.id);
  set_text(json, "url", article.url);
  set_text(json, "canonical_url", article.canonical_url);
  set_source(json, article.source);
  set_text(json, "title", article.title);
  set_text(json, "subtitle", article.subtitle);
  set_text(json, "abstract", article.abstract);
  set_text(json, "text", article.text);
  set_list(json, "authors", article.authors);
  set_text(json, "agency", article.agency);
  set_text(json, "place", article.place);
  set_text(json, "section", article.section);
  set_text(json, "language", article.language);
  set_list(json, "tags", article.tags);
  if (article.published) {
    json.member("published", to_iso(*article.published));
    json.member("date_precision", to_string(article.published->precision));
  }
  set_text(json, "date_source", article.date_source);
  if (article.updated) json.member("updated", to_iso(*article.updated));
  json.member("status", to_string(article.status)).member("version", article.version);
  json.member("words", article.words);
  set_article_links(json, article.id);
  json.end_object();
  set_index(json, answer.index);
  return json.end_object().take();
}

}  // namespace backfile
