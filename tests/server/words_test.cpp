// SPDX-License-Identifier: GPL-3.0-or-later
// Counts of words against a look at each word.
#include "common/index/words.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
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
#include "tests/server/word_model.h"

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
    return model->articles(request);
  }
};

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
    const ModelKeyness model = model_keyness(own, other, request.measure, request.min_frequency);
    CHECK(answer->articles == own.size());
    CHECK(answer->other_articles == other.size());
    CHECK(answer->total == model.total);
    CHECK(answer->other_total == model.other_total);
    CHECK(answer->distinct == model.words.size());
    REQUIRE(answer->words.size() == std::min<std::size_t>(10, model.words.size()));
    for (std::size_t w = 0; w < answer->words.size(); ++w) {
      const KeyWord& word = answer->words[w];
      CHECK(word.counts.count == count_in(model.counts, word.word));
      CHECK(word.counts.other_count == count_in(model.other_counts, word.word));
      const double value =
          request.measure == KeynessMeasure::LogRatio ? word.log_ratio : word.log_likelihood;
      CHECK(value == doctest::Approx(model.words[w].first).epsilon(1e-9));
    }
  }
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
    std::vector<ModelLine> expected =
        model_lines(setting.articles(request.search.filters, request.search.query.root),
                    request.search.query.root);
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
      const ModelLine& line = expected[l];
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
    const std::vector<ModelLine> lines =
        model_lines(setting.articles(request.search.filters, request.search.query.root),
                    request.search.query.root);
    const ModelCollocates model(lines, request.window,
                                setting.articles(request.search.filters, std::nullopt));
    CHECK(answer->nodes == lines.size());
    CHECK(answer->window_words == model.window_words());
    CHECK(answer->total == model.total());
    CHECK(answer->distinct == model.distinct(request.min_frequency));
    for (const Collocate& word : answer->words) {
      CAPTURE(word.word);
      const ModelCollocates::Collocate expected = model.of(word.word);
      CHECK(word.counts.beside == expected.beside);
      CHECK(word.counts.count == expected.count);
      CHECK(word.mutual_information == doctest::Approx(expected.mutual_information));
      CHECK(word.t_score == doctest::Approx(expected.t_score));
      CHECK(word.log_dice == doctest::Approx(expected.log_dice));
      CHECK(word.log_likelihood == doctest::Approx(expected.log_likelihood).epsilon(1e-6));
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
