// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/render.h"

#include "common/article_json.h"
#include "common/date.h"
#include "common/json_text.h"
#include "server/render/counts.h"
#include "server/render/explain.h"
#include "server/render/hit_text.h"
#include "server/render/json_members.h"
#include "server/render/links.h"
#include "server/render/names.h"
#include "server/render/query_members.h"

namespace backfile {
namespace {

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
  set_text(json, "next", next_link(answer.request, answer.result.next_cursor));
  if (answer.part == SearchPart::Results) {
    json.member("atom", feed_link(answer.request)).member("csv", table_link(answer.request));
  }
  json.member("html", page_link(answer.request)).end_object();
}

// An article of a sample without its text: that is at its address.
const std::set<std::string, std::less<>> kSampledFields = {
    "url",      "source",    "title",          "authors", "agency", "place",   "section",
    "language", "published", "date_precision", "status",  "words",  "version", "type"};

}  // namespace

std::string render_search(const SearchAnswer& answer) {
  const SearchResult& result = answer.result;
  JsonText json;
  json.begin_object();
  set_query(json, answer.request);
  set_index(json, result.index);
  set_total(json, result.total, result.stories);
  json.member("took_ms", answer.took_ms);
  if (answer.part == SearchPart::Results) set_results(json, answer);
  if (answer.part != SearchPart::Total) {
    set_facets(json, answer);
    if (result.timeline) {
      set_timeline(json, *result.timeline, answer.request, answer.part == SearchPart::Counts);
    }
  }
  if (result.corrected) set_correction(json, *result.corrected, answer.request);
  set_text(json, "next_cursor", result.next_cursor);
  set_links(json, answer);
  set_warnings(json, answer.request);
  return json.end_object().take();
}

void add_article_members(JsonText& json, const Article& article,
                         const std::set<std::string, std::less<>>& fields) {
  const auto wants = [&](std::string_view name) { return fields.empty() || fields.contains(name); };
  const auto text = [&](std::string_view name, const std::string& content) {
    if (wants(name)) set_text(json, name, content);
  };
  json.member("id", article.id);
  text("url", article.url);
  text("canonical_url", article.canonical_url);
  if (wants("source")) {
    set_source(json, article.source);
  } else if (wants("country")) {
    Source country;
    country.country = article.source.country;
    set_source(json, country);
  }
  text("title", article.title);
  text("subtitle", article.subtitle);
  text("abstract", article.abstract);
  text("text", article.text);
  if (wants("authors")) set_list(json, "authors", article.authors);
  text("agency", article.agency);
  text("place", article.place);
  text("section", article.section);
  text("type", article.type);
  text("language", article.language);
  if (wants("tags")) set_list(json, "tags", article.tags);
  if (article.published && wants("published")) json.member("published", to_iso(*article.published));
  if (article.published && wants("date_precision")) {
    json.member("date_precision", to_string(article.published->precision));
  }
  text("date_source", article.date_source);
  if (article.updated && wants("updated")) json.member("updated", to_iso(*article.updated));
  if (wants("status")) json.member("status", to_string(article.status));
  if (wants("version")) json.member("version", article.version);
  if (wants("words")) json.member("words", article.words);
  text("story_id", article.story_id);
}

std::string render_article(const ArticleAnswer& answer) {
  JsonText json;
  json.begin_object().key("article").begin_object();
  add_article_members(json, answer.article, {});
  if (answer.article.story_articles > 0) {
    json.member("story_articles", answer.article.story_articles);
  }
  set_article_links(json, answer.article);
  json.end_object();
  set_index(json, answer.index);
  return json.end_object().take();
}

std::string render_sample(const SampleAnswer& answer, const ApiRequest& request) {
  JsonText json;
  begin_answer(json, request, answer.index);
  set_total(json, answer.total);
  json.member("size", std::uint64_t{answer.articles.size()});
  json.member("seed", request.sample.seed).key("strata").begin_array();
  for (const Stratum& stratum : answer.strata) {
    json.begin_object().key("values").begin_object();
    for (std::size_t i = 0; i < stratum.values.size(); ++i) {
      set_text(json, field(request.sample.fields[i]).name, stratum.values[i]);
    }
    set_text(json, "period", stratum.period);
    json.end_object().member("articles", stratum.articles).member("drawn", stratum.drawn);
    json.end_object();
  }
  json.end_array().key("results").begin_array();
  for (const SampledArticle& one : answer.articles) {
    const Stratum& stratum = answer.strata[one.stratum];
    json.begin_object();
    add_article_members(json, one.article, kSampledFields);
    json.member("stratum", std::uint64_t{one.stratum});
    json.member("probability",
                static_cast<double>(stratum.drawn) / static_cast<double>(stratum.articles));
    set_article_links(json, one.article);
    json.end_object();
  }
  json.end_array();
  return end_answer(json, request);
}

}  // namespace backfile
