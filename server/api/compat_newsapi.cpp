// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "common/date.h"
#include "common/text.h"
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

HttpResponse refused(int status, std::string_view code, std::string_view message) {
  return compat_json(status, dump({{"status", "error"}, {"code", code}, {"message", message}}));
}

HttpResponse refused(const Error& error) {
  const int status = problem_of(error).status;
  const bool is_theirs = status == 400;
  const std::string& kind = error.detail.kind;
  const bool named = kind == "parametersMissing" || kind == "sourcesTooMany";
  return refused(status,
                 named       ? std::string_view(kind)
                 : is_theirs ? "parameterInvalid"
                             : "unexpectedError",
                 compat_message(error));
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

constexpr std::size_t kMostSources = 20;

// Where the words of "q" are looked for. A description is a text here.
Result<std::optional<FieldId>> passage_of(const std::vector<std::string>& names) {
  bool title = false;
  bool text = false;
  for (const std::string& name : names) {
    if (name != "title" && name != "description" && name != "content") {
      return refusal("bad_value", "searchIn must be some of title, description and content.");
    }
    (name == "title" ? title : text) = true;
  }
  if (title == text) return std::optional<FieldId>();
  return std::optional(title ? FieldId::Title : FieldId::Text);
}

Result<SortOrder> order_of(const std::string& name) {
  if (name == "relevancy") return SortOrder::Relevance;
  // What was read most is not known; the newest are what such a list shows most of.
  if (name.empty() || name == "popularity" || name == "publishedAt") return SortOrder::Newest;
  return refusal("bad_value", "sortBy must be relevancy, popularity or publishedAt.");
}

Result<void> set_sources(const CompatParameters& given, Filters& filters) {
  const auto set = [](auto& filter, FieldId id, std::vector<std::string> values) {
    if (!values.empty()) filter[id] = std::move(values);
  };
  std::vector<std::string> sources = given.list({"sources", "domains"}, ',');
  if (given.list({"sources"}, ',').size() > kMostSources) {
    return refusal("sourcesTooMany", "At most 20 sources can be asked for at once.");
  }
  set(filters.values, FieldId::Source, std::move(sources));
  set(filters.excluded, FieldId::Source, given.list({"excludeDomains"}, ','));
  set(filters.values, FieldId::Language, given.list({"language"}, ','));
  set(filters.values, FieldId::Section, given.list({"category"}, ','));
  set(filters.values, FieldId::Country, given.list({"country"}, ','));
  return {};
}

// The words of "qInTitle" are looked for in titles besides what "q" asks for.
std::string query_text(const CompatParameters& given) {
  const std::string q = given.get({"q"});
  const std::string in_title = given.get({"qInTitle"});
  if (in_title.empty()) return q;
  return (q.empty() ? "" : "(" + q + ") AND ") + "title:(" + in_title + ")";
}

Result<CompatQuery> article_query(const CompatParameters& given,
                                  std::initializer_list<std::string_view> required,
                                  std::uint32_t usual_size) {
  if (given.get(required).empty()) {
    return refusal("parametersMissing", "The scope of the search is too broad: give one of " +
                                            joined({required.begin(), required.end()}) + ".");
  }
  CompatQuery query;
  query.q = query_text(given);
  query.from = given.get({"from"});
  query.to = given.get({"to"});
  const auto in = passage_of(given.list({"searchIn"}, ','));
  if (!in) return in.error();
  query.in = *in;
  if (auto set = set_sources(given, query.search.filters); !set) return std::move(set).error();
  const auto order = order_of(given.get({"sortBy"}));
  if (!order) return order.error();
  query.search.sort = *order;
  const auto size = given.number("pageSize", 1, 100, usual_size);
  if (!size) return size.error();
  const auto page = given.number("page", 1, kMostPassed, 1);
  if (!page) return page.error();
  query.search.page_size = *size;
  query.offset = (*page - 1) * *size;
  if (auto read = read_query(query); !read) return std::move(read).error();
  return query;
}

HttpResponse articles(const Call& call, const Result<CompatQuery>& query) {
  if (!query) return refused(query.error());
  const auto result = search_behind(call.archive, query->search, query->offset);
  if (!result) return refused(result.error());
  Json list = Json::array();
  for (const Hit& hit : result->hits) list.push_back(article_json(hit.article));
  return compat_json(200,
                     dump({{"status", "ok"}, {"totalResults", result->total}, {"articles", list}}));
}

// Of all countries, or of the one asked for.
HttpResponse sources(const Call& call, const CompatParameters& given) {
  const std::string wanted = ascii_lower(given.get({"country"}));
  Json list = Json::array();
  for (const SourceSummary& one : call.archive.sources().sources) {
    const std::string country = ascii_lower(one.source.country);
    if (!wanted.empty() && country != wanted) continue;
    list.push_back({{"id", one.source.id},
                    {"name", one.source.name},
                    {"description", ""},
                    {"url", one.source.domain.empty() ? "" : "https://" + one.source.domain},
                    {"category", "general"},
                    {"language", ""},
                    {"country", country}});
  }
  return compat_json(200, dump({{"status", "ok"}, {"sources", list}}));
}

}  // namespace

HttpResponse answer_newsapi(const Call& call) {
  auto raw = split_parameters(call.query);
  if (!raw) return refused(raw.error());
  const CompatParameters given(std::move(*raw));
  if (call.rest == "everything") {
    return articles(call, article_query(given, {"q", "qInTitle", "sources", "domains"}, 100));
  }
  if (call.rest == "top-headlines") {
    return articles(call, article_query(given, {"q", "sources", "category", "country"}, 20));
  }
  if (call.rest == "sources" || call.rest == "top-headlines/sources") {
    return sources(call, given);
  }
  return refused(404, "unexpectedError", "NewsAPI has no such address here.");
}

}  // namespace backfile
