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

HttpResponse refused(const Error& error) {
  Json json = {{"status", "error"}, {"note", compat_message(error)}};
  // What is wrong with a query is 422 there, and what may be better in a moment 400.
  const int status = problem_of(error).status;
  if (status == 503) json["temporary"] = true;
  return compat_json(status == 400 ? 422 : status == 503 ? 400 : status, dump(json));
}

Result<CompatQuery> query_of(const CompatParameters& given) {
  CompatQuery query;
  query.q = given.get({"q"});
  if (query.q == "*") query.q.clear();
  query.from = given.get({"start"});
  query.to = given.get({"end"});
  if (auto sources = given.list({"ss"}, ','); !sources.empty()) {
    query.search.filters.values[FieldId::Source] = std::move(sources);
  }
  query.search.page_size = 0;
  if (auto read = read_query(query); !read) return std::move(read).error();
  return query;
}

double ratio(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string day_of(std::int64_t seconds) { return to_iso_utc(seconds).substr(0, 10); }

Result<Json> total_count(const Archive& archive, const CompatQuery& query) {
  const auto relevant = archive.search(query.search);
  if (!relevant) return relevant.error();
  SearchRequest all = query.search;
  all.query = {};
  const auto total = archive.search(all);
  if (!total) return total.error();
  return Json{{"count", {{"relevant", relevant->total}, {"total", total->total}}}};
}

Result<Json> count_over_time(const Archive& archive, CompatQuery query) {
  query.search.timeline = Interval::Day;
  const auto result = archive.search(query.search);
  if (!result) return result.error();
  Json counts = Json::array();
  std::uint64_t all = 0;
  for (const TimelineBucket& bucket : result->timeline->buckets) {
    counts.push_back({{"date", day_of(bucket.start)},
                      {"total_count", bucket.total},
                      {"count", bucket.articles},
                      {"ratio", ratio(bucket.articles, bucket.total)}});
    all += bucket.total;
  }
  return Json{{"count_over_time",
               {{"counts", counts},
                {"total", result->total - result->timeline->undated},
                {"normalized_total", all}}}};
}

Result<Json> facet(const Archive& archive, CompatQuery query, const CompatParameters& given,
                   FieldId field) {
  const auto limit = given.number("limit", 1, 1000, 100);
  if (!limit) return limit.error();
  query.search.facets = {field};
  query.search.strict_facets = true;
  query.search.facet_size = *limit;
  const auto result = archive.search(query.search);
  if (!result) return result.error();
  Json list = Json::array();
  for (const FacetBucket& bucket : result->facets.front().buckets) {
    if (field == FieldId::Source) {
      list.push_back({{"source", bucket.value}, {"count", bucket.articles}});
    } else {
      list.push_back({{"language", bucket.value},
                      {"value", bucket.articles},
                      {"ratio", ratio(bucket.articles, result->total)}});
    }
  }
  return Json{{field == FieldId::Source ? "sources" : "languages", list}};
}

Json story_json(const Article& article, const std::string& indexed) {
  return {{"id", article.id},
          {"media_name", article.source.name},
          {"media_url", article.source.domain.empty() ? article.source.id : article.source.domain},
          {"title", article.title},
          {"publish_date", article.published ? Json(day_of(article.published->seconds)) : Json()},
          {"url", article.url},
          {"language", article.language},
          {"indexed_date", indexed}};
}

Result<SortOrder> order_of(const CompatParameters& given) {
  const bool rises = given.get({"sort_order"}) == "asc";
  const std::string by = given.get({"sort_field"});
  if (by.empty() || by == "publication_date") return rises ? SortOrder::Oldest : SortOrder::Newest;
  if (by == "indexed_date" && !rises) return SortOrder::Indexed;
  Error error = refusal("bad_value",
                        "sort_field must be publication_date, or indexed_date with sort_order "
                        "desc.");
  error.detail.parameter = "sort_field";
  error.detail.found = by;
  return error;
}

Result<Json> story_list(const Archive& archive, CompatQuery query, const CompatParameters& given) {
  const auto size = given.number("page_size", 1, 1000, 1000);
  if (!size) return size.error();
  query.search.page_size = *size;
  const auto order = order_of(given);
  if (!order) return order.error();
  query.search.sort = *order;
  query.search.cursor = given.get({"pagination_token"});
  const auto result = archive.search(query.search);
  if (!result) return result.error();
  const bool expanded = given.get({"expanded"}) == "1" || given.get({"expanded"}) == "true";
  // Without a zone, as their clients expect it.
  const std::string indexed = result->index.updated.substr(0, 19);
  Json stories = Json::array();
  for (const Hit& hit : result->hits) {
    Json story = story_json(hit.article, indexed);
    if (expanded) story["text"] = hit.article.text;
    stories.push_back(std::move(story));
  }
  Json json = {{"stories", std::move(stories)}, {"pagination_token", nullptr}};
  if (!result->next_cursor.empty()) json["pagination_token"] = result->next_cursor;
  return json;
}

}  // namespace

HttpResponse answer_mediacloud(const Call& call) {
  auto raw = split_parameters(call.query);
  if (!raw) return refused(raw.error());
  const CompatParameters given(std::move(*raw));
  const auto query = query_of(given);
  if (!query) return refused(query.error());
  Result<Json> json = Error{ErrorCode::NotFound, "Media Cloud has no such address here."};
  if (call.rest == "total-count") json = total_count(call.archive, *query);
  if (call.rest == "count-over-time") json = count_over_time(call.archive, *query);
  if (call.rest == "story-list") json = story_list(call.archive, *query, given);
  if (call.rest == "sources") json = facet(call.archive, *query, given, FieldId::Source);
  if (call.rest == "languages") json = facet(call.archive, *query, given, FieldId::Language);
  if (!json) return refused(json.error());
  return compat_json(200, dump(*json));
}

}  // namespace backfile
