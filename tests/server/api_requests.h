// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "server/search/search.h"
#include "tests/server/query_writer.h"
#include "tests/server/random_corpus.h"

namespace backfile {

// A request as it is sent, and what it means, each written for itself.
struct ApiQuestion {
  std::string path;
  std::string parameters = {};  // Behind the question mark, percent-encoded.
  SearchRequest search = {};    // No cursor; the order of the answer where that is by date.

  void add(std::string_view name, std::string_view value);
  std::string target() const { return parameters.empty() ? path : path + '?' + parameters; }
};

// Requests of chance, of the words, values and dates of articles.
class ApiQuestionWriter {
 public:
  // Both must outlive it.
  ApiQuestionWriter(const std::vector<Article>& articles, Random* random)
      : random_(*random), queries_(articles, random) {}

  // Mostly with a query, filters, dates and a time zone.
  ApiQuestion write(const std::string& path);
  // Its query has words with places.
  ApiQuestion write_of_places(const std::string& path);

  // What more a question may ask for.
  void add_order(ApiQuestion* question);
  void add_facets(ApiQuestion* question);
  void add_view(ApiQuestion* question, FieldId field);
  void add_interval(ApiQuestion* question);
  void add_series(ApiQuestion* question);
  void add_collapse(ApiQuestion* question);
  // A number from `least` on, up to `most`, under this name.
  std::uint32_t add_number(ApiQuestion* question, std::string_view name, std::uint32_t least,
                           std::uint32_t most);

  std::size_t below(std::size_t limit);
  bool one_in(std::size_t count) { return below(count) == 0; }
  FieldId countable_field();
  std::string value_of(FieldId field) { return queries_.value_of(field); }
  // The text of a query, and its tree.
  Query add_query(ApiQuestion* question, std::string_view name, bool of_places = false);

 private:
  struct WrittenDate;
  WrittenDate date();
  void add_zone(ApiQuestion* question);
  void add_dates(ApiQuestion* question);
  void add_filters(ApiQuestion* question);
  std::string another_spelling(std::string value);

  Random& random_;
  QueryWriter queries_;
};

// Articles like some of these, on days on which clocks were changed and in years before 1900, with
// dates of every precision.
std::vector<Article> articles_of_odd_dates(const std::vector<Article>& articles, Random& random);

}  // namespace backfile
