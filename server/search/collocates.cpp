// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/collocates.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "common/index/token_stream.h"
#include "server/search/clause_counts.h"
#include "server/search/occurrences.h"
#include "server/search/word_counts.h"
#include "server/search/work.h"

namespace backfile {
namespace {

double value_of(const Collocate& word, CollocateMeasure measure) {
  switch (measure) {
    case CollocateMeasure::LogLikelihood: return word.log_likelihood;
    case CollocateMeasure::MutualInformation: return word.mutual_information;
    case CollocateMeasure::LogDice: return word.log_dice;
    case CollocateMeasure::TScore: return word.t_score;
  }
  return 0;
}

class Collocation {
 public:
  Collocation(const Work& work, const CollocatesRequest& request, CollocatesAnswer* answer)
      : work_(work), request_(request), answer_(*answer) {}

  Result<void> run() {
    answer_.index = work_.snapshot.status();
    const SearchRequest& search = request_.search;
    const Result<Node> wanted = wanted_places(search.query.root);
    if (!wanted) return wanted.error();
    const auto matches = matches_of(work_, search.filters, search.query.root);
    if (!matches) return matches.error();
    answer_.articles = articles_in(*matches);
    const Result<void> found =
        for_each_passage(work_, *matches, *wanted, [&](const FoundPlaces& passage) {
          count(passage);
          return Result<void>();
        });
    if (!found) return found.error();
    const auto all = matches_of(work_, search.filters, std::nullopt);
    if (!all) return all.error();
    const Result<WordCounts> usual = WordCounts::of(work_, *all);
    if (!usual) return usual.error();
    weigh(*usual);
    return {};
  }

 private:
  // What a word of a passage is to the matches in it.
  enum class Role : std::uint8_t { Elsewhere, Beside, Within };

  void count(const FoundPlaces& passage) {
    roles_.assign(passage.size, Role::Elsewhere);
    const std::uint32_t window = request_.window;
    for (const Place& place : passage.places) {
      const std::uint32_t begin = place.begin - std::min(place.begin, window);
      const std::uint32_t end = std::min(passage.size, place.end + window);
      for (std::uint32_t i = begin; i < end; ++i) {
        const bool within = i >= place.begin && i < place.end;
        roles_[i] = std::max(roles_[i], within ? Role::Within : Role::Beside);
      }
    }
    answer_.nodes += passage.places.size();
    const Segment& segment = work_.snapshot.segment(passage.segment);
    const Vocabulary& vocabulary = segment.vocabulary();
    const TokenStream stream = token_stream(segment.tokens().item(passage.docid));
    const auto words = passage.field == FieldId::Title ? stream.title : stream.text;
    const std::uint8_t* at = words.data();
    const std::uint8_t* const end = at + words.size();
    for (std::size_t position = 0; at < end && position < roles_.size(); ++position) {
      const std::uint32_t number = read_varint(at, end);
      if (roles_[position] != Role::Beside || number >= vocabulary.size()) continue;
      ++beside_[vocabulary.word(vocabulary.place(number))];
      ++answer_.window_words;
    }
  }

  void weigh(const WordCounts& usual) {
    answer_.total = usual.total();
    for (const auto& [word, beside] : beside_) {
      if (beside < request_.min_frequency) continue;
      const Neighbourhood counts{beside, answer_.window_words, usual.of_word(work_, word),
                                 answer_.total, answer_.nodes};
      const double information = mutual_information(counts);
      if (information <= 0) continue;
      answer_.words.push_back({std::string(word), counts, log_likelihood(counts), information,
                               log_dice(counts), t_score(counts)});
    }
    answer_.distinct = answer_.words.size();
    std::ranges::sort(answer_.words, [&](const Collocate& a, const Collocate& b) {
      const double x = value_of(a, request_.measure);
      const double y = value_of(b, request_.measure);
      return x != y ? x > y : a.word < b.word;
    });
    if (answer_.words.size() > request_.size) answer_.words.resize(request_.size);
  }

  const Work& work_;
  const CollocatesRequest& request_;
  CollocatesAnswer& answer_;
  std::vector<Role> roles_;  // By position in the passage at hand.
  std::unordered_map<std::string_view, std::uint64_t> beside_;
};

}  // namespace

Result<CollocatesAnswer> find_collocates(const Archive& archive, const CollocatesRequest& request) {
  CollocatesAnswer answer;
  const Result<void> done = archive.work(request.search.bounds, [&](const Work& work) {
    return Collocation(work, request, &answer).run();
  });
  if (!done) return done.error();
  return answer;
}

}  // namespace backfile
