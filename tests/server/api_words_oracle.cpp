// SPDX-License-Identifier: GPL-3.0-or-later
// Words, their lines and their neighbours.
#include <doctest/doctest.h>

#include <algorithm>

#include "common/index/words.h"
#include "server/render/names.h"
#include "tests/server/api_oracle.h"
#include "tests/server/word_model.h"

namespace backfile {

void Asker::ask_terms() {
  ApiQuestion question = writer_.write("/api/v1/terms");
  SearchRequest others;
  if (writer_.one_in(2)) others.query = writer_.add_query(&question, "vs");
  const bool by_ratio = writer_.one_in(2);
  if (by_ratio) question.add("measure", "log_ratio");
  const std::uint32_t least = writer_.add_number(&question, "min_frequency", 1, 8);
  const std::uint32_t size = writer_.add_number(&question, "page_size", 1, 40);
  INFO(question.target());
  const std::optional<Json> json = answer(question);
  if (!json) return;
  const std::vector<const Article*> target = oracle_.articles(question.search);
  const std::vector<const Article*> reference = oracle_.articles(others);
  const ModelKeyness model =
      model_keyness(target, reference,
                    by_ratio ? KeynessMeasure::LogRatio : KeynessMeasure::LogLikelihood, least);
  CHECK(json->at("target") == Json{{"articles", target.size()}, {"words", model.total}});
  CHECK(json->at("reference") ==
        Json{{"articles", reference.size()}, {"words", model.other_total}});
  CHECK(json->at("distinct") == model.words.size());
  const Json& terms = json->at("terms");
  REQUIRE(terms.size() == std::min<std::size_t>(size, model.words.size()));
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const Json& term = terms[i];
    const std::string word = term.at("word");
    CHECK(term.at("count") == count_in(model.counts, word));
    CHECK(term.at("reference_count") == count_in(model.other_counts, word));
    CHECK(term.at(by_ratio ? "log_ratio" : "log_likelihood").get<double>() ==
          doctest::Approx(model.words[i].first).epsilon(1e-9));
  }
}

// All pages of the lines.
void Asker::ask_concordance() {
  ApiQuestion question = writer_.write_of_places("/api/v1/concordance");
  const std::uint32_t window = writer_.add_number(&question, "window", 1, 9);
  writer_.add_number(&question, "page_size", 20, 300);
  const auto& [name, order] = kLineOrderNames[writer_.below(kLineOrderNames.size())];
  question.add("line_order", name);
  INFO(question.target());
  std::optional<Json> json = answer(question);
  if (!json) return;
  SearchRequest newest = question.search;
  newest.sort = SortOrder::Newest;
  const std::vector<const Article*> articles = oracle_.articles(newest);
  std::vector<ModelLine> expected = model_lines(articles, question.search.query.root);
  sort_lines(expected, order, window);
  CHECK(json->at("total").at("lines") == expected.size());
  CHECK(json->at("total").at("articles") == articles.size());
  std::size_t at = 0;
  for (;;) {
    for (const Json& line : json->at("lines")) {
      REQUIRE(at < expected.size());
      const ModelLine& model = expected[at++];
      CHECK(line.at("article").at("id") == model.id);
      CHECK((line.at("field") == "title") == model.in_title);
      CHECK(folded_words(line.at("left").get<std::string>()) == model.left(window));
      CHECK(folded_words(line.at("match").get<std::string>()) == model.match());
      CHECK(folded_words(line.at("right").get<std::string>()) == model.right(window));
    }
    if (!json->at("links").contains("next")) break;
    json = oracle_.json(json->at("links").at("next"));
  }
  CHECK(at == expected.size());
}

void Asker::ask_collocates() {
  ApiQuestion question = writer_.write_of_places("/api/v1/collocates");
  const std::uint32_t window = writer_.add_number(&question, "window", 1, 9);
  const std::uint32_t least = writer_.add_number(&question, "min_frequency", 1, 4);
  const auto& [measure, unused] = kCollocateNames[writer_.below(kCollocateNames.size())];
  question.add("measure", measure);
  question.add("page_size", "1000");
  INFO(question.target());
  const std::optional<Json> json = answer(question);
  if (!json) return;
  const std::vector<const Article*> articles = oracle_.articles(question.search);
  const std::vector<ModelLine> lines = model_lines(articles, question.search.query.root);
  SearchRequest all = question.search;
  all.query = {};
  const ModelCollocates model(lines, window, oracle_.articles(all));
  CHECK(json->at("total").at("matches") == lines.size());
  CHECK(json->at("total").at("articles") == articles.size());
  CHECK(json->at("total").at("window_words") == model.window_words());
  CHECK(json->at("total").at("words") == model.total());
  CHECK(json->at("distinct") == model.distinct(least));
  for (const Json& one : json->at("collocates")) {
    const ModelCollocates::Collocate expected = model.of(one.at("word"));
    CHECK(one.at("count") == expected.beside);
    CHECK(one.at("total_count") == expected.count);
    CHECK(one.at("mi").get<double>() == doctest::Approx(expected.mutual_information));
    CHECK(one.at("t_score").get<double>() == doctest::Approx(expected.t_score));
    CHECK(one.at("log_dice").get<double>() == doctest::Approx(expected.log_dice));
    CHECK(one.at("log_likelihood").get<double>() ==
          doctest::Approx(expected.log_likelihood).epsilon(1e-6));
  }
}

}  // namespace backfile
