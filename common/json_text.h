// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace backfile {

// JSON written straight into a text, without a tree in between. The caller keeps brackets and keys
// in their order; commas are put by this class. What comes out is what nlohmann's dump() writes:
// bytes that are not UTF-8 are replaced.
class JsonText {
 public:
  JsonText& begin_object() { return begin('{'); }
  JsonText& end_object() { return end('}'); }
  JsonText& begin_array() { return begin('['); }
  JsonText& end_array() { return end(']'); }

  JsonText& key(std::string_view name);

  JsonText& value(std::string_view text);
  JsonText& value(const char* text) { return value(std::string_view(text)); }
  JsonText& value(double number);  // null unless it is finite.
  JsonText& value(bool truth) { return raw(truth ? "true" : "false"); }
  JsonText& null() { return raw("null"); }
  template <std::unsigned_integral Number>
  requires(!std::same_as<Number, bool>) JsonText& value(Number number) {
    return raw(std::to_string(number));
  }

  template <typename Value>
  JsonText& member(std::string_view name, const Value& content) {
    return key(name).value(content);
  }

  std::string take() { return std::move(text_); }

 private:
  JsonText& begin(char bracket);
  JsonText& end(char bracket);
  JsonText& raw(std::string_view text);
  void separate();
  void append_string(std::string_view text);

  std::string text_;
  bool follows_value_ = false;
};

}  // namespace backfile
