// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/json_object.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <new>
#include <optional>
#include <utility>

#include "common/ascii.h"
#include "common/text.h"
#include "indexer/format/json_fault.h"
#include "indexer/format/json_repair.h"
#include "indexer/format/record_values.h"

namespace backfile {
namespace {

using Element = simdjson::dom::element;
using Object = simdjson::dom::object;
using Array = simdjson::dom::array;

// An object, with the document that holds what it points into.
struct ParsedObject {
  std::shared_ptr<const simdjson::dom::document> document;
  Object root;
};

// Nothing for what is no object, or is not as strict as this library is: it does not say where.
// When it gets no memory, that is said as everything else says it.
std::optional<ParsedObject> parse_quickly(const std::string& text) {
  thread_local simdjson::dom::parser parser;
  constexpr std::size_t kFirstCapacity = 64 << 10;
  if (parser.capacity() == 0 &&
      parser.allocate(kFirstCapacity, kDeepestJson) != simdjson::SUCCESS) {
    throw std::bad_alloc();
  }
  const auto document = std::make_shared<simdjson::dom::document>();
  Element root;
  const simdjson::error_code error = parser.parse_into_document(*document, text).get(root);
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  Object object;
  if (error != simdjson::SUCCESS || root.get(object) != simdjson::SUCCESS) return std::nullopt;
  return ParsedObject{document, object};
}

Result<ParsedObject> parse_strictly(const std::string& text) {
  // A text has no more values than bytes, and the parser sees for itself how deep it is.
  if (text.size() > kMostJsonValues) {
    if (auto reason = why_too_large(text)) return *std::move(reason);
  }
  if (auto parsed = parse_quickly(text)) return *std::move(parsed);
  const Result<std::string> anew = written_anew(text);
  if (!anew) return anew.error();
  if (auto parsed = parse_quickly(*anew)) return *std::move(parsed);
  return Error{ErrorCode::BadRecord, "line is not valid JSON"};
}

Result<ParsedObject> parse_record(const std::string& text) {
  Result<ParsedObject> record = parse_strictly(text);
  if (record) return record;
  std::string repaired = repair_json(text);
  for (std::size_t at = repaired.find(": NaN"); at != std::string::npos;
       at = repaired.find(": NaN", at)) {
    repaired.replace(at, 5, ": null");
  }
  if (repaired == text) return record;
  Result<ParsedObject> again = parse_strictly(repaired);
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

// Of members with the same key the last one stands.
std::optional<Element> member(const Object& object, std::string_view key) {
  std::optional<Element> found;
  for (const auto field : object) {
    if (field.key == key) found = field.value;
  }
  return found;
}

// A keyword of the New York Times names its kind first.
constexpr std::array kNames = {"value",    "name", "full_name", "title",
                               "webTitle", "term", "text",      "rendered"};

// A value as text: strings, integers, and the name of an object. Empty when it says nothing.
std::string text_of(const Element& value) {
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) {
    return is_absent_value(text) ? std::string() : std::string(text);
  }
  if (std::int64_t number = 0; value.get(number) == simdjson::SUCCESS)
    return std::to_string(number);
  if (std::uint64_t number = 0; value.get(number) == simdjson::SUCCESS) {
    return std::to_string(number);
  }
  Object object;
  if (value.get(object) != simdjson::SUCCESS) return {};
  for (const char* name : kNames) {
    const auto found = member(object, name);
    if (found && found->is_string()) return text_of(*found);
  }
  return {};
}

std::vector<std::string> list_of(const Array& values) {
  std::vector<std::string> items;
  for (const Element item : values) {
    if (std::string text = text_of(item); !text.empty()) items.push_back(std::move(text));
  }
  return items;
}

JsonValue value_of(const Element& node) {
  JsonValue value;
  value.is_text = node.is_string();
  value.is_list = node.is_array();
  if (double number = 0; node.get(number) == simdjson::SUCCESS) value.number = number;
  if (value.is_list) {
    value.items = list_of(node.get_array().value_unsafe());
  } else {
    value.text = text_of(node);
  }
  return value;
}

}  // namespace

struct JsonObject::Tree {
  struct Member {
    std::string_view key;
    std::string plain;
    Element value;
  };

  explicit Tree(ParsedObject parsed) : document(std::move(parsed.document)) {
    for (const auto field : parsed.root) {
      members.push_back({field.key, plain_key(field.key), field.value});
    }
    // The last one of those with the same key is met first.
    std::ranges::reverse(members);
  }

  std::optional<Element> at(std::string_view path) const {
    if (const auto node = at_path(path)) return node;
    // Tables have columns named "source.name", and headers in any spelling.
    if (path.find('.') != std::string_view::npos) {
      if (const Member* whole = find(path)) return whole->value;
    }
    const auto found = std::ranges::find(members, plain_key(path), &Member::plain);
    return found == members.end() ? std::nullopt : std::optional(found->value);
  }

  std::optional<Element> at_path(std::string_view path) const {
    std::size_t dot = path.find('.');
    const Member* const first = find(path.substr(0, dot));
    std::optional<Element> node = first == nullptr ? std::nullopt : std::optional(first->value);
    while (node && dot != std::string_view::npos) {
      path.remove_prefix(dot + 1);
      dot = path.find('.');
      Object object;
      if (node->get(object) != simdjson::SUCCESS) return std::nullopt;
      node = member(object, path.substr(0, dot));
    }
    return node;
  }

  const Member* find(std::string_view key) const {
    const auto found = std::ranges::find(members, key, &Member::key);
    return found == members.end() ? nullptr : &*found;
  }

  std::shared_ptr<const simdjson::dom::document> document;
  std::vector<Member> members;
};

JsonObject::JsonObject(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
JsonObject::JsonObject(JsonObject&& other) noexcept = default;
JsonObject& JsonObject::operator=(JsonObject&& other) noexcept = default;
JsonObject::~JsonObject() = default;

Result<JsonObject> JsonObject::parse(const std::string& text) {
  Result<ParsedObject> record = parse_record(text);
  if (!record) return std::move(record).error();
  return JsonObject(std::make_unique<Tree>(*std::move(record)));
}

std::optional<JsonValue> JsonObject::at(std::string_view path) const {
  const std::optional<Element> node = tree_->at(path);
  return node ? std::optional(value_of(*node)) : std::nullopt;
}

std::string JsonObject::text(std::string_view path) const {
  const std::optional<Element> node = tree_->at(path);
  return node ? text_of(*node) : std::string();
}

std::vector<JsonObject> JsonObject::objects_at(std::string_view path, std::size_t most) const {
  std::vector<JsonObject> objects;
  const std::optional<Element> node = tree_->at(path);
  Array list;
  if (!node || node->get(list) != simdjson::SUCCESS) return objects;
  for (const Element item : list) {
    if (objects.size() >= most) break;
    Object object;
    if (item.get(object) != simdjson::SUCCESS) continue;
    objects.push_back(JsonObject(std::make_unique<Tree>(ParsedObject{tree_->document, object})));
  }
  return objects;
}

std::vector<std::string> JsonObject::names() const {
  std::vector<std::string> names;
  for (const Tree::Member& member : tree_->members) names.emplace_back(member.key);
  std::ranges::sort(names);
  const auto again = std::ranges::unique(names);
  names.erase(again.begin(), again.end());
  return names;
}

std::string JsonObject::keys() const {
  std::string keys;
  for (const std::string& name : names()) keys += (keys.empty() ? "" : ", ") + name;
  return keys;
}

}  // namespace backfile
