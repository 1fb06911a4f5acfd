// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/corpus/corpus.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "common/article_json.h"
#include "tests/bench/corpus/invented_names.h"
#include "tests/bench/corpus/query_words.h"

using namespace backfile;

namespace {

constexpr std::uint64_t kArticles = 4000;

// Articles whose words tell where they come from: the third sentence of article 12 holds "a12" and
// "s3". Every second sentence has a name that stands nowhere else.
std::vector<Article> given_articles() {
  std::vector<Article> articles;
  for (int number = 0; number < 60; ++number) {
    Article article;
    article.title = "Title " + std::to_string(number);
    article.language = number < 50 ? "en" : "fr";
    for (int sentence = 0; sentence < 12; ++sentence) {
      if (sentence > 0) article.text += sentence % 3 == 0 ? "\n\n" : " ";
      article.text += "The \"old\" ferry a" + std::to_string(number) + " left for s" +
                      std::to_string(sentence) + " with";
      article.text +=
          sentence % 2 == 0
              ? " fog aboard."
              : " captain " + invented_name(static_cast<std::uint64_t>(1000 * number + sentence)) +
                    " aboard.";
    }
    articles.push_back(article);
  }
  return articles;
}

std::string lines_of(const CorpusSettings& settings, std::uint64_t first, std::uint64_t count) {
  const Corpus corpus(given_articles(), settings);
  std::string lines;
  for (std::uint64_t i = 0; i < count; ++i) corpus.append(first + i, &lines);
  return lines;
}

std::vector<Article> corpus_articles() {
  std::vector<Article> articles;
  const Corpus corpus(given_articles(), {});
  for (std::uint64_t i = 0; i < kArticles; ++i) {
    std::string line;
    corpus.append(i, &line);
    REQUIRE(line.back() == '\n');
    line.pop_back();
    auto article = from_json_line(line);
    REQUIRE(article);
    articles.push_back(std::move(*article));
  }
  return articles;
}

std::size_t words_of(const std::string& text) {
  std::size_t words = 1;
  for (const char c : text) words += c == ' ' ? 1U : 0U;
  return words;
}

}  // namespace

TEST_CASE("characters that were torn apart are joined, also those that stand alone") {
  Article article;
  article.title = "The caf\u00c3\u00a9";
  article.text = "The ferry\u00e2\u20ac\u2122s horn broke at S\u00c3\u00a3o Averil.";
  const Corpus corpus({article}, {});
  std::string line;
  corpus.append(0, &line);
  CHECK(line.find("The caf\u00e9") != std::string::npos);
  CHECK(line.find("The ferry\u2019s horn broke at S\u00e3o Averil.") != std::string::npos);
  CHECK(line.find("\u00c3") == std::string::npos);
}

TEST_CASE("the same seed gives the same bytes, another seed others") {
  const std::string corpus = lines_of({}, 0, 50);
  CHECK(corpus == lines_of({}, 0, 50));
  CHECK(corpus != lines_of({.seed = 2}, 0, 50));
}

TEST_CASE("a larger corpus begins with the smaller one, and a corpus can be continued") {
  const std::string corpus = lines_of({}, 0, 50);
  CHECK(lines_of({}, 0, 80).starts_with(corpus));
  CHECK(corpus == lines_of({}, 0, 20) + lines_of({}, 20, 30));
}

TEST_CASE("every article has an id, an address, a title, a text, a source and a date of its own") {
  std::set<std::string> ids;
  std::set<std::string> addresses;
  for (const Article& article : corpus_articles()) {
    ids.insert(article.id);
    addresses.insert(article.url);
    CHECK(article.title.starts_with("Title "));
    CHECK(article.text.find("The \"old\" ferry a") != std::string::npos);
    CHECK(!article.source.id.empty());
    CHECK(!article.section.empty());
    REQUIRE(article.published.has_value());
    CHECK(article.published->seconds >= kFirstPressDay * 86400);
    CHECK(article.published->seconds < (kLastPressDay + 1) * 86400);
  }
  CHECK(ids.size() == kArticles);
  CHECK(addresses.size() == kArticles);
}

TEST_CASE("articles have some 420 words between blanks on average, and differ widely in length") {
  double sum = 0;
  std::size_t shorter = 0;
  std::size_t longer = 0;
  for (const Article& article : corpus_articles()) {
    const std::size_t words = words_of(article.text);
    sum += static_cast<double>(words);
    if (words < 200) ++shorter;
    if (words > 800) ++longer;
  }
  CHECK(sum / kArticles > 395);
  CHECK(sum / kArticles < 460);
  CHECK(shorter > kArticles / 6);
  CHECK(longer > kArticles / 14);
}

TEST_CASE("most sentences of an article come from one given article") {
  std::size_t from_most = 0;
  std::size_t all = 0;
  for (const Article& article : corpus_articles()) {
    std::map<std::string, std::size_t> origins;
    for (std::size_t at = 0; (at = article.text.find("ferry a", at)) != std::string::npos; ++at) {
      ++origins[article.text.substr(at, 9)];
      ++all;
    }
    std::size_t most = 0;
    for (const auto& [origin, sentences] : origins) most = std::max(most, sentences);
    from_most += most;
  }
  CHECK(from_most * 10 > all * 6);
  CHECK(from_most * 10 < all * 9);
}

TEST_CASE("rare names are exchanged for others, so that the vocabulary grows") {
  std::set<std::string> half;
  std::set<std::string> whole;
  std::size_t number = 0;
  for (const Article& article : corpus_articles()) {
    for (std::size_t at = 0; (at = article.text.find("captain ", at)) != std::string::npos;) {
      at += 8;
      const std::string name = article.text.substr(at, article.text.find(' ', at) - at);
      whole.insert(name);
      if (number < kArticles / 2) half.insert(name);
    }
    ++number;
  }
  CHECK(whole.size() > half.size() * 13 / 10);
}

TEST_CASE("sources follow Zipf's law") {
  std::map<std::string, std::size_t> articles;
  for (const Article& article : corpus_articles()) ++articles[article.source.id];
  std::vector<double> counts;
  for (const auto& [source, count] : articles) counts.push_back(static_cast<double>(count));
  std::sort(counts.rbegin(), counts.rend());
  CHECK(counts.size() <= kCorpusSources);
  CHECK(counts.size() > kCorpusSources * 9 / 10);
  CHECK(counts[0] / counts[1] == doctest::Approx(2).epsilon(0.2));
  CHECK(counts[0] / counts[9] == doctest::Approx(10).epsilon(0.3));
}

TEST_CASE("more articles come out in later years, and fewer at weekends") {
  std::size_t early = 0;
  std::size_t late = 0;
  std::map<std::int64_t, std::size_t> weekdays;  // From Thursday.
  for (const Article& article : corpus_articles()) {
    const std::int64_t day = article.published->seconds / 86400;
    if (day < kFirstPressDay + 3652) ++early;
    if (day > kLastPressDay - 3652) ++late;
    ++weekdays[day % 7];
  }
  CHECK(late > 2 * early);
  CHECK(weekdays[2] * 10 < weekdays[1] * 7);  // Saturday beside Friday.
  CHECK(weekdays[3] * 10 < weekdays[4] * 7);  // Sunday beside Monday.
}

TEST_CASE("dates keep to the days asked for") {
  const Corpus corpus(given_articles(), {.seed = 1, .first_day = 20000, .last_day = 20001});
  for (std::uint64_t i = 0; i < 100; ++i) {
    std::string line;
    corpus.append(i, &line);
    const auto article = from_json_line(line);
    REQUIRE(article);
    const std::int64_t day = article->published->seconds / 86400;
    CHECK((day == 20000 || day == 20001));
  }
}

TEST_CASE("languages other than the commonest have a small share") {
  std::map<std::string, std::size_t> languages;
  for (const Article& article : corpus_articles()) ++languages[article.language];
  CHECK(languages.size() == 2);
  CHECK(languages["fr"] > kArticles / 20);
  CHECK(languages["fr"] < kArticles / 9);
}

TEST_CASE("a corpus needs an article with a text") {
  CHECK(!Corpus::usable({}));
  CHECK(!Corpus::usable({Article{}}));
  CHECK(Corpus::usable(given_articles()));
}

TEST_CASE("numbers give different names") {
  std::set<std::string> names;
  for (std::uint64_t number = 0; number < 20'000; ++number) names.insert(invented_name(number));
  CHECK(names.size() == 20'000);
}

TEST_CASE("query words lie in their bands") {
  std::vector<Article> sample(1000);
  for (std::size_t i = 0; i < sample.size(); ++i) {
    sample[i].language = "en";
    sample[i].text = "everywhere";
    if (i % 10 == 0) sample[i].text += " harbour bridge, bridge";
    if (i % 10 == 1) sample[i].text += " harbour";
    if (i % 100 == 0) sample[i].text += " lighthouse harbour";
    if (i < 2) sample[i].text += " narwhal";
  }
  sample.push_back({});
  sample.back().language = "fr";
  sample.back().text = "phare phare";
  const QueryWords words = pick_query_words(sample, 10, 1);
  CHECK(std::set(words.common.begin(), words.common.end()) ==
        std::set<std::string>{"bridge", "harbour"});
  CHECK(words.medium == std::vector<std::string>{"lighthouse"});
  CHECK(words.rare.empty());  // Two of a thousand articles are too many.
  CHECK(words.prefixes == std::vector<std::string>{"light"});
  CHECK(std::set(words.phrases.begin(), words.phrases.end()) ==
        std::set<std::string>{"bridge lighthouse", "harbour bridge", "lighthouse harbour"});
}
