// SPDX-License-Identifier: GPL-3.0-or-later
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

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

HttpResponse refused(const Error& error) {
  const Problem& problem = problem_of(error);
  return compat_json(problem.status,
                     dump({{"status", "error"},
                           {"code", problem.status == 400 ? "parameterInvalid" : "unexpectedError"},
                           {"message", compat_message(error)}}));
}

Json article_json(const Article& article) {
  return {
      {"source", {{"id", text_or_null(article.source.id)}, {"name", article.source.name}}},
      {"author", text_or_null(joined(article.authors))},
      {"title", article.title},
      {"description", text_or_null(article.abstract)},
      {"url", article.url},
      {"urlToImage", nullptr},
      {"publishedAt", article.published ? Json(to_iso_utc(article.published->seconds)) : Json()},
      {"content", text_or_null(article.text)}};
}

Result<CompatQuery> everything_query(const CompatParameters& given) {
  CompatQuery query;
  query.q = given.get({"q", "qInTitle"});
  if (given.get({"q"}).empty() && !query.q.empty()) query.q = "title:(" + query.q + ")";
  if (given.get({"searchIn"}) == "title") query.q = "title:(" + query.q + ")";
  query.from = given.get({"from"});
  query.to = given.get({"to"});
  Filters& filters = query.search.filters;
  const auto set = [](auto& filter, FieldId id, std::vector<std::string> values) {
    if (!values.empty()) filter[id] = std::move(values);
  };
  set(filters.values, FieldId::Source, given.list({"sources", "domains"}, ','));
  set(filters.excluded, FieldId::Source, given.list({"excludeDomains"}, ','));
  set(filters.values, FieldId::Language, given.list({"language"}, ','));
  const std::string sort = given.get({"sortBy"});
  // What was read most is not known; the newest are what such a list shows most of.
  query.search.sort = sort == "relevancy" ? SortOrder::Relevance : SortOrder::Newest;
  const auto size = given.number("pageSize", 1, 100, 100);
  if (!size) return size.error();
  const auto page = given.number("page", 1, kMostPassed, 1);
  if (!page) return page.error();
  query.search.page_size = *size;
  query.offset = (*page - 1) * *size;
  if (auto read = read_query(query); !read) return std::move(read).error();
  return query;
}

HttpResponse everything(const Call& call, const CompatParameters& given) {
  const auto query = everything_query(given);
  if (!query) return refused(query.error());
  const auto result = search_page(call.archive, *query);
  if (!result) return refused(result.error());
  Json articles = Json::array();
  for (const Hit& hit : result->hits) articles.push_back(article_json(hit.article));
  return compat_json(
      200, dump({{"status", "ok"}, {"totalResults", result->total}, {"articles", articles}}));
}

HttpResponse sources(const Call& call) {
  Json list = Json::array();
  for (const SourceSummary& one : call.archive.sources().sources) {
    list.push_back({{"id", one.source.id},
                    {"name", one.source.name},
                    {"description", ""},
                    {"url", one.source.domain.empty() ? "" : "https://" + one.source.domain},
                    {"category", "general"},
                    {"language", ""},
                    {"country", ""}});
  }
  return compat_json(200, dump({{"status", "ok"}, {"sources", list}}));
}

}  // namespace

HttpResponse answer_newsapi(const Call& call) {
  auto raw = split_parameters(call.query);
  if (!raw) return refused(raw.error());
  const CompatParameters given(std::move(*raw));
  if (call.rest == "everything" || call.rest == "top-headlines") return everything(call, given);
  if (call.rest == "sources" || call.rest == "top-headlines/sources") return sources(call);
  return refused({.code = ErrorCode::NotFound, .message = "NewsAPI has no such address here."});
}

}  // namespace backfile
