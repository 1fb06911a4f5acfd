// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/article.h"
#include "server/query/ast.h"
#include "server/search/concordance.h"
#include "server/search/keyness.h"

namespace backfile {

// Words counted one by one, for what answers about words are held against. It shares with them the
// cutting of texts into words.

using WordCounts = std::map<std::string, std::uint64_t>;

// Of titles and texts; `total` grows by all of them.
WordCounts model_word_counts(const std::vector<const Article*>& articles, std::uint64_t* total);
std::uint64_t count_in(const WordCounts& counts, const std::string& word);

// What is said of words that are compared with others.
struct ModelKeyness {
  WordCounts counts;
  WordCounts other_counts;
  std::uint64_t total = 0;
  std::uint64_t other_total = 0;
  std::vector<std::pair<double, std::string>> words;  // By the measure, the greatest first.
};
ModelKeyness model_keyness(const std::vector<const Article*>& articles,
                           const std::vector<const Article*>& others, KeynessMeasure measure,
                           std::uint64_t min_frequency);

// A line of a concordance as words.
struct ModelLine {
  std::string id;
  bool in_title;
  std::size_t first;
  std::size_t last;
  std::vector<std::string> words;  // Of the passage.

  std::vector<std::string> left(std::size_t window) const;
  std::vector<std::string> match() const { return piece(first, last + 1); }
  std::vector<std::string> right(std::size_t window) const;

 private:
  std::vector<std::string> piece(std::size_t begin, std::size_t end) const;
};

// In the order of the articles and of the places in them. REQUIRES: the query has places.
std::vector<ModelLine> model_lines(const std::vector<const Article*>& articles,
                                   const std::optional<Node>& query);
void sort_lines(std::vector<ModelLine>& lines, LineOrder order, std::size_t window);

// The words beside matches, as server/search/collocates.h says.
class ModelCollocates {
 public:
  // `all`: the articles that pass the filters.
  ModelCollocates(const std::vector<ModelLine>& lines, std::size_t window,
                  const std::vector<const Article*>& all);

  struct Collocate {
    std::uint64_t beside;
    std::uint64_t count;
    double mutual_information;
    double t_score;
    double log_dice;
    double log_likelihood;
  };
  Collocate of(const std::string& word) const;
  std::uint64_t window_words() const { return window_words_; }
  std::uint64_t total() const { return total_; }
  // Words that stand there so often, and more often than by chance.
  std::size_t distinct(std::uint64_t min_frequency) const;

 private:
  double nodes_;
  WordCounts beside_;
  std::uint64_t window_words_ = 0;
  std::uint64_t total_ = 0;  // Counted with all_.
  WordCounts all_;
};

}  // namespace backfile
