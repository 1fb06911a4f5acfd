// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/json_shape.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace backfile {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kReach = 1 << 20;

// Keys that only ninjs has beside "uri": 1.x in small letters with suffixes, 3.x in camel case.
constexpr std::array kNinjsKeys = {
    "versioncreated"sv,     "versionCreated"sv, "pubstatus"sv,
    "pubStatus"sv,          "bodies"sv,         "headlines"sv,
    "descriptions"sv,       "renditions"sv,     "representationtype"sv,
    "representationType"sv, "associations"sv,   "copyrightholder"sv,
    "copyrightHolder"sv,    "eventDetails"sv,   "contentcreated"sv,
    "contentCreated"sv};
constexpr std::array kNinjsPrefixes = {"body_"sv, "headline_"sv, "description_"sv};

bool is_ninjs_key(std::string_view key) {
  return std::find(kNinjsKeys.begin(), kNinjsKeys.end(), key) != kNinjsKeys.end() ||
         std::any_of(kNinjsPrefixes.begin(), kNinjsPrefixes.end(),
                     [key](std::string_view prefix) { return key.starts_with(prefix); });
}

// The end of the string whose opening quote stands at `at`: the place of the closing one, which has
// an even number of backslashes before it.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (std::size_t quote = text.find('"', at + 1); quote != std::string_view::npos;
       quote = text.find('"', quote + 1)) {
    const std::size_t before = text.find_last_not_of('\\', quote - 1);
    if ((quote - before) % 2 == 1) return quote;
  }
  return text.size();
}

// Calls `visit(key, position behind it)` for the keys of the outermost object.
template <typename Visit>
void each_key(std::string_view text, const Visit& visit) {
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return;
    if (c != '"') continue;
    const std::size_t end = end_of_string(text, at);
    if (depth == 1) {
      const std::size_t colon = text.find_first_not_of(" \t\r\n", end + 1);
      if (colon != std::string_view::npos && text[colon] == ':') {
        visit(text.substr(at + 1, end - at - 1), colon + 1);
      }
    }
    at = end;
  }
}

}  // namespace

JsonShape json_shape(std::string_view text) {
  text = text.substr(0, kReach);
  bool has_uri = false;
  bool has_ninjs_key = false;
  bool is_feed = false;
  each_key(text, [&](std::string_view key, std::size_t value) {
    if (key == "uri") has_uri = true;
    if (is_ninjs_key(key)) has_ninjs_key = true;
    if (key == "version") {
      is_feed = text.substr(value, 64).find("jsonfeed.org") != std::string_view::npos;
    }
  });
  if (is_feed) return JsonShape::Feed;
  return has_uri && has_ninjs_key ? JsonShape::Ninjs : JsonShape::Record;
}

}  // namespace backfile
