// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>

#include "common/json_text.h"
#include "server/render/api_request.h"
#include "server/search/archive.h"
#include "server/search/search.h"

namespace backfile {

// Answers as JSON text, in the shapes of docs/rest-api.md. Values that are not known are left out.
// Bytes that are not UTF-8 become U+FFFD; nothing here fails.

// What an answer to a search has beside the query, the revision and the total: the results and the
// counts, the counts, or neither.
enum class SearchPart { Results, Counts, Total };
struct SearchAnswer {
  const ApiRequest& request;
  const SearchResult& result;
  double took_ms;
  SearchPart part;
};
std::string render_search(const SearchAnswer& answer);

std::string render_sample(const SampleAnswer& answer, const ApiRequest& request);

// The members of an article that `fields` names, all for none; "id" always.
void add_article_members(JsonText& json, const Article& article,
                         const std::set<std::string, std::less<>>& fields);

std::string render_article(const ArticleAnswer& answer);

// `address`: the canonical one of what was asked.
std::string render_sources(const SourcesAnswer& answer, const std::string& address);

std::string render_coverage(const CoverageAnswer& answer, const ApiRequest& request);
// REQUIRES: one source.
std::string render_source(const CoverageAnswer& answer, const std::string& address);

}  // namespace backfile
