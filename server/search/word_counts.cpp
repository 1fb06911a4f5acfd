// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/word_counts.h"

#include <span>

#include "common/index/token_stream.h"

namespace backfile {
namespace {

constexpr std::size_t kArticlesBetweenLooks = 256;

// How many words there were.
std::uint64_t count(std::span<const std::uint8_t> words, std::vector<std::uint32_t>* counts) {
  const std::uint8_t* at = words.data();
  const std::uint8_t* const end = at + words.size();
  std::uint64_t total = 0;
  while (at < end) {
    const std::uint32_t number = read_varint(at, end);
    if (number >= counts->size()) continue;
    ++counts->data()[number];
    ++total;
  }
  return total;
}

}  // namespace

Result<WordCounts> WordCounts::of(const Work& work, const std::vector<SegmentMatches>& matches) {
  WordCounts counts;
  for (std::size_t s = 0; s < matches.size(); ++s) {
    const Segment& segment = work.snapshot.segment(s);
    const DocIds& articles = matches[s].passed;
    std::vector<std::uint32_t>& of_segment = counts.counts_.emplace_back();
    if (articles.empty()) continue;
    of_segment.resize(segment.vocabulary().size());
    const auto ahead = [&segment](std::uint32_t later, std::uint32_t sooner) {
      segment.tokens().prefetch(later, sooner);
    };
    for (std::size_t i = 0; i < articles.size(); ++i) {
      if (i % kArticlesBetweenLooks == 0 && std::chrono::steady_clock::now() > work.deadline) {
        return deadline_error();
      }
      articles.look_ahead(i, ahead);
      const TokenStream stream = token_stream(segment.tokens().item(articles[i]));
      counts.total_ += count(stream.title, &of_segment) + count(stream.text, &of_segment);
    }
    counts.articles_ += articles.size();
  }
  return counts;
}

std::uint64_t WordCounts::of_word(const Work& work, std::string_view word) const {
  std::uint64_t sum = 0;
  for (std::size_t s = 0; s < counts_.size(); ++s) {
    if (counts_[s].empty()) continue;
    const Vocabulary& vocabulary = work.snapshot.segment(s).vocabulary();
    if (const auto place = vocabulary.find(word)) sum += counts_[s][vocabulary.number(*place)];
  }
  return sum;
}

std::unordered_map<std::string_view, std::uint64_t> WordCounts::by_word(const Work& work) const {
  std::unordered_map<std::string_view, std::uint64_t> counts;
  for (std::size_t s = 0; s < counts_.size(); ++s) {
    const Vocabulary& vocabulary = work.snapshot.segment(s).vocabulary();
    for (std::size_t number = 0; number < counts_[s].size(); ++number) {
      if (counts_[s][number] == 0) continue;
      const std::uint32_t place = vocabulary.place(static_cast<std::uint32_t>(number));
      counts[vocabulary.word(place)] += counts_[s][number];
    }
  }
  return counts;
}

}  // namespace backfile
