// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/render.h"

#include <nlohmann/json.hpp>

#include "common/article_json.h"
#include "common/date.h"
#include "server/render/links.h"
#include "server/render/marks.h"
#include "server/render/names.h"

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string day_of(std::int64_t seconds) {
  return to_iso({.seconds = seconds, .precision = DatePrecision::Day, .offset_minutes = {}});
}

void set_text(Json& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}

void set_list(Json& object, const char* key, const std::vector<std::string>& list) {
  if (!list.empty()) object[key] = list;
}

void set_day(Json& object, const char* key, const std::optional<std::int64_t>& seconds) {
  if (seconds) object[key] = day_of(*seconds);
}

Json source_json(const Source& source) {
  Json json = Json::object();
  set_text(json, "id", source.id);
  set_text(json, "name", source.name);
  set_text(json, "domain", source.domain);
  return json;
}

void set_source(Json& object, const Source& source) {
  Json json = source_json(source);
  if (!json.empty()) object["source"] = std::move(json);
}

Json article_links(std::string_view id) {
  return {{"self", article_link(id)}, {"html", "/a/" + percent_encode(id)}};
}

Json index_json(const ArchiveStatus& index) {
  Json json = {{"uuid", index.uuid},
               {"revision", index.revision},
               {"updated", index.updated},
               {"articles", index.articles}};
  Json coverage = Json::object();
  set_day(coverage, "from", index.oldest);
  set_day(coverage, "to", index.newest);
  if (!coverage.empty()) json["coverage"] = std::move(coverage);
  return json;
}

Json query_json(const ApiRequest& request) {
  const SearchRequest& search = request.search;
  Json json = {{"q", request.q},
               {"parsed", search.query.root ? to_string(*search.query.root) : std::string()}};
  if (request.from) json["from"] = to_iso(*request.from);
  if (request.to) json["to"] = to_iso(*request.to);
  json["tz"] = "UTC";
  Json filters = Json::object();
  for (const auto& [id, values] : search.filters.values) {
    filters[std::string(field(id).name)] = values;
  }
  json["filters"] = std::move(filters);
  json["sort"] = to_string(search.sort);
  return json;
}

// Published with its precision, shared by results and records.
void set_published(Json& json, const Article& article) {
  if (!article.published) return;
  json["published"] = to_iso(*article.published);
  json["date_precision"] = to_string(article.published->precision);
}

Json snippets_json(const Snippet& snippet, bool highlight) {
  Json json = {{"field", "text"}, {"text", snippet.text}};
  if (highlight) {
    json["marks"] = marks_in_code_points(snippet);
    json["html"] = marked_html(snippet);
  }
  return Json::array({std::move(json)});
}

Json whole_hit(const Hit& hit, const ApiRequest& request) {
  const Article& article = hit.article;
  Json json = {{"id", article.id}};
  set_text(json, "title", article.title);
  if (request.highlight && !article.title.empty()) {
    json["title_marks"] = marks_in_code_points(hit.title);
  }
  set_text(json, "subtitle", article.subtitle);
  set_text(json, "abstract", article.abstract);
  set_text(json, "url", article.url);
  set_source(json, article.source);
  set_published(json, article);
  set_text(json, "language", article.language);
  set_text(json, "section", article.section);
  set_text(json, "place", article.place);
  set_text(json, "agency", article.agency);
  set_list(json, "authors", article.authors);
  set_list(json, "tags", article.tags);
  json["words"] = article.words;
  json["version"] = article.version;
  json["status"] = to_string(article.status);
  if (!hit.snippet.text.empty()) json["snippets"] = snippets_json(hit.snippet, request.highlight);
  if (request.search.sort == SortOrder::Relevance && request.search.query.root) {
    json["score"] = hit.score;
  }
  json["links"] = article_links(article.id);
  return json;
}

Json hit_json(const Hit& hit, const ApiRequest& request) {
  Json json = whole_hit(hit, request);
  if (request.fields.empty()) return json;
  Json chosen = Json::object();
  for (auto& [key, value] : json.items()) {
    const std::string name = key == "title_marks" ? "title" : key;
    if (name == "id" || request.fields.contains(name)) chosen[key] = std::move(value);
  }
  return chosen;
}

Json facet_json(const Facet& facet, const ApiRequest& request) {
  Json buckets = Json::array();
  for (const FacetBucket& bucket : facet.buckets) {
    buckets.push_back({{"value", bucket.value},
                       {"label", bucket.label},
                       {"articles", bucket.articles},
                       {"selected", bucket.selected},
                       {"toggle", toggle_link(request, facet.field, bucket)}});
  }
  return {{"type", "terms"},          {"relation", "eq"},     {"distinct", facet.distinct},
          {"missing", facet.missing}, {"other", facet.other}, {"buckets", std::move(buckets)}};
}

Json timeline_json(const Timeline& timeline) {
  Json buckets = Json::array();
  for (const TimelineBucket& bucket : timeline.buckets) {
    Json json = {{"start", day_of(bucket.start)},
                 {"end", day_of(bucket.end)},
                 {"articles", bucket.articles},
                 {"total", bucket.total}};
    if (bucket.total == 0) {
      json["share"] = nullptr;
    } else {
      json["share"] = static_cast<double>(bucket.articles) / static_cast<double>(bucket.total);
    }
    json["coverage"] = bucket.total == 0 ? "none" : "ok";
    buckets.push_back(std::move(json));
  }
  return {{"interval", to_string(timeline.interval)},
          {"tz", "UTC"},
          {"relation", "eq"},
          {"undated", timeline.undated},
          {"buckets", std::move(buckets)}};
}

Json warnings_json(const std::vector<Warning>& warnings) {
  Json json = Json::array();
  for (const Warning& warning : warnings) {
    json.push_back({{"code", warning.code}, {"detail", warning.detail}});
  }
  return json;
}

}  // namespace

std::string render_search(const SearchAnswer& answer) {
  const ApiRequest& request = answer.request;
  const SearchResult& result = answer.result;
  Json json = {{"query", query_json(request)},
               {"index", index_json(result.index)},
               {"total", {{"articles", result.total}, {"relation", "eq"}}},
               {"took_ms", answer.took_ms}};
  if (answer.with_results) {
    Json hits = Json::array();
    for (const Hit& hit : result.hits) hits.push_back(hit_json(hit, request));
    json["results"] = std::move(hits);
  }
  for (const Facet& facet : result.facets) {
    json["facets"][std::string(field(facet.field).name)] = facet_json(facet, request);
  }
  if (result.timeline) json["timeline"] = timeline_json(*result.timeline);
  set_text(json, "next_cursor", result.next_cursor);
  json["links"] = {{"self", to_string(request.target)}};
  set_text(json["links"], "next", next_link(request, result));
  json["links"]["html"] = page_link(request);
  json["warnings"] = warnings_json(request.search.query.warnings);
  return dump(json);
}

std::string render_article(const ArticleAnswer& answer) {
  const Article& article = answer.article;
  Json json = {{"id", article.id}};
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
  set_published(json, article);
  set_text(json, "date_source", article.date_source);
  if (article.updated) json["updated"] = to_iso(*article.updated);
  json["status"] = to_string(article.status);
  json["version"] = article.version;
  json["words"] = article.words;
  json["links"] = article_links(article.id);
  return dump({{"article", std::move(json)}, {"index", index_json(answer.index)}});
}

std::string render_sources(const SourcesAnswer& answer) {
  Json list = Json::array();
  for (const SourceSummary& summary : answer.sources) {
    Json json = source_json(summary.source);
    json["articles"] = summary.articles;
    json["undated"] = summary.undated;
    set_day(json, "first", summary.oldest);
    set_day(json, "last", summary.newest);
    list.push_back(std::move(json));
  }
  return dump({{"index", index_json(answer.index)}, {"sources", std::move(list)}});
}

}  // namespace backfile
