// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/post_body.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "common/text.h"
#include "server/http/errors.h"
#include "server/render/target.h"

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

std::optional<std::string> text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "1" : "0";
  if (value.is_number()) return value.dump();
  return std::nullopt;
}

void add(std::string& query, std::string_view name, const std::string& value) {
  if (!query.empty()) query += '&';
  query.append(percent_encode(name)).append("=").append(percent_encode(value));
}

Result<std::string> query_of_json(const std::string& body) {
  // Parameters lie two levels deep; what is deeper would only cost stack.
  const auto shallow = [](int depth, Json::parse_event_t, Json&) { return depth <= 3; };
  const Json json = Json::parse(body, shallow, false);
  if (!json.is_object()) {
    return refusal("bad_body", "The body must be one JSON object with parameters as its members.");
  }
  std::string query;
  for (const auto& [name, value] : json.items()) {
    if (value.is_null()) continue;
    const Json values = value.is_array() ? value : Json::array({value});
    for (const Json& one : values) {
      const std::optional<std::string> text = text_of(one);
      if (!text) {
        Error error = refusal("bad_body",
                              "A parameter in the body must be a text, a number, "
                              "true, false, or a list of these.");
        error.detail.parameter = truncate_utf8(name, 64);
        return error;
      }
      add(query, name, *text);
    }
  }
  return query;
}

}  // namespace

Result<HttpRequest> as_get(const HttpRequest& post) {
  HttpRequest get = post;
  get.is_post = false;
  get.body.clear();
  std::string query = post.body;
  if (const std::string type = ascii_lower(post.content_type);
      type.starts_with("application/json")) {
    auto read = query_of_json(post.body);
    if (!read) return std::move(read).error();
    query = std::move(*read);
  } else if (!type.starts_with("application/x-www-form-urlencoded")) {
    return refusal("bad_body",
                   "Content-Type must be application/json or application/x-www-form-urlencoded.");
  }
  if (query.empty()) return get;
  get.target += get.target.find('?') == std::string::npos ? '?' : '&';
  get.target += query;
  return get;
}

}  // namespace backfile
