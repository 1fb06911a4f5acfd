// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <xapian.h>

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/index/terms.h"
#include "common/result.h"
#include "server/query/ast.h"

namespace backfile {

// A word of the title counts as much as this many of the text.
inline constexpr double kTitleBoost = 2.0;

// More words than this behind one prefix are refused: each costs a posting list in every segment.
inline constexpr std::size_t kMaxPrefixWords = 500;

// One query in the two forms that a search needs. Both match the same articles.
struct XapianQueries {
  Xapian::Query boolean;  // Cheapest to match; without weights.
  Xapian::Query ranked;   // With the boost of titles.
};

// Turns trees into queries of Xapian for one revision of an archive. Like every object that holds
// a Xapian::Database or a stemmer it is used by one thread at a time.
class XapianTranslator {
 public:
  // `vocabulary`: all segments of the revision. `languages`: those whose stems they hold.
  XapianTranslator(Xapian::Database vocabulary, const std::vector<std::string>& languages);

  // InvalidArgument when a prefix stands for more than kMaxPrefixWords words. May throw
  // Xapian::Error when the vocabulary cannot be read.
  Result<XapianQueries> translate(const Node& node) const;

 private:
  Xapian::Database vocabulary_;
  std::vector<std::pair<std::string, Stemmer>> stemmers_;  // By language.
};

}  // namespace backfile
