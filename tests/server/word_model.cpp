// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/word_model.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "common/index/terms.h"
#include "common/index/words.h"
#include "server/search/occurrences.h"
#include "tests/server/place_model.h"

namespace backfile {
namespace {

const std::string& text_of(const Article& article) {
  return article.text.empty() ? article.abstract : article.text;
}

// Twice the sum of observed * ln(observed / expected), of pairs of these.
double log_likelihood_of(const std::vector<std::pair<double, double>>& cells) {
  double sum = 0;
  for (const auto& [observed, expected] : cells) {
    if (observed > 0) sum += observed * std::log(observed / expected);
  }
  return std::max(0.0, 2 * sum);
}

}  // namespace

WordCounts model_word_counts(const std::vector<const Article*>& articles, std::uint64_t* total) {
  WordCounts counts;
  for (const Article* article : articles) {
    for (const std::string& text : {article->title, text_of(*article)}) {
      for (const std::string& word : folded_words(text)) {
        ++counts[word];
        ++*total;
      }
    }
  }
  return counts;
}

std::uint64_t count_in(const WordCounts& counts, const std::string& word) {
  const auto found = counts.find(word);
  return found == counts.end() ? 0 : found->second;
}

ModelKeyness model_keyness(const std::vector<const Article*>& articles,
                           const std::vector<const Article*>& others, KeynessMeasure measure,
                           std::uint64_t min_frequency) {
  ModelKeyness model;
  model.counts = model_word_counts(articles, &model.total);
  model.other_counts = model_word_counts(others, &model.other_total);
  const auto n1 = static_cast<double>(model.total);
  const auto n2 = static_cast<double>(model.other_total);
  for (const auto& [word, frequency] : model.counts) {
    if (frequency < min_frequency || model.other_total == 0) continue;
    const auto a = static_cast<double>(frequency);
    const auto b = static_cast<double>(count_in(model.other_counts, word));
    const double ratio = std::log2((a / n1) / ((b > 0 ? b : 0.5) / n2));
    if (ratio <= 0) continue;
    const double share = (a + b) / (n1 + n2);
    const double g2 = log_likelihood_of({{a, n1 * share}, {b, n2 * share}});
    model.words.emplace_back(measure == KeynessMeasure::LogRatio ? ratio : g2, word);
  }
  std::ranges::sort(model.words, std::ranges::greater());
  return model;
}

std::vector<std::string> ModelLine::piece(std::size_t begin, std::size_t end) const {
  const std::size_t limit = std::min(end, words.size());
  if (begin >= limit) return {};
  return {words.begin() + static_cast<std::ptrdiff_t>(begin),
          words.begin() + static_cast<std::ptrdiff_t>(limit)};
}

std::vector<std::string> ModelLine::left(std::size_t window) const {
  return piece(first - std::min(first, window), first);
}

std::vector<std::string> ModelLine::right(std::size_t window) const {
  return piece(last + 1, last + 1 + window);
}

std::vector<ModelLine> model_lines(const std::vector<const Article*>& articles,
                                   const std::optional<Node>& query) {
  std::vector<ModelLine> lines;
  const Node wanted = *wanted_places(query);
  for (const Article* article : articles) {
    const std::string language(stem_language(article->language));
    for (const bool in_title : {true, false}) {
      const ModelPassage passage(in_title ? article->title : text_of(*article), language, in_title);
      std::set<std::pair<std::size_t, std::size_t>> places;
      for (const ModelPlace& place : model_places(wanted, passage)) {
        places.emplace(place.first, place.last);
      }
      for (const auto& [first, last] : places) {
        ModelLine& line = lines.emplace_back();
        line.id = article->id;
        line.in_title = in_title;
        line.first = first;
        line.last = last;
        line.words = passage.words;
      }
    }
  }
  return lines;
}

void sort_lines(std::vector<ModelLine>& lines, LineOrder order, std::size_t window) {
  const auto key = [&](const ModelLine& line) {
    std::vector<std::string> words;
    const auto append = [&](std::vector<std::string> more, bool backwards) {
      if (backwards) std::ranges::reverse(more);
      words.insert(words.end(), more.begin(), more.end());
    };
    if (order == LineOrder::Left) append(line.left(window), true);
    if (order == LineOrder::Match) append(line.match(), false);
    if (order == LineOrder::Match || order == LineOrder::Right) append(line.right(window), false);
    return words;
  };
  std::ranges::stable_sort(lines, std::ranges::less(), key);
}

ModelCollocates::ModelCollocates(const std::vector<ModelLine>& lines, std::size_t window,
                                 const std::vector<const Article*>& all)
    : nodes_(static_cast<double>(lines.size())), all_(model_word_counts(all, &total_)) {
  std::map<std::pair<std::string, bool>, std::vector<const ModelLine*>> passages;
  for (const ModelLine& line : lines) passages[{line.id, line.in_title}].push_back(&line);
  for (const auto& [passage, of_passage] : passages) {
    const std::vector<std::string>& words = of_passage.front()->words;
    for (std::size_t at = 0; at < words.size(); ++at) {
      const auto within = [&](const ModelLine* line) {
        return at >= line->first && at <= line->last;
      };
      const auto near = [&](const ModelLine* line) {
        return at + window >= line->first && at <= line->last + window;
      };
      if (std::ranges::any_of(of_passage, within) || !std::ranges::any_of(of_passage, near)) {
        continue;
      }
      ++beside_[words[at]];
      ++window_words_;
    }
  }
}

ModelCollocates::Collocate ModelCollocates::of(const std::string& word) const {
  const std::uint64_t beside = count_in(beside_, word);
  const std::uint64_t count = count_in(all_, word);
  const auto o = static_cast<double>(beside);
  const auto f = static_cast<double>(count);
  const auto w = static_cast<double>(window_words_);
  const auto n = static_cast<double>(total_);
  const double e = w * f / n;
  return {.beside = beside,
          .count = count,
          .mutual_information = std::log2(o / e),
          .t_score = (o - e) / std::sqrt(o),
          .log_dice = 14 + std::log2(2 * o / (f + nodes_)),
          .log_likelihood = log_likelihood_of({{o, e},
                                               {w - o, w * (n - f) / n},
                                               {f - o, (n - w) * f / n},
                                               {n - w - f + o, (n - w) * (n - f) / n}})};
}

std::size_t ModelCollocates::distinct(std::uint64_t min_frequency) const {
  return static_cast<std::size_t>(std::ranges::count_if(beside_, [&](const auto& one) {
    const auto& [word, count] = one;
    const double chance = static_cast<double>(window_words_) *
                          static_cast<double>(count_in(all_, word)) / static_cast<double>(total_);
    return count >= min_frequency && static_cast<double>(count) > chance;
  }));
}

}  // namespace backfile
