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
#include "tests/server/place_model.h"

namespace backfile {

// A searcher that looks at every article for every question: slow, simple, and written apart from
// the one under test. Shares with it the cutting of texts into words and the stemmers.
class SearchModel {
 public:
  explicit SearchModel(const std::vector<std::vector<StoredArticle>>& stored);

  // The articles that match, in the order of the sort; for relevance in no order. They live as long
  // as what the model was made of.
  std::vector<const Article*> articles(const SearchRequest& request) const;
  // Their ids.
  std::vector<std::string> matches(const SearchRequest& request) const;
  Facet facet(const SearchRequest& request, FieldId id) const;
  // Nothing when there would be too many buckets.
  std::optional<Timeline> timeline(const SearchRequest& request) const;

  // Where one word of a query, in the field that it is asked for, stands in an article.
  struct Occurrences {
    const Article* article;
    bool live;
    double length;        // As BM25 sees it.
    double title_length;  // In words.
    std::vector<std::size_t> title_places;
    std::vector<std::size_t> text_places;
    double title;
    double text;
    double lead;  // Of `text`.

    // The least distance between a place of one and another place of the other in one passage; 0:
    // there are none.
    std::size_t distance_to(const Occurrences& other) const;
  };
  // In the order of segment and docid, dead ones too.
  std::vector<Occurrences> occurrences(const Node& word) const;

 private:
  struct Entry {
    const Article* article;
    bool live;
    std::uint64_t revision;
    ModelPassage title;
    ModelPassage text;
  };

  // Whether each entry matches the query, by its place in entries_; the last answer is kept.
  const std::vector<bool>& matching(const Query& query) const;
  bool matches(const Node& node, const Entry& entry) const;
  // Whether one stands before another that is not its equal in the order.
  static bool precedes(const Entry& a, const Entry& b, SortOrder sort);
  static std::size_t count_places(const Node& node, const Entry& entry);
  bool passes(const Filters& filters, const Entry& entry, std::optional<FieldId> but) const;
  // Articles of the live ones by the start of the interval, in seconds of the calendar in UTC.
  using Row = std::map<std::int64_t, std::uint64_t>;
  bool is_known_by(const Article& article, FieldId id, const std::string& wanted) const;
  std::map<std::string, Row> rows_by_source(const Filters& filters, Interval interval) const;
  bool is_low(const std::map<std::string, Row>& rows, Interval interval, std::int64_t start) const;
  bool found_by(const std::optional<Node>& root, const Entry& entry) const {
    return !root || matches(*root, entry);
  }
  // How a value is shown: as most articles write it.
  struct Form {
    std::string value;
    std::string label;  // Of a source its name.

    friend auto operator<=>(const Form&, const Form&) = default;
  };
  // By folded value.
  const std::map<std::string, Form>& usual_forms(FieldId id) const;

  mutable std::optional<Node> asked_;
  mutable std::vector<bool> matching_;
  mutable std::map<FieldId, std::map<std::string, Form>> forms_;
  std::vector<Entry> entries_;                                 // In the order of segment and docid.
  std::map<std::string, std::set<std::string>> source_names_;  // Both folded.
};

}  // namespace backfile
