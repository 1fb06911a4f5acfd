// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/json_text.h"

#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>

#include "common/text.h"

namespace backfile {
namespace {

using Json = nlohmann::json;

bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

// Whether so many bytes are: Anderson, Bit Twiddling Hacks, "Determine if a word has a byte less
// than n".
constexpr std::size_t kAtOnce = 8;
bool are_plain(const char* bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighBits = 0x80 * kOnes;
  const auto has_below = [](std::uint64_t word, std::uint64_t limit) {
    return (word - limit * kOnes) & ~word & kHighBits;
  };
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, kAtOnce);
  return (has_below(word, 0x20) | has_below(word ^ ('"' * kOnes), 1) |
          has_below(word ^ ('\\' * kOnes), 1)) == 0;
}

void append_escape(char c, std::string& text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  switch (c) {
    case '"': text += "\\\""; return;
    case '\\': text += "\\\\"; return;
    case '\b': text += "\\b"; return;
    case '\f': text += "\\f"; return;
    case '\n': text += "\\n"; return;
    case '\r': text += "\\r"; return;
    case '\t': text += "\\t"; return;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  text += "\\u00";
  text += kDigits[byte >> 4U];
  text += kDigits[byte & 15U];
}

}  // namespace

JsonText& JsonText::key(std::string_view name) {
  separate();
  append_string(name);
  text_ += ':';
  follows_value_ = false;
  return *this;
}

JsonText& JsonText::value(std::string_view text) {
  separate();
  append_string(text);
  follows_value_ = true;
  return *this;
}

JsonText& JsonText::value(double number) { return raw(Json(number).dump()); }

JsonText& JsonText::begin(char bracket) {
  separate();
  text_ += bracket;
  follows_value_ = false;
  return *this;
}

JsonText& JsonText::end(char bracket) {
  text_ += bracket;
  follows_value_ = true;
  return *this;
}

JsonText& JsonText::raw(std::string_view text) {
  separate();
  text_ += text;
  follows_value_ = true;
  return *this;
}

void JsonText::separate() {
  if (follows_value_) text_ += ',';
}

void JsonText::append_string(std::string_view text) {
  if (!is_valid_utf8(text)) {
    text_ += Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
    return;
  }
  text_ += '"';
  std::size_t done = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text.size() - at >= kAtOnce && are_plain(text.data() + at)) {
      at += kAtOnce;
      continue;
    }
    if (!is_plain(text[at])) {
      text_.append(text, done, at - done);
      append_escape(text[at], text_);
      done = at + 1;
    }
    ++at;
  }
  text_.append(text, done);
  text_ += '"';
}

}  // namespace backfile
