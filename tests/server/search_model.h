// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
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
  // Articles of the live ones by the start of the interval, in seconds of the calendar in UTC.
  using Row = std::map<std::int64_t, std::uint64_t>;
  std::map<std::string, Row> rows_by_source(const Filters& filters, Interval interval) const;
  bool is_low(const std::map<std::string, Row>& rows, Interval interval, std::int64_t start) const;
  bool found_by(const std::optional<Node>& root, const Entry& entry) const {
    return !root || matches(*root, entry);
  }
  std::string usual_form(FieldId id, const std::string& key) const;

  std::vector<Entry> entries_;  // In the order of segment and docid.
};

}  // namespace backfile
