// SPDX-License-Identifier: GPL-3.0-or-later
// Counts of words against a look at each word.
#include "common/index/words.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "common/text.h"
#include "server/query/parser.h"
#include "server/search/collocates.h"
#include "server/search/concordance.h"
#include "server/search/keyness.h"
#include "server/search/occurrences.h"
#include "server/search/similar.h"
#include "server/search/suggest.h"
#include "tests/server/archive_fixture.h"
#include "tests/server/random_corpus.h"
#include "tests/server/search_model.h"

namespace backfile {
namespace {

struct Setting {
  ArchiveFixture fixture;
  std::unique_ptr<SearchModel> model;
  std::unique_ptr<Archive> archive;

  explicit Setting(const std::vector<std::vector<Article>>& batches) {
    for (const auto& batch : batches) fixture.publish(batch);
    model = std::make_unique<SearchModel>(fixture.stored());
    ArchiveOptions options;
    options.deadline = std::chrono::minutes(1);
    auto opened = Archive::open(fixture.directory(), options);
    REQUIRE_MESSAGE(opened, opened.error().message);
    archive = std::move(*opened);
  }

  // The newest first.
  std::vector<const Article*> articles(const Filters& filters,
                                       const std::optional<Node>& root) const {
    SearchRequest request;
    request.filters = filters;
    request.query.root = root;
    request.sort = SortOrder::Newest;
    std::vector<const Article*> found;
    for (const std::string& id : model->matches(request)) found.push_back(live(id));
    return found;
  }

  const Article* live(const std::string& id) const {
    for (const auto& segment : fixture.stored()) {
      for (const StoredArticle& stored : segment) {
        if (stored.live && stored.article.id == id) return &stored.article;
      }
    }
    return nullptr;
  }
};

const std::string& text_of(const Article& article) {
  return article.text.empty() ? article.abstract : article.text;
}

using Counts = std::map<std::string, std::uint64_t>;

Counts count_words(const std::vector<const Article*>& articles, std::uint64_t* total) {
  Counts counts;
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

std::uint64_t count_in(const Counts& counts, const std::string& word) {
  const auto found = counts.find(word);
  return found == counts.end() ? 0 : found->second;
}

// Twice the sum of observed * ln(observed / expected).
double slow_g2(const std::vector<std::pair<double, double>>& cells) {
  double sum = 0;
  for (const auto& [observed, expected] : cells) {
    if (observed > 0) sum += observed * std::log(observed / expected);
  }
  return std::max(0.0, 2 * sum);
}

TEST_CASE("key words are those that a count of all words finds") {
  const std::uint64_t seed = test_seed();
  MESSAGE("seed " << seed);
  Random random(seed);
  const Setting setting(random_batches(random, 3, 60));
  for (int i = 0; i < 150; ++i) {
    INFO("request " << i << " of seed " << seed);
    KeynessRequest request;
    request.search = random_request(random);
    if (i % 3 > 0) request.versus.root = random_request(random).query.root;
    request.min_frequency = 1 + random() % 4;
    request.measure = i % 2 == 0 ? KeynessMeasure::LogLikelihood : KeynessMeasure::LogRatio;
    request.size = 10;
    const Result<KeynessAnswer> answer = find_key_words(*setting.archive, request);
    REQUIRE_MESSAGE(answer, answer.error().message);
    const auto own = setting.articles(request.search.filters, request.search.query.root);
    const auto other = setting.articles({}, request.versus.root);
    std::uint64_t total = 0;
    std::uint64_t other_total = 0;
    const Counts counts = count_words(own, &total);
    const Counts other_counts = count_words(other, &other_total);
    CHECK(answer->articles == own.size());
    CHECK(answer->other_articles == other.size());
    CHECK(answer->total == total);
    CHECK(answer->other_total == other_total);
    const auto n1 = static_cast<double>(total);
    const auto n2 = static_cast<double>(other_total);
    std::vector<std::pair<double, std::string>> expected;
    for (const auto& [word, frequency] : counts) {
      if (frequency < request.min_frequency || other_total == 0) continue;
      const auto a = static_cast<double>(frequency);
      const auto b = static_cast<double>(count_in(other_counts, word));
      const double ratio = std::log2((a / n1) / ((b > 0 ? b : 0.5) / n2));
      if (ratio <= 0) continue;
      const double share = (a + b) / (n1 + n2);
      const double g2 = slow_g2({{a, n1 * share}, {b, n2 * share}});
      expected.emplace_back(request.measure == KeynessMeasure::LogRatio ? ratio : g2, word);
    }
    CHECK(answer->distinct == expected.size());
    std::ranges::sort(expected, std::ranges::greater());
    REQUIRE(answer->words.size() == std::min<std::size_t>(10, expected.size()));
    for (std::size_t w = 0; w < answer->words.size(); ++w) {
      const KeyWord& word = answer->words[w];
      CHECK(word.counts.count == count_in(counts, word.word));
      CHECK(word.counts.other_count == count_in(other_counts, word.word));
      const double value =
          request.measure == KeynessMeasure::LogRatio ? word.log_ratio : word.log_likelihood;
      CHECK(value == doctest::Approx(expected[w].first).epsilon(1e-9));
    }
  }
}

// A line of a concordance as words.
struct SlowLine {
  std::string id;
  bool in_title;
  std::size_t first;
  std::size_t last;
  std::vector<std::string> words;  // Of the passage.

  std::vector<std::string> piece(std::size_t begin, std::size_t end) const {
    const std::size_t limit = std::min(end, words.size());
    if (begin >= limit) return {};
    return {words.begin() + static_cast<std::ptrdiff_t>(begin),
            words.begin() + static_cast<std::ptrdiff_t>(limit)};
  }
  std::vector<std::string> left(std::size_t window) const {
    return piece(first - std::min(first, window), first);
  }
  std::vector<std::string> match() const { return piece(first, last + 1); }
  std::vector<std::string> right(std::size_t window) const {
    return piece(last + 1, last + 1 + window);
  }
};

// In the order of the articles and of the places in them.
std::vector<SlowLine> slow_lines(const Setting& setting, const SearchRequest& request) {
  std::vector<SlowLine> lines;
  const Result<Node> wanted = wanted_places(request.query.root);
  REQUIRE(wanted);
  for (const Article* article : setting.articles(request.filters, request.query.root)) {
    const std::string language(stem_language(article->language));
    for (const bool in_title : {true, false}) {
      const ModelPassage passage(in_title ? article->title : text_of(*article), language, in_title);
      std::set<std::pair<std::size_t, std::size_t>> places;
      for (const ModelPlace& place : model_places(*wanted, passage)) {
        places.emplace(place.first, place.last);
      }
      for (const auto& [first, last] : places) {
        lines.push_back({article->id, in_title, first, last, passage.words});
      }
    }
  }
  return lines;
}

void sort_lines(std::vector<SlowLine>& lines, LineOrder order, std::size_t window) {
  const auto key = [&](const SlowLine& line) {
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

bool has_words(const SearchRequest& request) {
  return wanted_places(request.query.root).has_value();
}

TEST_CASE("a concordance has every place once, in its order, on all of its pages") {
  const std::uint64_t seed = test_seed();
  MESSAGE("seed " << seed);
  Random random(seed);
  const Setting setting(random_batches(random, 3, 50));
  for (int i = 0; i < 150; ++i) {
    INFO("request " << i << " of seed " << seed);
    ConcordanceRequest request;
    request.search = random_request(random);
    request.search.page_size = 40;
    request.order = static_cast<LineOrder>(i % 4);
    request.window = 1 + static_cast<std::uint32_t>(random() % 6);
    if (!has_words(request.search)) {
      CHECK_FALSE(find_concordance(*setting.archive, request));
      continue;
    }
    std::vector<SlowLine> expected = slow_lines(setting, request.search);
    sort_lines(expected, request.order, request.window);
    std::vector<ConcordanceLine> lines;
    do {
      const Result<ConcordanceAnswer> page = find_concordance(*setting.archive, request);
      REQUIRE_MESSAGE(page, page.error().message);
      CHECK(page->total == expected.size());
      lines.insert(lines.end(), page->lines.begin(), page->lines.end());
      request.search.cursor = page->next_cursor;
    } while (!request.search.cursor.empty());
    REQUIRE(lines.size() == expected.size());
    for (std::size_t l = 0; l < lines.size(); ++l) {
      const SlowLine& line = expected[l];
      CHECK(lines[l].article.id == line.id);
      CHECK((lines[l].field == FieldId::Title) == line.in_title);
      CHECK(folded_words(lines[l].left) == line.left(request.window));
      CHECK(folded_words(lines[l].match) == line.match());
      CHECK(folded_words(lines[l].right) == line.right(request.window));
    }
  }
}

TEST_CASE("collocates are the words that a look around each match finds") {
  const std::uint64_t seed = test_seed();
  MESSAGE("seed " << seed);
  Random random(seed);
  const Setting setting(random_batches(random, 3, 50));
  for (int i = 0; i < 150; ++i) {
    INFO("request " << i << " of seed " << seed);
    CollocatesRequest request;
    request.search = random_request(random);
    request.window = 1 + static_cast<std::uint32_t>(random() % 6);
    request.min_frequency = 1 + random() % 3;
    request.measure = static_cast<CollocateMeasure>(i % 4);
    request.size = 1000;
    if (!has_words(request.search)) continue;
    const Result<CollocatesAnswer> answer = find_collocates(*setting.archive, request);
    REQUIRE_MESSAGE(answer, answer.error().message);
    Counts beside;
    std::uint64_t window_words = 0;
    const std::vector<SlowLine> lines = slow_lines(setting, request.search);
    // By passage: which words are in a match, and which are beside one.
    std::map<std::pair<std::string, bool>, std::vector<const SlowLine*>> passages;
    for (const SlowLine& line : lines) passages[{line.id, line.in_title}].push_back(&line);
    for (const auto& [passage, of_passage] : passages) {
      const std::vector<std::string>& words = of_passage.front()->words;
      for (std::size_t at = 0; at < words.size(); ++at) {
        const auto within = [&](const SlowLine* line) {
          return at >= line->first && at <= line->last;
        };
        const auto near = [&](const SlowLine* line) {
          return at + request.window >= line->first && at <= line->last + request.window;
        };
        if (std::ranges::any_of(of_passage, within) || !std::ranges::any_of(of_passage, near)) {
          continue;
        }
        ++beside[words[at]];
        ++window_words;
      }
    }
    std::uint64_t total = 0;
    const Counts all = count_words(setting.articles(request.search.filters, std::nullopt), &total);
    CHECK(answer->nodes == lines.size());
    CHECK(answer->window_words == window_words);
    CHECK(answer->total == total);
    std::size_t distinct = 0;
    for (const auto& [word, count] : beside) {
      const double expected = static_cast<double>(window_words) *
                              static_cast<double>(count_in(all, word)) / static_cast<double>(total);
      if (count >= request.min_frequency && static_cast<double>(count) > expected) ++distinct;
    }
    CHECK(answer->distinct == distinct);
    for (const Collocate& word : answer->words) {
      CAPTURE(word.word);
      const auto o = static_cast<double>(count_in(beside, word.word));
      const auto f = static_cast<double>(count_in(all, word.word));
      const auto w = static_cast<double>(window_words);
      const auto n = static_cast<double>(total);
      CHECK(static_cast<double>(word.counts.beside) == o);
      CHECK(static_cast<double>(word.counts.count) == f);
      const double e = w * f / n;
      CHECK(word.mutual_information == doctest::Approx(std::log2(o / e)));
      CHECK(word.t_score == doctest::Approx((o - e) / std::sqrt(o)));
      CHECK(word.log_dice ==
            doctest::Approx(14 + std::log2(2 * o / (f + static_cast<double>(lines.size())))));
      CHECK(word.log_likelihood ==
            doctest::Approx(slow_g2({{o, e},
                                     {w - o, w * (n - f) / n},
                                     {f - o, (n - w) * f / n},
                                     {n - w - f + o, (n - w) * (n - f) / n}}))
                .epsilon(1e-6));
    }
  }
}

TEST_CASE("measures have the values of published examples") {
  // Rayson and Garside's table: a word 100 times of 10,000 words against 50 times of 20,000.
  CHECK(log_likelihood(TwoCounts{100, 10'000, 50, 20'000}) == doctest::Approx(69.31).epsilon(1e-3));
  CHECK(log_ratio({100, 10'000, 50, 20'000}) == doctest::Approx(2));
  CHECK(log_ratio({8, 1000, 0, 1000}) == doctest::Approx(4));
  CHECK(log_likelihood(TwoCounts{5, 1000, 5, 1000}) == 0);
  // The most that logDice can be is 14: the words stand nowhere but together.
  CHECK(log_dice({10, 100, 10, 1000, 10}) == doctest::Approx(14));
  CHECK(mutual_information({8, 100, 10, 1000, 10}) == doctest::Approx(3));
  CHECK(t_score({9, 100, 30, 1000, 10}) == doctest::Approx(2));
}

Article titled(const std::string& id, const std::string& title, const std::string& text) {
  Article article = make_article(id, title, text);
  article.authors = {"Ada Byron"};
  article.source = {"harbour.example", "The Harbour Gazette", "harbour.example"};
  return article;
}

TEST_CASE("somebody who types is offered words, titles, sources and authors of the archive") {
  std::vector<Article> batch;
  for (int i = 0; i < 8; ++i) {
    batch.push_back(titled("f" + std::to_string(i), "Ferry late", "The ferry was late. Ferries."));
  }
  batch.push_back(titled("fern", "Fern house", "A fern."));
  batch.push_back(titled("night", "Night ferry", "At night."));
  const Setting setting({batch});
  const auto words = [&](const std::string& text) {
    const Result<SuggestAnswer> answer = suggest(*setting.archive, {text, 5});
    REQUIRE_MESSAGE(answer, answer.error().message);
    std::string all;
    for (const WordSuggestion& word : answer->words) {
      all += word.text + "=" + std::to_string(word.articles) + " ";
    }
    for (const Article& article : answer->titles) all += "[" + article.title + "]";
    for (const FacetBucket& source : answer->sources) {
      all += " " + source.label + ":" + std::to_string(source.articles);
    }
    for (const FacetBucket& author : answer->authors) {
      all += " " + author.label + ":" + std::to_string(author.articles);
    }
    return all;
  };
  CHECK(words("fern") == "fern=1 [Fern house]");
  CHECK(words("FER").starts_with("ferry=9 ferries=8 fern=1 ["));
  CHECK(words("night fer") == "night ferry=9 night ferries=8 night fern=1 [Night ferry]");
  CHECK(words("gaz") == " The Harbour Gazette:10");
  CHECK(words("byr") == " Ada Byron:10");
  CHECK(words("zebra").empty());
  CHECK(words(" ?! ").empty());
}

TEST_CASE("similar articles are those with the rare words of one") {
  std::vector<Article> batch;
  for (int i = 0; i < 30; ++i) {
    batch.push_back(make_article("x" + std::to_string(i), "Council",
                                 "The council met about money again and again."));
  }
  batch.push_back(make_article("sinking", "Night ferry sinks",
                               "The night ferry sank off Kell Point with its captain on board."));
  batch.push_back(make_article("inquiry", "Inquiry into night ferry",
                               "The captain of the ferry that sank off Kell was heard."));
  batch.push_back(make_article("captain", "Captain retires", "A captain of the ferry retires."));
  const Setting setting({batch});
  SimilarRequest request;
  request.id = "sinking";
  request.search.page_size = 10;
  const Result<SimilarAnswer> answer = find_similar(*setting.archive, request);
  REQUIRE_MESSAGE(answer, answer.error().message);
  REQUIRE(answer->result.hits.size() >= 2);
  CHECK(answer->result.hits[0].article.id == "inquiry");
  CHECK(answer->result.hits[1].article.id == "captain");
  for (const Hit& hit : answer->result.hits) CHECK(hit.article.id != "sinking");
  CHECK(std::ranges::count(answer->words, "kell") == 1);
  // "board" and "point" stand in no other article, so that they find none.
  CHECK(std::ranges::count(answer->words, "board") == 0);
  // What they must match besides.
  const Result<Query> query = parse_query("retires");
  REQUIRE(query);
  request.search.query = *query;
  const Result<SimilarAnswer> narrowed = find_similar(*setting.archive, request);
  REQUIRE(narrowed);
  CHECK(narrowed->result.total == 1);
  request.id = "nobody";
  const Result<SimilarAnswer> none = find_similar(*setting.archive, request);
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::NotFound);
}

}  // namespace
}  // namespace backfile
