// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/date.h"
#include "server/query/syntax.h"
#include "server/render/target.h"
#include "server/search/archive.h"
#include "server/search/collocates.h"
#include "server/search/concordance.h"
#include "server/search/keyness.h"
#include "server/search/search.h"

namespace backfile {

// What one result can be asked to hold, for the parameter `fields`. "id" is always there.
inline constexpr std::array<std::string_view, 24> kResultFields = {
    "id",       "title",   "url",      "source",         "published",     "date_precision",
    "language", "section", "place",    "agency",         "authors",       "words",
    "version",  "status",  "subtitle", "abstract",       "tags",          "snippets",
    "score",    "links",   "story_id", "story_articles", "story_matches", "type"};

// What a line of an export can be asked to hold.
inline constexpr std::array<std::string_view, 24> kArticleFields = {
    "id",       "url",     "canonical_url", "source",         "title",       "subtitle",
    "abstract", "text",    "authors",       "agency",         "place",       "section",
    "language", "tags",    "published",     "date_precision", "date_source", "updated",
    "status",   "version", "words",         "story_id",       "type",        "country"};

enum class ExportFormat { JsonLines, Csv, Ids };

// A request as it was understood: what is searched, and what the answer states about it.
struct ApiRequest {
  // The request under one spelling: canonical names, order of the table, defaults left out.
  Target target;
  SearchRequest search;
  std::string q;                     // As written.
  Syntax syntax = Syntax::Backfile;  // In which it is written.
  std::string query_language;        // Of its words; empty: of each article.
  std::optional<FieldId> in;         // Where its words without a field of their own are looked for.
  std::optional<Syntax> into;        // In which it is to be written.
  std::optional<Timestamp> from;
  std::optional<Timestamp> to;                // Inclusive, at its own precision.
  std::set<std::string, std::less<>> fields;  // Of kResultFields; empty means all.
  std::uint32_t page = 1;                     // From 1; or the cursor says where.
  bool highlight = true;
  ExportFormat format = ExportFormat::JsonLines;
  std::string after;        // The article that an export goes on behind.
  SampleRequest sample;     // But for its search, which is `search`.
  std::string url;          // To be looked up or asked about.
  std::string id;           // Of an article that is asked about.
  std::uint32_t since = 0;  // A revision.
  std::string versus;       // As written: a second query.
  Query versus_query;
  KeynessMeasure keyness = KeynessMeasure::LogLikelihood;
  CollocateMeasure collocation = CollocateMeasure::LogLikelihood;
  std::uint32_t min_frequency = 3;
  std::optional<std::uint32_t> window;  // Words on each side.
  LineOrder line_order = LineOrder::Newest;
  std::vector<std::string> queries;  // As written, of a timeline of several.
  std::vector<Warning> warnings;     // Of the request itself; those of the query stand in it.
};

// What an answer is known by: the target, and, when a query counts back from now, until when it
// means what it means now, behind a blank.
std::string address_of(const ApiRequest& request);

}  // namespace backfile
