// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/merged_words.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <span>
#include <string_view>
#include <utility>

#include "common/index/token_stream.h"

namespace backfile {
namespace {

constexpr std::uint32_t kNowhere = 0xffff'ffff;

}  // namespace

MergedWords::MergedWords(const std::vector<SegmentSource>& sources,
                         const std::vector<std::vector<std::uint32_t>>& left_out)
    : sources_(sources) {
  count_what_is_left_out(left_out);
  merge_words();
  merge_stems();
  vocabulary_.number_words();
}

void MergedWords::count_what_is_left_out(const std::vector<std::vector<std::uint32_t>>& left_out) {
  occurrences_left_out_.resize(sources_.size());
  for (std::size_t s = 0; s < sources_.size(); ++s) {
    for (const std::uint32_t docid : left_out[s]) {
      const TokenStream stream = token_stream(sources_[s].tokens.item(docid));
      for (const std::span<const std::uint8_t> words : {stream.title, stream.text}) {
        const std::uint8_t* at = words.data();
        const std::uint8_t* const end = at + words.size();
        while (at < end) ++occurrences_left_out_[s][read_varint(at, end)];
      }
    }
  }
}

std::uint64_t MergedWords::occurrences_kept(std::uint32_t source, std::uint32_t place) const {
  const Vocabulary& vocabulary = sources_[source].vocabulary;
  const auto& left_out = occurrences_left_out_[source];
  if (left_out.empty()) return vocabulary.occurrences(place);
  const auto found = left_out.find(vocabulary.number(place));
  const std::uint64_t gone = found == left_out.end() ? 0 : found->second;
  const std::uint64_t all = vocabulary.occurrences(place);
  return all - std::min(gone, all);
}

void MergedWords::merge_words() {
  using Head = std::pair<std::string_view, std::uint32_t>;  // Word, source.
  std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
  places_.resize(sources_.size());
  const auto put_next = [&](std::uint32_t s) {
    const auto own = static_cast<std::uint32_t>(places_[s].size());
    const Vocabulary& vocabulary = sources_[s].vocabulary;
    if (own < vocabulary.size()) heads.emplace(vocabulary.word(own), s);
  };
  for (std::uint32_t s = 0; s < sources_.size(); ++s) put_next(s);
  std::vector<std::uint32_t> holders;
  while (!heads.empty()) {
    const std::string_view word = heads.top().first;
    std::uint64_t occurrences = 0;
    holders.clear();
    for (; !heads.empty() && heads.top().first == word; heads.pop()) {
      const std::uint32_t s = heads.top().second;
      holders.push_back(s);
      occurrences += occurrences_kept(s, static_cast<std::uint32_t>(places_[s].size()));
    }
    const std::uint32_t place = occurrences == 0 ? kNowhere : vocabulary_.add(word, occurrences);
    for (const std::uint32_t s : holders) {
      places_[s].push_back(place);
      put_next(s);
    }
  }
}

void MergedWords::merge_stems() {
  for (std::uint32_t s = 0; s < sources_.size(); ++s) {
    const Vocabulary& vocabulary = sources_[s].vocabulary;
    for (std::size_t l = 0; l < vocabulary.languages().size(); ++l) {
      const std::string& language = vocabulary.languages()[l];
      vocabulary_.add_language(language);
      for (const StemEntry& entry : vocabulary.stems(l)) {
        if (entry.word < places_[s].size() && places_[s][entry.word] != kNowhere) {
          vocabulary_.add_stem(language, entry.hash, places_[s][entry.word]);
        }
      }
    }
  }
}

std::vector<std::vector<std::uint32_t>> MergedWords::numbers() const {
  std::vector<std::vector<std::uint32_t>> numbers;
  for (std::uint32_t s = 0; s < sources_.size(); ++s) {
    std::vector<std::uint32_t>& of_source = numbers.emplace_back(places_[s].size());
    for (std::uint32_t place = 0; place < places_[s].size(); ++place) {
      if (places_[s][place] == kNowhere) continue;
      of_source[sources_[s].vocabulary.number(place)] = vocabulary_.numbers()[places_[s][place]];
    }
  }
  return numbers;
}

}  // namespace backfile
