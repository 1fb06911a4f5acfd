// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <chrono>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>

#include "common/article_json.h"
#include "common/date.h"
#include "common/text.h"
#include "server/api/compat.h"
#include "server/api/endpoints.h"
#include "server/api/meilisearch_body.h"
#include "server/api/meilisearch_filter.h"
#include "server/http/errors.h"
#include "server/query/made_nodes.h"
#include "server/query/passage.h"
#include "server/render/names.h"

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint32_t kMostHits = 1000;
constexpr std::size_t kMostQueries = 20;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Their name of a mistake: "hitsPerPage" has "invalid_search_hits_per_page".
std::string code_of(const Error& error) {
  const std::string& name = error.detail.parameter;
  if (error.detail.kind == "malformed_payload") return error.detail.kind;
  if (name.empty() || name == "queries") return "bad_request";
  std::string code = name.starts_with("facetName") ? "invalid_facet_search_" : "invalid_search_";
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') code += '_';
    code += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  return code;
}

HttpResponse refused(const Error& error) {
  const Problem& problem = problem_of(error);
  const std::string code = problem.status == 400 ? code_of(error) : std::string(problem.code);
  return compat_json(problem.status,
                     dump({{"message", compat_message(error)},
                           {"code", code},
                           {"type", problem.status == 500 ? "internal" : "invalid_request"},
                           {"link", ""}}));
}

Error bad_member(const std::string& name, const std::string& expected) {
  Error error = refusal("bad_value", "\"" + name + "\" must be " + expected + ".");
  error.detail.parameter = name;
  return error;
}

std::string text_of(const Json& json, const char* name, const std::string& otherwise = {}) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : otherwise;
}

Result<std::uint32_t> number_of(const Json& json, const char* name, std::uint32_t most,
                                std::uint32_t otherwise) {
  const auto found = json.find(name);
  if (found == json.end() || found->is_null()) return otherwise;
  if (!found->is_number_unsigned()) return bad_member(name, "a whole number");
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(found->get<std::uint64_t>(), most));
}

std::set<std::string> names_of(const Json& json, const char* name) {
  std::set<std::string> names;
  const auto found = json.find(name);
  if (found == json.end() || !found->is_array()) return names;
  for (const Json& one : *found) {
    if (one.is_string()) names.insert(one.get<std::string>());
  }
  return names;
}

constexpr std::array<std::pair<std::string_view, SortOrder>, 4> kTheirOrders = {
    {{"published:asc", SortOrder::Oldest},
     {"published:desc", SortOrder::Newest},
     {"words:asc", SortOrder::Shortest},
     {"words:desc", SortOrder::Longest}}};

// A text, or a list of which all must hold; a list in it is one of which any must.
Result<std::optional<Node>> filter_of(const Json& json, bool any) {
  if (json.is_null()) return std::optional<Node>();
  if (json.is_string()) return parse_meilisearch_filter(json.get<std::string>());
  if (!json.is_array()) return bad_member("filter", "a text or a list of texts");
  std::vector<Node> nodes;
  for (const Json& one : json) {
    if (any && !one.is_string())
      return bad_member("filter", "a list of texts or of lists of texts");
    auto node = filter_of(one, true);
    if (!node) return node;
    if (*node) nodes.push_back(std::move(**node));
  }
  if (nodes.empty()) return std::optional<Node>();
  return std::optional<Node>(combined(any ? Node::Kind::Or : Node::Kind::And, std::move(nodes)));
}

// One search as it was asked for.
struct Asked {
  const Json& json;
  std::string q;
  std::optional<Node> filter;
  CompatQuery query;
  bool in_pages = false;
};

void set_words(Asked& asked, bool completes) {
  std::vector<Node> nodes;
  if (auto words = meilisearch_words(asked.q, completes)) {
    const std::set<std::string> where = names_of(asked.json, "attributesToSearchOn");
    if (where == std::set<std::string>{"title"}) look_only_in(FieldId::Title, &*words);
    if (where == std::set<std::string>{"text"}) look_only_in(FieldId::Text, &*words);
    nodes.push_back(std::move(*words));
  }
  if (asked.filter) nodes.push_back(*asked.filter);
  asked.query.search.query.root.reset();
  if (!nodes.empty()) {
    asked.query.search.query.root = combined(Node::Kind::And, std::move(nodes));
  }
}

Result<void> set_page(Asked& asked) {
  const Json& json = asked.json;
  asked.in_pages = json.contains("page") || json.contains("hitsPerPage");
  const auto size = asked.in_pages ? number_of(json, "hitsPerPage", kMostHits, 20)
                                   : number_of(json, "limit", kMostHits, 20);
  if (!size) return size.error();
  const auto page = number_of(json, "page", kMostPassed, 1);
  if (!page) return page.error();
  const auto offset = number_of(json, "offset", kMostPassed, 0);
  if (!offset) return offset.error();
  asked.query.search.page_size = *size;
  asked.query.offset = asked.in_pages ? (std::max(*page, 1U) - 1) * *size : *offset;
  return {};
}

Result<void> set_facets(Asked& asked) {
  const std::set<std::string> names = names_of(asked.json, "facets");
  for (const Field& row : kFields) {
    const bool wanted = names.contains("*") || names.contains(std::string(row.name));
    if (row.facet && wanted) asked.query.search.facets.push_back(row.id);
  }
  for (const std::string& name : names) {
    const Field* row = find_field(name);
    if (name != "*" && (row == nullptr || !row->facet)) {
      return bad_member("facets", "names of attributes that can be counted");
    }
  }
  asked.query.search.strict_facets = true;
  asked.query.search.facet_size = 100;
  return {};
}

Result<Asked> read_search(const Json& json) {
  if (!json.is_object()) return refusal("bad_value", "A search must be a JSON object.");
  Asked asked{json, text_of(json, "q"), {}, {}, false};
  const auto filter = json.find("filter");
  if (filter != json.end()) {
    auto node = filter_of(*filter, false);
    if (!node) return std::move(node).error();
    asked.filter = std::move(*node);
  }
  set_words(asked, true);
  for (const std::string& name : names_of(json, "sort")) {
    const std::optional<SortOrder> sort = value_of(kTheirOrders, name);
    if (!sort) return bad_member("sort", "published or words, with :asc or :desc");
    asked.query.search.sort = *sort;
  }
  if (auto set = set_page(asked); !set) return std::move(set).error();
  if (auto set = set_facets(asked); !set) return std::move(set).error();
  return asked;
}

Json document(const Article& article) {
  Json json = {{"id", article.id},
               {"title", article.title},
               {"url", article.url},
               {"source", article.source.id},
               {"author", article.authors},
               {"section", article.section},
               {"type", article.type},
               {"country", article.source.country},
               {"agency", article.agency},
               {"place", article.place},
               {"language", article.language},
               {"tag", article.tags},
               {"status", to_string(article.status)},
               {"abstract", article.abstract},
               {"text", article.text},
               {"words", article.words}};
  json["published"] = article.published ? Json(article.published->seconds) : Json();
  json["published_iso"] = article.published ? Json(to_iso(*article.published)) : Json();
  return json;
}

// Everything as text, as Meilisearch formats it, with the marks of the title and of the best piece
// of the text.
Json formatted(const Json& whole, const Hit& hit, const Json& asked) {
  const std::set<std::string> highlighted = names_of(asked, "attributesToHighlight");
  const auto is_marked = [&](const std::string& name) {
    return highlighted.contains(name) || highlighted.contains("*");
  };
  const std::string before = text_of(asked, "highlightPreTag", "<em>");
  const std::string after = text_of(asked, "highlightPostTag", "</em>");
  Json json = Json::object();
  for (const auto& [name, value] : whole.items()) {
    if (value.is_number()) {
      json[name] = value.dump();
    } else {
      json[name] = value;
    }
  }
  if (whole.contains("title") && is_marked("title"))
    json["title"] = marked(hit.title, before, after);
  const bool cropped = asked.contains("attributesToCrop");
  if (whole.contains("text") && (is_marked("text") || cropped)) {
    json["text"] =
        is_marked("text") ? marked(first_snippet(hit), before, after) : first_snippet(hit).text;
  }
  return json;
}

Json hit_json(const Hit& hit, const Json& asked) {
  Json json = document(hit.article);
  const std::set<std::string> wanted = names_of(asked, "attributesToRetrieve");
  if (asked.contains("attributesToRetrieve") && !wanted.contains("*")) {
    Json chosen = Json::object();
    for (const auto& [name, value] : json.items()) {
      if (wanted.contains(name)) chosen[name] = value;
    }
    json = std::move(chosen);
  }
  if (asked.contains("attributesToHighlight") || asked.contains("attributesToCrop")) {
    Json marked = formatted(json, hit, asked);
    json["_formatted"] = std::move(marked);
  }
  return json;
}

void set_totals(Json& json, const Asked& asked, std::uint64_t total) {
  const std::uint64_t size = asked.query.search.page_size;
  if (!asked.in_pages) {
    json["limit"] = size;
    json["offset"] = asked.query.offset;
    json["estimatedTotalHits"] = total;
    return;
  }
  json["hitsPerPage"] = size;
  json["page"] = size == 0 ? 1 : asked.query.offset / size + 1;
  json["totalPages"] = size == 0 ? 0 : (total + size - 1) / size;
  json["totalHits"] = total;
}

Result<Json> run(const Archive& archive, const Json& json) {
  const auto start = std::chrono::steady_clock::now();
  auto asked = read_search(json);
  if (!asked) return std::move(asked).error();
  auto result = search_behind(archive, asked->query.search, asked->query.offset);
  if (!result && result.error().code == ErrorCode::InvalidArgument) {
    // What the last word begins may be too much: the word alone, then.
    set_words(*asked, false);
    result = search_behind(archive, asked->query.search, asked->query.offset);
  }
  if (!result) return std::move(result).error();
  Json hits = Json::array();
  for (const Hit& hit : result->hits) hits.push_back(hit_json(hit, json));
  const auto took = std::chrono::steady_clock::now() - start;
  Json answer = {
      {"hits", std::move(hits)},
      {"query", asked->q},
      {"processingTimeMs", std::chrono::duration_cast<std::chrono::milliseconds>(took).count()}};
  set_totals(answer, *asked, result->total);
  if (json.contains("facets") && json["facets"].is_array()) {
    answer["facetDistribution"] = Json::object();
    for (const Facet& facet : result->facets) {
      Json& counts = answer["facetDistribution"][std::string(field(facet.field).name)];
      counts = Json::object();
      for (const FacetBucket& bucket : facet.buckets) counts[bucket.value] = bucket.articles;
    }
    answer["facetStats"] = Json::object();
  }
  return answer;
}

HttpResponse sent(const Result<Json>& json) {
  if (!json) return refused(json.error());
  return compat_json(200, dump(*json));
}

HttpResponse multi_search(const Archive& archive, const Json& body) {
  const auto queries = body.is_object() ? body.find("queries") : body.end();
  if (queries == body.end() || !queries->is_array() || queries->size() > kMostQueries) {
    return refused(bad_member("queries", "a list of at most " + std::to_string(kMostQueries)));
  }
  Json results = Json::array();
  for (const Json& query : *queries) {
    auto result = run(archive, query);
    if (!result) return refused(result.error());
    Json one = {{"indexUid", text_of(query, "indexUid")}};
    one.update(*result);
    results.push_back(std::move(one));
  }
  return compat_json(200, dump({{"results", std::move(results)}}));
}

HttpResponse facet_search(const Archive& archive, const Json& body) {
  if (!body.is_object()) return refused(refusal("bad_value", "The body must be a JSON object."));
  const Field* row = find_field(text_of(body, "facetName"));
  if (row == nullptr || !row->facet) {
    return refused(bad_member("facetName", "the name of an attribute that can be counted"));
  }
  auto asked = read_search(body);
  if (!asked) return refused(asked.error());
  SearchRequest& search = asked->query.search;
  search.page_size = 0;
  search.facets = {row->id};
  search.facet_view.prefix = text_of(body, "facetQuery");
  const auto result = archive.search(search);
  if (!result) return refused(result.error());
  Json hits = Json::array();
  for (const FacetBucket& bucket : result->facets.front().buckets) {
    hits.push_back({{"value", bucket.value}, {"count", bucket.articles}});
  }
  return compat_json(200, dump({{"facetHits", std::move(hits)},
                                {"facetQuery", search.facet_view.prefix},
                                {"processingTimeMs", 0}}));
}

// Deeper than anything that is asked for; what lies deeper is left out.
Json parsed(const std::string& body) {
  if (body.empty()) return Json::object();
  const auto shallow = [](int depth, Json::parse_event_t, Json&) { return depth <= 8; };
  return Json::parse(body, shallow, false);
}

}  // namespace

HttpResponse answer_meilisearch(const Call& call) {
  const std::string_view path = call.rest;
  if (path == "health") return compat_json(200, dump({{"status", "available"}}));
  if (path == "version") {
    return compat_json(200, dump({{"pkgVersion", "1.0.0"}, {"commitSha", ""}, {"commitDate", ""}}));
  }
  const bool is_search = path.starts_with("indexes/") && path.ends_with("/search");
  auto text = is_search && !call.request.is_post ? meilisearch_body(call.query)
                                                 : Result<std::string>(call.request.body);
  if (!text) return refused(text.error());
  const Json body = parsed(*text);
  if (body.is_discarded()) {
    return refused(refusal("malformed_payload", "The body is not JSON."));
  }
  if (path == "multi-search") return multi_search(call.archive, body);
  if (is_search) {
    return sent(run(call.archive, body));
  }
  if (path.starts_with("indexes/") && path.ends_with("/facet-search")) {
    return facet_search(call.archive, body);
  }
  return refused({.code = ErrorCode::NotFound, .message = "Meilisearch has no such address here."});
}

}  // namespace backfile
