// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server/search/search.h"
#include "tests/server/archive_fixture.h"

namespace backfile {

// A searcher that looks at every article for every question: slow, simple, and written apart from
// the one under test. Shares with it the cutting of texts into words and the stemmers.
class SearchModel {
 public:
  explicit SearchModel(const std::vector<std::vector<StoredArticle>>& stored);

  // Ids of the articles that match, in the order of the sort; for relevance in no order.
  std::vector<std::string> matches(const SearchRequest& request) const;
  Facet facet(const SearchRequest& request, FieldId id) const;
  // Nothing when there would be too many buckets.
  std::optional<Timeline> timeline(const SearchRequest& request) const;

 private:
  struct Words {
    std::vector<std::string> words;
    std::set<std::string> stems;
  };
  struct Entry {
    const Article* article;
    bool live;
    std::string language;
    Words title;
    Words text;
  };

  bool matches(const Node& node, const Entry& entry) const;
  static bool matches_words(const Node& node, const Entry& entry, const Words& words);
  bool passes(const Filters& filters, const Entry& entry, std::optional<FieldId> but) const;
  std::string usual_form(FieldId id, const std::string& key) const;

  std::vector<Entry> entries_;  // In the order of segment and docid.
};

}  // namespace backfile
