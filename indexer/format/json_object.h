// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace backfile {

// A value in somebody's JSON record.
struct JsonValue {
  std::string text;                // A string, an integer, the name of an object; else empty.
  std::vector<std::string> items;  // The texts in a list, without those that say nothing.
  std::optional<double> number;
  bool is_text = false;  // It was written as a string.
  bool is_list = false;
};

// One JSON object, read with patience: exports of data frames write NaN, and some programs raw
// newlines inside of strings. "None", "nan", "null" and the like are read as empty texts. Of
// members with the same key the last one stands.
class JsonObject {
 public:
  // BadRecord, with the byte and the reason, for what is no object, is nested deeper than 64
  // levels, or has more than 500,000 keys and values.
  static Result<JsonObject> parse(const std::string& text);

  JsonObject(JsonObject&& other) noexcept;
  JsonObject& operator=(JsonObject&& other) noexcept;
  ~JsonObject();

  // Keys parted by dots lead into nested objects. On the first level a key may also hold the dots,
  // or differ in case, "_", "-" and blanks, as headers of tables do. Nothing when there is none.
  std::optional<JsonValue> at(std::string_view path) const;

  // The text at a path, or empty.
  std::string text(std::string_view path) const;

  // The first objects in a list.
  std::vector<JsonObject> objects_at(std::string_view path, std::size_t most = kMostObjects) const;
  static constexpr std::size_t kMostObjects = 50'000;

  // The keys of the object itself, in order of their bytes.
  std::vector<std::string> names() const;

  // "id, title, url".
  std::string keys() const;

 private:
  struct Tree;
  explicit JsonObject(std::unique_ptr<Tree> tree);

  std::unique_ptr<Tree> tree_;
};

}  // namespace backfile
