// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/concordance.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/index/token_stream.h"
#include "common/index/words.h"
#include "common/text.h"
#include "server/search/clause_counts.h"
#include "server/search/cursor.h"
#include "server/search/occurrences.h"
#include "server/search/search_run.h"
#include "server/search/sort_order.h"
#include "server/search/work.h"

namespace backfile {
namespace {

// A line as it is sorted.
struct Line {
  std::int64_t seconds;  // Of its article.
  std::uint32_t segment;
  std::uint32_t docid;
  FieldId field;
  Place place;
  std::string key = {};  // By which lines are sorted before all else; empty: by date.
};

bool comes_first(const Line& a, const Line& b) {
  if (a.key != b.key) return a.key < b.key;
  const SortKey x{a.seconds, a.segment, a.docid};
  const SortKey y{b.seconds, b.segment, b.docid};
  if (x != y) return comes_before(x, y, SortOrder::Newest);
  if (a.field != b.field) return a.field < b.field;
  return a.place < b.place;
}

// Below every letter, between the words of a key.
constexpr char kBetween = '\x01';

class Concordance {
 public:
  Concordance(const Work& work, const ConcordanceRequest& request)
      : work_(work), request_(request) {}

  Result<void> run(std::uint32_t skipped, ConcordanceAnswer* answer) {
    answer->index = work_.snapshot.status();
    const SearchRequest& search = request_.search;
    const Result<Node> wanted = wanted_places(search.query.root);
    if (!wanted) return wanted.error();
    const auto matches = matches_of(work_, search.filters, search.query.root);
    if (!matches) return matches.error();
    answer->articles = articles_in(*matches);
    const Result<void> found = for_each_passage(
        work_, *matches, *wanted, [&](const FoundPlaces& passage) { return add(passage); });
    if (!found) return found.error();
    answer->total = lines_.size();
    return read(skipped, answer);
  }

 private:
  Result<void> add(const FoundPlaces& passage) {
    if (lines_.size() + passage.places.size() > kMostSortedLines) return too_many();
    const Segment& segment = work_.snapshot.segment(passage.segment);
    std::vector<std::uint32_t> words;
    if (request_.order != LineOrder::Newest) {
      const TokenStream stream = token_stream(segment.tokens().item(passage.docid));
      words = word_numbers(passage.field == FieldId::Title ? stream.title : stream.text);
    }
    for (const Place& place : passage.places) {
      lines_.push_back({segment.columns().seconds[passage.docid - 1],
                        static_cast<std::uint32_t>(passage.segment), passage.docid, passage.field,
                        place, key_of(place, words, segment.vocabulary())});
    }
    return {};
  }

  static Error too_many() {
    Error error{ErrorCode::InvalidArgument, "The words stand in more than " +
                                                std::to_string(kMostSortedLines) +
                                                " places; ask for fewer articles."};
    error.detail.parameter = "q";
    return error;
  }

  std::string key_of(const Place& place, const std::vector<std::uint32_t>& words,
                     const Vocabulary& vocabulary) const {
    std::string key;
    const auto add_word = [&](std::size_t at) {
      if (words[at] < vocabulary.size()) key += vocabulary.word(vocabulary.place(words[at]));
      key += kBetween;
    };
    if (request_.order == LineOrder::Left) {
      for (std::size_t i = 1; i <= request_.window && i <= place.begin; ++i) {
        add_word(place.begin - i);
      }
    }
    if (request_.order == LineOrder::Match) {
      for (std::size_t i = place.begin; i < place.end && i < words.size(); ++i) add_word(i);
    }
    if (request_.order == LineOrder::Right || request_.order == LineOrder::Match) {
      for (std::size_t i = place.end; i < place.end + request_.window && i < words.size(); ++i) {
        add_word(i);
      }
    }
    return key;
  }

  Result<void> read(std::uint32_t skipped, ConcordanceAnswer* answer) {
    const std::size_t begin = std::min<std::size_t>(skipped, lines_.size());
    const std::size_t end = std::min<std::size_t>(begin + request_.search.page_size, lines_.size());
    std::ranges::partial_sort(lines_, lines_.begin() + static_cast<std::ptrdiff_t>(end),
                              comes_first);
    for (std::size_t i = begin; i < end; ++i) {
      if (std::chrono::steady_clock::now() > work_.deadline) return deadline_error();
      Result<Article> article = read_article(work_.snapshot, lines_[i].segment, lines_[i].docid);
      if (!article) return article.error();
      answer->lines.push_back(line_of(*std::move(article), lines_[i]));
    }
    if (end < lines_.size() && end > begin) {
      answer->next_cursor = to_token(
          {answer->index.revision, fingerprint_of(request_), static_cast<std::uint32_t>(end)});
    }
    return {};
  }

  ConcordanceLine line_of(Article article, const Line& line) const {
    ConcordanceLine made;
    made.field = line.field;
    const std::string& text = line.field == FieldId::Title ? article.title
                              : article.text.empty()       ? article.abstract
                                                           : article.text;
    const std::size_t first = line.place.begin - std::min(line.place.begin, request_.window);
    const std::size_t last = std::size_t{line.place.end} + request_.window;
    std::size_t position = 0;
    std::size_t left = std::string::npos;
    std::size_t begin = std::string::npos;
    std::size_t end = 0;
    std::size_t right = 0;
    for_each_word(text, [&](const Word& word) {
      if (position == first) left = word.begin;
      if (position == line.place.begin) begin = word.begin;
      if (position + 1 == line.place.end) end = word.end;
      if (position < last) right = word.end;
      ++position;
    });
    if (begin != std::string::npos && begin < end && left <= begin) {
      const std::string_view view = text;
      made.left = collapse_blanks(view.substr(left, begin - left));
      made.match = collapse_blanks(view.substr(begin, end - begin));
      made.right = collapse_blanks(view.substr(end, std::max(right, end) - end));
    }
    made.article = std::move(article);
    return made;
  }

  const Work& work_;
  const ConcordanceRequest& request_;
  std::vector<Line> lines_;
};

}  // namespace

Result<ConcordanceAnswer> find_concordance(const Archive& archive,
                                           const ConcordanceRequest& request) {
  const Result<SearchPlace> place =
      archive.place_of(request.search.bounds, request.search.cursor, fingerprint_of(request));
  if (!place) return place.error();
  const Result<std::uint32_t> skipped = results_before(place->cursor);
  if (!skipped) return skipped.error();
  ConcordanceAnswer answer;
  const Result<void> done = archive.work(request.search.bounds, place->pin, [&](const Work& work) {
    return Concordance(work, request).run(*skipped, &answer);
  });
  if (!done) return done.error();
  return answer;
}

}  // namespace backfile
