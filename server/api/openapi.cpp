// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/openapi.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "server/api/parameters.h"
#include "server/http/errors.h"

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

// What a route answers with: a schema, or only a type of content.
struct Shape {
  std::string_view schema;  // Of components/schemas; empty: a text.
  std::string_view content_type = "application/json";
};

// Nothing for the page, which is no part of the API.
std::optional<Shape> shape_of(Route route) {
  switch (route) {
    case Route::Search: return Shape{"SearchAnswer"};
    case Route::Count: return Shape{"CountAnswer"};
    case Route::Facets:
    case Route::FacetValues: return Shape{"FacetsAnswer"};
    case Route::Timeline: return Shape{"TimelineAnswer"};
    case Route::Explain: return Shape{"ExplainAnswer"};
    case Route::Why: return Shape{"WhyAnswer"};
    case Route::Terms: return Shape{"TermsAnswer"};
    case Route::Concordance: return Shape{"ConcordanceAnswer"};
    case Route::Collocates: return Shape{"CollocatesAnswer"};
    case Route::Suggest: return Shape{"SuggestAnswer"};
    case Route::Similar: return Shape{"SimilarAnswer"};
    case Route::Coverage: return Shape{"CoverageAnswer"};
    case Route::Sample: return Shape{"SampleAnswer"};
    case Route::Export: return Shape{"", "application/x-ndjson"};
    case Route::Feed: return Shape{"", "application/atom+xml"};
    case Route::Article:
    case Route::Lookup: return Shape{"ArticleAnswer"};
    case Route::Changes: return Shape{"ChangesAnswer"};
    case Route::Convert: return Shape{"ConvertAnswer"};
    case Route::Sources: return Shape{"SourcesAnswer"};
    case Route::OneSource: return Shape{"SourceAnswer"};
    case Route::Health:
    case Route::Ready:
    case Route::Version:
    case Route::OpenApi: return Shape{"State"};
    case Route::Metrics: return Shape{"", "text/plain"};
    case Route::OpenSearch: return Shape{"", "application/opensearchdescription+xml"};
    case Route::Meilisearch:  // As other services document them.
    case Route::NewsApi:
    case Route::Guardian:
    case Route::Nyt:
    case Route::MediaCloud:
    case Route::Page:
    case Route::PageOfArticle:
    case Route::PageFile: break;
  }
  return std::nullopt;
}

Json reference(std::string_view schema) {
  return {{"$ref", "#/components/schemas/" + std::string(schema)}};
}

Json content(const Shape& shape) {
  Json schema = shape.schema.empty() ? Json{{"type", "string"}} : reference(shape.schema);
  return {{std::string(shape.content_type), {{"schema", std::move(schema)}}}};
}

// Filters are the same on every route; what they are called besides stands in their description.
Json parameter(const Parameter& row) {
  std::string description = std::string(row.allowed);
  std::string aliases;
  for (const std::string_view alias : row.aliases.names) {
    if (!alias.empty()) aliases += (aliases.empty() ? "" : ", ") + std::string(alias);
  }
  if (!aliases.empty()) description += "; also accepted as " + aliases;
  Json json = {{"name", row.name}, {"in", "query"}, {"description", description}};
  if (row.many == Many::Once) {
    json["schema"] = {{"type", "string"}};
  } else {
    json["schema"] = {{"type", "array"}, {"items", {{"type", "string"}}}};
    json["style"] = "form";
    json["explode"] = true;
  }
  return json;
}

Json path_parameter(std::string_view pattern) {
  const std::size_t brace = pattern.find('{');
  return {{"name", pattern.substr(brace + 1, pattern.find('}') - brace - 1)},
          {"in", "path"},
          {"required", true},
          {"schema", {{"type", "string"}}}};
}

Json problem(const Problem& row) {
  return {{"description", row.title},
          {"content", {{"application/problem+json", {{"schema", reference("Problem")}}}}}};
}

// Every refusal has one shape; the statuses are those that any request may meet.
Json responses(const Shape& shape) {
  Json json = {{"200", {{"description", "The answer"}, {"content", content(shape)}}}};
  json["304"] = {{"description", "The answer that the client has still holds"}};
  for (const Problem& row : kProblems) {
    const std::string status = std::to_string(row.status);
    constexpr std::array kAnywhere = {400, 401, 404, 409, 410, 429, 503};
    if (std::ranges::find(kAnywhere, row.status) == kAnywhere.end()) continue;
    if (!json.contains(status)) json[status] = problem(row);
  }
  return json;
}

std::string operation_id(const RouteRow& row) {
  std::string id;
  for (const char c : row.pattern) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter) {
      id += c;
    } else if (!id.empty() && id.back() != '_') {
      id += '_';
    }
  }
  if (!id.empty() && id.back() == '_') id.pop_back();
  return id;
}

// The parameters of a route as the body of a POST: a form, or one object.
Json request_body(Route route) {
  Json properties = Json::object();
  for (const Parameter& row : kParameters) {
    if (!is_allowed(row, route)) continue;
    const Json value = {{"type", Json::array({"string", "number"})}};
    properties[std::string(row.name)] =
        row.many == Many::Once
            ? value
            : Json{{"anyOf", Json::array({value, {{"type", "array"}, {"items", value}}})}};
  }
  const Json schema = {{"type", "object"}, {"properties", std::move(properties)}};
  return {{"content",
           {{"application/json", {{"schema", schema}}},
            {"application/x-www-form-urlencoded", {{"schema", schema}}}}}};
}

Json operation(const RouteRow& row, const Shape& shape, bool is_post) {
  Json json = {{"operationId", operation_id(row) + (is_post ? "_post" : "")},
               {"summary", row.summary},
               {"tags", Json::array({row.pattern.starts_with("/api/") ? "archive" : "service"})},
               {"parameters", Json::array()}};
  if (row.pattern.find('{') != std::string_view::npos) {
    json["parameters"].push_back(path_parameter(row.pattern));
  }
  if (is_post) json["requestBody"] = request_body(row.route);
  for (const Parameter& candidate : kParameters) {
    if (!is_post && is_allowed(candidate, row.route)) {
      json["parameters"].push_back(
          {{"$ref", "#/components/parameters/" + std::string(candidate.name)}});
    }
  }
  json["responses"] = responses(shape);
  return json;
}

}  // namespace

std::string openapi_document() {
  Json document = {
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "Backfile"},
        {"version", "1"},
        {"summary", "Full-text search for news archives"},
        {"license", {{"name", "GPL-3.0-or-later"}, {"identifier", "GPL-3.0-or-later"}}}}},
      {"servers", Json::array({{{"url", "/"}, {"description", "This server"}}})},
      {"security", Json::array()},
      {"tags", Json::array({{{"name", "archive"}, {"description", "Searching and reading"}},
                            {{"name", "service"}, {"description", "About the server"}}})},
      {"paths", Json::object()}};
  for (const RouteRow& row : kRoutes) {
    const auto shape = shape_of(row.route);
    if (!shape) continue;
    Json& path = document["paths"][std::string(row.pattern)];
    path["get"] = operation(row, *shape, false);
    if (takes_posts(row.pattern)) path["post"] = operation(row, *shape, true);
  }
  Json& components = document["components"];
  for (const Parameter& row : kParameters) {
    components["parameters"][std::string(row.name)] = parameter(row);
  }
  components["schemas"] = Json::parse(openapi_schemas(), nullptr, false);
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace backfile
