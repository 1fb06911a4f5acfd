// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "common/article.h"
#include "common/schema.h"
#include "tests/server/random_corpus.h"

namespace backfile {

// A number in the environment, or `otherwise`.
std::size_t test_setting(const char* name, std::size_t otherwise);

// The articles of the sample, or of the records in the file that BACKFILE_TEST_ARTICLES names (as
// `backfile-index extract` prints them): BACKFILE_TEST_MOST_ARTICLES of them, 1,000 if it is not
// set. Each id once.
std::vector<Article> read_test_articles();

// The values of an article in a keyword field, its story among them.
std::vector<std::string> test_values(const Article& article, FieldId field);

// Queries as people might write them, of the words and values of articles.
class QueryWriter {
 public:
  // Both must outlive it.
  QueryWriter(const std::vector<Article>& articles, Random* random)
      : articles_(articles), random_(*random) {}

  // Some go over a limit, or have a word that is an operator.
  std::string write(std::size_t depth);
  // One that has places in articles.
  std::string places(std::size_t depth);

  const Article& article() { return articles_[below(articles_.size())]; }
  // A value that an article has in the field, as written there; of a source its id or name. Empty
  // when none was found.
  std::string value_of(FieldId field);

 private:
  std::size_t below(std::size_t limit);
  std::vector<std::string> words(std::size_t count);
  std::string leaf();
  std::string near_sign();
  std::string with_gap(std::string word);
  std::string value();
  std::string keyword(const Article& from);

  const std::vector<Article>& articles_;
  Random& random_;
};

}  // namespace backfile
