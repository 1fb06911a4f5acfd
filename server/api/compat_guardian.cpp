// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "common/date.h"
#include "server/api/compat.h"
#include "server/api/endpoints.h"
#include "server/http/errors.h"

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

HttpResponse refused(const Error& error) {
  const Problem& problem = problem_of(error);
  return compat_json(
      problem.status,
      dump({{"response", {{"status", "error"}, {"message", compat_message(error)}}}}));
}

bool shows(const std::vector<std::string>& fields, std::string_view name) {
  return std::ranges::any_of(fields,
                             [&](const std::string& one) { return one == name || one == "all"; });
}

Json fields_of(const Article& article, const std::vector<std::string>& wanted) {
  Json json = Json::object();
  const auto set = [&](const char* name, const std::string& value) {
    if (shows(wanted, name)) json[name] = value;
  };
  set("headline", article.title);
  set("standfirst", article.subtitle);
  set("trailText", article.abstract);
  set("byline", joined(article.authors));
  set("body", article.text);
  set("bodyText", article.text);
  set("wordcount", std::to_string(article.words));
  set("shortUrl", article.url);
  set("publication", article.source.name);
  set("lang", article.language);
  return json;
}

Json result_json(const Article& article, const std::vector<std::string>& fields) {
  Json json = {{"id", article.id},
               {"type", "article"},
               {"sectionId", article.section},
               {"sectionName", article.section},
               {"webPublicationDate",
                article.published ? Json(to_iso_utc(article.published->seconds)) : Json()},
               {"webTitle", article.title},
               {"webUrl", article.url},
               {"apiUrl", "/api/v1/articles/" + article.id},
               {"isHosted", false}};
  if (!fields.empty()) json["fields"] = fields_of(article, fields);
  return json;
}

Result<CompatQuery> query_of(const CompatParameters& given, std::string* order) {
  CompatQuery query;
  query.q = given.get({"q"});
  query.from = given.get({"from-date"});
  query.to = given.get({"to-date"});
  for (const auto& [id, name] : {std::pair(FieldId::Section, "section"),
                                 {FieldId::Tag, "tag"},
                                 {FieldId::Language, "lang"},
                                 {FieldId::Source, "publication"}}) {
    if (auto values = given.list({name}, '|'); !values.empty()) {
      query.search.filters.values[id] = std::move(values);
    }
  }
  *order = given.get({"order-by"});
  if (order->empty()) *order = query.q.empty() ? "newest" : "relevance";
  if (*order != "newest" && *order != "oldest" && *order != "relevance") {
    return refusal("bad_value", "order-by must be newest, oldest or relevance.");
  }
  query.search.sort = *order == "newest"   ? SortOrder::Newest
                      : *order == "oldest" ? SortOrder::Oldest
                                           : SortOrder::Relevance;
  const auto size = given.number("page-size", 1, 200, 10);
  if (!size) return size.error();
  const auto page = given.number("page", 1, kMostPassed, 1);
  if (!page) return page.error();
  query.search.page_size = *size;
  query.offset = (*page - 1) * *size;
  if (auto read = read_query(query); !read) return std::move(read).error();
  return query;
}

}  // namespace

HttpResponse answer_guardian(const Call& call) {
  auto raw = split_parameters(call.query);
  if (!raw) return refused(raw.error());
  const CompatParameters given(std::move(*raw));
  std::string order;
  const auto query = query_of(given, &order);
  if (!query) return refused(query.error());
  const auto result = search_page(call.archive, *query);
  if (!result) return refused(result.error());
  const std::uint64_t size = query->search.page_size;
  const std::vector<std::string> fields = given.list({"show-fields"}, ',');
  Json results = Json::array();
  for (const Hit& hit : result->hits) results.push_back(result_json(hit.article, fields));
  return compat_json(200, dump({{"response",
                                 {{"status", "ok"},
                                  {"userTier", "developer"},
                                  {"total", result->total},
                                  {"startIndex", result->total == 0 ? 0 : query->offset + 1},
                                  {"pageSize", size},
                                  {"currentPage", query->offset / size + 1},
                                  {"pages", (result->total + size - 1) / size},
                                  {"orderBy", order},
                                  {"results", results}}}}));
}

}  // namespace backfile
