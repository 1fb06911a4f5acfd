// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/date.h"
#include "server/render/target.h"
#include "server/search/search.h"

namespace backfile {

// What one result can be asked to hold, for the parameter `fields`. "id" is always there.
inline constexpr std::array<std::string_view, 20> kResultFields = {
    "id",       "title",    "url",    "source",   "published", "date_precision", "language",
    "section",  "place",    "agency", "authors",  "words",     "version",        "status",
    "subtitle", "abstract", "tags",   "snippets", "score",     "links"};

// A request as it was understood: what is searched, and what the answer states about it.
struct ApiRequest {
  // The request under one spelling: canonical names, order of the table, defaults left out.
  Target target;
  SearchRequest search;
  std::string q;  // As written.
  std::optional<Timestamp> from;
  std::optional<Timestamp> to;                // Inclusive, at its own precision.
  std::set<std::string, std::less<>> fields;  // Of kResultFields; empty means all.
  bool highlight = true;
  std::string url;         // To be looked up.
  std::uint32_t since = 0;  // A revision.
  std::vector<std::string> queries;  // As written, of a timeline of several.
  std::vector<Warning> warnings;     // Of the request itself; those of the query stand in it.
};

}  // namespace backfile
