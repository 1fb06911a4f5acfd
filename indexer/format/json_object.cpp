// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/json_object.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "common/ascii.h"
#include "common/text.h"
#include "indexer/format/json_repair.h"
#include "indexer/format/record_values.h"

namespace backfile {
namespace {

using Json = nlohmann::json;

// Deeper trees are refused while parsing: the library copies and destroys them recursively.
constexpr int kDeepest = 64;
constexpr std::size_t kMostValues = 500'000;  // Keys count, too.
constexpr std::size_t kLongestReason = 160;

Error bad_record(std::string message) { return {ErrorCode::BadRecord, std::move(message)}; }

// The library's own words without its prefix "[...] parse error at line 1, column 5: ".
std::string reason_of(std::string_view what) {
  const std::size_t column = what.find("column ");
  const std::size_t colon = column == std::string_view::npos ? column : what.find(": ", column);
  if (colon != std::string_view::npos) what.remove_prefix(colon + 2);
  return to_utf8(truncate_utf8(what, kLongestReason));
}

// Why a text is refused before it is parsed: the library's own guard, a callback, makes lists of
// objects take quadratic time.
std::optional<Error> why_too_large(std::string_view text) {
  int depth = 0;
  std::size_t values = 0;
  bool inside_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (inside_string) {
      if (c == '\\') ++at;
      if (c == '"') inside_string = false;
      continue;
    }
    if (c == '"') inside_string = true;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (c == '{' || c == '[' || c == ',' || c == ':') ++values;
    if (depth > kDeepest) {
      return bad_record("line is nested deeper than " + std::to_string(kDeepest) + " levels");
    }
    if (values > kMostValues) {
      return bad_record("line has more than " + std::to_string(kMostValues) + " values");
    }
  }
  return std::nullopt;
}

Result<Json> parse_strictly(const std::string& text) {
  if (auto reason = why_too_large(text)) return *std::move(reason);
  try {
    Json record = Json::parse(text);
    if (record.is_object()) return record;
    return bad_record("line is valid JSON, but " + std::string(record.type_name()) +
                      " where one article as an object was expected");
  } catch (const Json::parse_error& error) {
    return bad_record("line is not valid JSON at byte " + std::to_string(error.byte) + ": " +
                      reason_of(error.what()));
  } catch (const Json::exception& error) {
    return bad_record("line is not valid JSON: " + reason_of(error.what()));
  }
}

Result<Json> parse_record(const std::string& text) {
  Result<Json> record = parse_strictly(text);
  if (record) return record;
  std::string repaired = repair_json(text);
  for (std::size_t at = repaired.find(": NaN"); at != std::string::npos;
       at = repaired.find(": NaN", at)) {
    repaired.replace(at, 5, ": null");
  }
  if (repaired == text) return record;
  Result<Json> again = parse_strictly(repaired);
  return again ? std::move(again) : std::move(record);
}

// "Publish Date", "publish-date" and "publishDate" to "publishdate".
std::string plain_key(std::string_view key) {
  std::string plain;
  for (const char c : key) {
    if (c != '_' && c != '-' && c != ' ') plain += ascii_lower(c);
  }
  return plain;
}

const Json* at_path(const Json& record, std::string_view path) {
  const Json* node = &record;
  while (true) {
    if (!node->is_object()) return nullptr;
    const std::size_t dot = path.find('.');
    const auto found = node->find(std::string(path.substr(0, dot)));
    if (found == node->end()) return nullptr;
    node = &*found;
    if (dot == std::string_view::npos) return node;
    path.remove_prefix(dot + 1);
  }
}

// A value as text: strings, numbers, and the name of an object. Empty when it says nothing.
std::string text_of(const Json& value) {
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    return is_absent_value(text) ? std::string() : text;
  }
  if (value.is_number_integer()) return value.dump();
  if (value.is_object()) {
    // A keyword of the New York Times names its kind first.
    for (const char* key :
         {"value", "name", "full_name", "title", "webTitle", "term", "text", "rendered"}) {
      const auto found = value.find(key);
      if (found != value.end() && found->is_string()) return text_of(*found);
    }
  }
  return {};
}

std::vector<std::string> list_of(const Json& value) {
  std::vector<std::string> items;
  for (const Json& item : value) {
    if (std::string text = text_of(item); !text.empty()) items.push_back(std::move(text));
  }
  return items;
}

JsonValue value_of(const Json& node) {
  JsonValue value;
  value.is_text = node.is_string();
  value.is_list = node.is_array();
  if (node.is_number()) value.number = node.get<double>();
  if (value.is_list) {
    value.items = list_of(node);
  } else {
    value.text = text_of(node);
  }
  return value;
}

}  // namespace

struct JsonObject::Tree {
  explicit Tree(Json record) : root(std::move(record)) {
    for (const auto& [key, value] : root.items()) {
      std::string plain = plain_key(key);
      if (plain != key) plain_keys.emplace_back(std::move(plain), &value);
    }
  }

  const Json* at(std::string_view path) const {
    if (const Json* node = at_path(root, path)) return node;
    // Tables have columns named "source.name", and headers in any spelling.
    if (path.find('.') != std::string_view::npos) {
      const auto found = root.find(std::string(path));
      if (found != root.end()) return &*found;
    }
    const std::string plain = plain_key(path);
    for (const auto& [key, value] : plain_keys) {
      if (key == plain) return value;
    }
    const auto found = plain == path ? root.end() : root.find(plain);
    return found == root.end() ? nullptr : &*found;
  }

  Json root;
  // The keys that are not plain, made so.
  std::vector<std::pair<std::string, const Json*>> plain_keys;
};

JsonObject::JsonObject(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
JsonObject::JsonObject(JsonObject&& other) noexcept = default;
JsonObject& JsonObject::operator=(JsonObject&& other) noexcept = default;
JsonObject::~JsonObject() = default;

Result<JsonObject> JsonObject::parse(const std::string& text) {
  Result<Json> record = parse_record(text);
  if (!record) return std::move(record).error();
  return JsonObject(std::make_unique<Tree>(*std::move(record)));
}

std::optional<JsonValue> JsonObject::at(std::string_view path) const {
  const Json* node = tree_->at(path);
  return node == nullptr ? std::nullopt : std::optional(value_of(*node));
}

std::string JsonObject::text(std::string_view path) const {
  const Json* node = tree_->at(path);
  return node == nullptr ? std::string() : text_of(*node);
}

std::vector<JsonObject> JsonObject::objects_at(std::string_view path, std::size_t most) const {
  std::vector<JsonObject> objects;
  const Json* list = tree_->at(path);
  if (list == nullptr || !list->is_array()) return objects;
  for (const Json& item : *list) {
    if (objects.size() >= most) break;
    if (item.is_object()) objects.push_back(JsonObject(std::make_unique<Tree>(item)));
  }
  return objects;
}

std::vector<std::string> JsonObject::names() const {
  std::vector<std::string> names;
  for (const auto& [key, value] : tree_->root.items()) names.push_back(key);
  return names;
}

std::string JsonObject::keys() const {
  std::string keys;
  for (const auto& [key, value] : tree_->root.items()) keys += (keys.empty() ? "" : ", ") + key;
  return keys;
}

}  // namespace backfile
