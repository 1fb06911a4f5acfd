// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "common/article_type.h"
#include "common/date.h"
#include "server/api/compat.h"
#include "server/api/endpoints.h"
#include "server/api/nyt_filter.h"
#include "server/http/errors.h"

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

HttpResponse refused(const Error& error) {
  const Problem& problem = problem_of(error);
  return compat_json(problem.status,
                     dump({{"status", "ERROR"}, {"errors", Json::array({compat_message(error)})}}));
}

Result<CompatQuery> query_of(const CompatParameters& given) {
  CompatQuery query;
  query.q = given.get({"q"});
  if (const std::string fq = given.get({"fq"}); !fq.empty()) {
    auto filter = translated_filter(fq);
    if (!filter) return std::move(filter).error();
    query.q = query.q.empty() ? *filter : "(" + query.q + ") AND (" + *filter + ")";
  }
  query.from = given.get({"begin_date"});
  query.to = given.get({"end_date"});
  const std::string sort = given.get({"sort"});
  if (!sort.empty() && sort != "newest" && sort != "oldest" && sort != "relevance" &&
      sort != "best") {
    return refusal("bad_value", "sort must be newest, oldest or relevance.");
  }
  query.search.sort = sort == "newest"   ? SortOrder::Newest
                      : sort == "oldest" ? SortOrder::Oldest
                                         : SortOrder::Relevance;
  const auto page = given.number("page", 0, kMostPassed / 10, 0);
  if (!page) return page.error();
  query.search.page_size = 10;
  query.offset = *page * 10;
  if (auto read = read_query(query); !read) return std::move(read).error();
  query.search.snippets = 1;
  query.search.mark_titles = true;
  return query;
}

Json keywords_of(const Article& article) {
  Json list = Json::array();
  for (const std::string& tag : article.tags) {
    list.push_back({{"name", "subject"}, {"value", tag}, {"rank", list.size() + 1}});
  }
  return list;
}

// Their name of a type, or the empty text.
std::string_view material_of(std::string_view type) {
  const ArticleType* const row = find_article_type(type);
  return row == nullptr ? std::string_view() : row->nyt;
}

// Of `fl` the fields that are asked for.
Json chosen(Json document, const std::vector<std::string>& fields) {
  if (fields.empty()) return document;
  Json some = Json::object();
  for (const std::string& name : fields) {
    if (document.contains(name)) some[name] = document[name];
  }
  return some;
}

Json document_json(const Hit& hit, bool highlighted) {
  const Article& article = hit.article;
  const std::string authors = joined(article.authors);
  const std::string lead = article.text.substr(0, article.text.find("\n\n"));
  return {{"abstract", article.abstract},
          {"web_url", article.url},
          {"snippet", highlighted ? marked(first_snippet(hit), "<strong>", "</strong>")
                                  : first_snippet(hit).text},
          {"lead_paragraph", lead},
          {"source", article.source.name},
          {"headline",
           {{"main", highlighted ? marked(hit.title, "<strong>", "</strong>") : article.title},
            {"kicker", nullptr}}},
          {"keywords", keywords_of(article)},
          {"pub_date", article.published ? Json(to_iso_utc(article.published->seconds)) : Json()},
          {"document_type", "article"},
          {"section_name", article.section},
          {"byline", {{"original", authors.empty() ? authors : "By " + authors}}},
          {"type_of_material", material_of(article.type)},
          {"_id", article.id},
          {"word_count", article.words},
          {"uri", "backfile://article/" + article.id}};
}

// Five values of each field, of what "q" finds; with facet_filter=true also under "fq" and dates.
Result<Json> facets_of(const Archive& archive, const CompatParameters& given,
                       const CompatQuery& query) {
  constexpr std::uint32_t kValues = 5;
  const std::vector<std::string> names = given.list({"facet_fields", "facet_field"}, ',');
  if (names.empty()) return Json::object();
  CompatQuery counted = query;
  if (given.get({"facet_filter"}) != "true") {
    counted = {};
    counted.q = given.get({"q"});
    if (auto read = read_query(counted); !read) return std::move(read).error();
  }
  counted.search.page_size = 0;
  counted.search.facet_size = kValues;
  for (const std::string& name : names) {
    const std::optional<FieldId> id = field_of_nyt(name);
    if (!id || !field(*id).facet) {
      return refusal("bad_value", "\"" + name + "\" is no field that can be counted here.");
    }
    counted.search.facets.push_back(*id);
  }
  const auto found = archive.search(counted.search);
  if (!found) return found.error();
  Json json = Json::object();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Facet& facet = found->facets[i];
    Json terms = Json::array();
    for (const FacetBucket& bucket : facet.buckets) {
      const std::string_view material =
          facet.field == FieldId::Type ? material_of(bucket.value) : bucket.label;
      terms.push_back({{"term", material}, {"count", bucket.articles}});
    }
    json[names[i]] = {{"_type", "terms"},
                      {"missing", facet.missing},
                      {"total", found->total - facet.missing},
                      {"other", facet.other},
                      {"terms", terms}};
  }
  return json;
}

}  // namespace

HttpResponse answer_nyt(const Call& call) {
  auto raw = split_parameters(call.query);
  if (!raw) return refused(raw.error());
  const CompatParameters given(std::move(*raw));
  const auto query = query_of(given);
  if (!query) return refused(query.error());
  const auto result = search_behind(call.archive, query->search, query->offset);
  if (!result) return refused(result.error());
  Json documents = Json::array();
  const bool highlighted = given.get({"hl"}) == "true";
  const std::vector<std::string> fields = given.list({"fl"}, ',');
  for (const Hit& hit : result->hits) {
    documents.push_back(chosen(document_json(hit, highlighted), fields));
  }
  const Json meta = {{"hits", result->total}, {"offset", query->offset}, {"time", 0}};
  // The name of the last member has changed over the years; clients look for either.
  Json response = {{"docs", documents}, {"meta", meta}, {"metadata", meta}};
  const auto facets = facets_of(call.archive, given, *query);
  if (!facets) return refused(facets.error());
  if (!facets->empty()) response["facets"] = *facets;
  return compat_json(200, dump({{"status", "OK"}, {"copyright", ""}, {"response", response}}));
}

}  // namespace backfile
