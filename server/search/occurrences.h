// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "common/result.h"
#include "server/query/ast.h"
#include "server/search/matches.h"
#include "server/search/places.h"
#include "server/search/work.h"

namespace backfile {

// Where the words of a query stand in articles that match it.

// What is looked for: each word, phrase and expression of places that the query wants, one or the
// other. InvalidArgument when the query has none.
Result<Node> wanted_places(const std::optional<Node>& root);

// The places in one passage, none of them twice, in order.
struct FoundPlaces {
  std::size_t segment;
  std::uint32_t docid;
  FieldId field;  // Title or Text.
  const std::vector<Place>& places;
  std::uint32_t size;  // Of the passage, in words.
};

// Calls `visit` for each passage with places, by segment and docid, a title before its text.
// `wanted`: from wanted_places(). Deadline; InvalidArgument when there are too many in an article;
// or what `visit` answers.
Result<void> for_each_passage(const Work& work, const std::vector<SegmentMatches>& matches,
                              const Node& wanted,
                              const std::function<Result<void>(const FoundPlaces&)>& visit);

}  // namespace backfile
