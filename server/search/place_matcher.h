// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result.h"
#include "server/query/ast.h"
#include "server/search/doc_ids.h"
#include "server/search/passage_reader.h"
#include "server/search/places.h"
#include "server/search/posting_list.h"
#include "server/search/posting_reader.h"

namespace backfile {

// Why an article cannot be looked at.
Error too_many_places();

// Looks for the places of an expression in the token streams of a segment's articles.
class PlaceMatcher {
 public:
  // `node` needs places (places.h). References must outlive the matcher.
  PlaceMatcher(const Node& node, const Segment& segment, Reader& reader, Deadline deadline);

  // Those of the candidates that have it, and how often. Deadline; InvalidArgument when an article
  // has too many places.
  Result<PostingList> among(const DocIds& candidates);

 private:
  PlaceFinder finder_;
  PassageReader passages_;
  Deadline deadline_;
};

}  // namespace backfile
