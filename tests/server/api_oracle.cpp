// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api_oracle.h"

#include <doctest/doctest.h>

#include "common/date.h"
#include "server/query/ast.h"

namespace backfile {

std::vector<std::string> ids_of(const std::vector<const Article*>& articles) {
  std::vector<std::string> ids;
  for (const Article* article : articles) ids.push_back(article->id);
  return ids;
}

std::vector<std::string> ids_of(const Json& results) {
  std::vector<std::string> ids;
  for (const Json& one : results) ids.push_back(one.at("id"));
  return ids;
}

std::int64_t clock_of(const Json& border) {
  const std::optional<Timestamp> when = parse_iso_date(border.get<std::string>());
  REQUIRE(when);
  return when->seconds + when->offset_minutes.value_or(0) * 60;
}

std::optional<Json> Asker::answer(const ApiQuestion& question) {
  const std::string target = question.target();
  INFO(target);
  HttpRequest request{.target = target};
  if (writer_.one_in(6)) {
    request = {.target = question.path, .is_post = true};
    request.content_type = "application/x-www-form-urlencoded";
    request.body = question.parameters;
  }
  const HttpResponse response = oracle_.send(request);
  if (response.status == 400) {
    const Json problem = Json::parse(response.body);
    // Words that a pattern stands for, or buckets.
    CHECK(problem.at("code") == "query_too_broad");
    const Json errors = problem.value("errors", Json::array());
    if (!errors.empty() && errors[0].value("parameter", "") == "interval")
      CHECK_FALSE(oracle_.model().timeline(question.search));
    return std::nullopt;
  }
  REQUIRE_MESSAGE(response.status == 200, response.body);
  if (response.stream) return std::nullopt;
  if (writer_.one_in(10)) {
    for (const auto& [name, value] : response.headers) {
      if (name != "ETag") continue;
      CHECK(oracle_.send({.target = target, .if_none_match = value}).status == 304);
    }
  }
  Json whole = Json::parse(response.body);
  const bool searches = question.path != "/api/v1/coverage";
  if (searches && writer_.one_in(8)) check_in_time(target, whole);
  return whole;
}

void Asker::check_in_time(const std::string& target, const Json& whole) {
  const char between = target.find('?') == std::string::npos ? '?' : '&';
  const std::string hurried =
      target + between + "timeout_ms=" + std::to_string(1 + writer_.below(4));
  const HttpResponse response = oracle_.get(hurried);
  const Json json = Json::parse(response.body);
  if (response.status == 503) {
    CHECK(json.at("code") == "timeout");
    return;
  }
  REQUIRE_MESSAGE(response.status == 200, hurried << ": " << response.body);
  for (const char* member : {"total", "results", "lines", "words", "strata"}) {
    CHECK(json.value(member, Json()) == whole.value(member, Json()));
  }
}

void Asker::check_head(const ApiQuestion& question, const Json& json) {
  CHECK(json.at("index").at("revision") == oracle_.manifest().revision);
  CHECK(json.at("index").at("articles") == oracle_.live().size());
  const Json& query = json.at("query");
  if (question.search.timeline_queries.empty()) {
    const std::optional<Node>& root = question.search.query.root;
    CHECK(query.at("parsed") == (root ? to_string(*root) : ""));
  }
  CHECK(query.at("tz") == question.search.zone);
  CHECK(query.contains("from") == question.search.filters.from.has_value());
  CHECK(query.contains("to") == question.search.filters.until.has_value());
  if (!writer_.one_in(10)) return;
  const Json again = oracle_.json(json.at("links").at("self"));
  CHECK(again.at("query") == query);
  CHECK(again.at("total") == json.at("total"));
}

void Asker::check_total(const ApiQuestion& question, const Json& json) {
  const SearchRequest& search = question.search;
  CHECK(json.at("total").at("relation") == "eq");
  CHECK(json.at("total").at("articles") == oracle_.articles(search).size());
  CHECK(json.at("total").contains("stories") == search.collapse);
  if (search.collapse) {
    CHECK(json.at("total").at("stories") == oracle_.model().articles(search).size());
  }
}

}  // namespace backfile
