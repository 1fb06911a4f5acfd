// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "common/result.h"
#include "server/search/archive.h"
#include "server/search/search.h"
#include "server/search/sort_order.h"

namespace backfile {

struct ConcordanceRequest;

// Where the next page of a search begins. A cursor belongs to one revision and one search: the
// walk sees the articles of that revision, each exactly once, whatever is indexed meanwhile.
struct Cursor {
  std::uint64_t revision = 0;
  std::uint64_t search = 0;  // fingerprint_of the request.
  // In order of relevance the number of articles before the page, else the article before it.
  std::variant<std::uint32_t, SortKey> place;
};

// The revision that a search is of, and where it goes on in it.
struct SearchPlace {
  Pin pin;
  std::optional<Cursor> cursor;  // Nothing on the first page.
};

// What makes two requests pages of the same search: the query, the filters, the sort.
std::uint64_t fingerprint_of(const SearchRequest& request);

std::uint64_t fingerprint_of(const CoverageRequest& request);

std::uint64_t fingerprint_of(const ConcordanceRequest& request);

// An opaque token of letters, digits, '-' and '_'.
std::string to_token(const Cursor& cursor);

// InvalidArgument (parameter "cursor") when `token` was not made by to_token.
Result<Cursor> parse_token(std::string_view token);

// The cursor that `token` names, nothing for an empty one. InvalidArgument (parameter "cursor")
// when it was not made for the search with this fingerprint, or, given one, for this revision.
Result<std::optional<Cursor>> cursor_of(std::string_view token, std::uint64_t search,
                                        std::optional<std::uint64_t> revision);

// How many results lie before the page that the cursor names. InvalidArgument for a cursor that
// names an article instead.
Result<std::uint32_t> results_before(const std::optional<Cursor>& cursor);

Error cursor_of_another_search();
Error stale_cursor();

}  // namespace backfile
