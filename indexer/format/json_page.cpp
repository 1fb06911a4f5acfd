// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/json_page.h"

#include <array>

namespace backfile {
namespace {

// NewsAPI and GDELT, the Guardian, the New York Times, and what others call it.
constexpr std::array kLists = {
    "articles", "response.results", "response.docs", "results", "docs", "items",
    "posts",    "stories",          "news",          "data"};

}  // namespace

std::vector<JsonObject> listed_articles(const JsonObject& page) {
  for (const char* path : kLists) {
    std::vector<JsonObject> objects = page.objects_at(path);
    if (!objects.empty()) return objects;
  }
  return {};
}

}  // namespace backfile
