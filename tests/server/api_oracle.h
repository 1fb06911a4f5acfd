// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "common/article.h"
#include "tests/server/api_requests.h"
#include "tests/server/search_model.h"
#include "tests/server/served_fixture.h"

namespace backfile {

using Json = nlohmann::json;

// An archive of two segments and one of new versions, with stories, and what it is held against.
class Oracle {
 public:
  explicit Oracle(Random& random) {
    std::vector<Article> articles = read_test_articles();
    for (Article& article : articles_of_odd_dates(articles, random)) {
      articles.push_back(std::move(article));
    }
    const auto middle = articles.begin() + static_cast<std::ptrdiff_t>(articles.size() / 2);
    std::vector<Article> newer(articles.begin(), articles.begin() + 10);
    for (Article& article : newer) article.text += "\n\nA correction.";
    publish({articles.begin(), middle});
    publish({middle, articles.end()});
    publish(newer);
    tell_stories(random);
    for (const auto& segment : served_.archive().stored()) {
      for (const StoredArticle& stored : segment) {
        if (stored.live) live_.push_back(stored.article);
      }
    }
    model_ = std::make_unique<SearchModel>(served_.archive().stored());
    ArchiveOptions options;
    options.deadline = std::chrono::minutes(1);
    served_.serve(options);
  }

  const SearchModel& model() const { return *model_; }
  const std::vector<Article>& live() const { return live_; }
  const Manifest& manifest() const { return served_.archive().manifest(); }

  // Ids of the articles and newer versions that came after a revision, sorted.
  std::vector<std::string> came_after(std::uint64_t revision) const {
    std::vector<std::string> ids;
    for (std::size_t r = revision; r < batches_.size(); ++r) {
      ids.insert(ids.end(), batches_[r].begin(), batches_[r].end());
    }
    std::ranges::sort(ids);
    return ids;
  }

  HttpResponse send(const HttpRequest& request) const { return served_.send(request); }
  HttpResponse get(const std::string& target) const { return send({.target = target}); }
  Json json(const std::string& target) const {
    const HttpResponse response = get(target);
    REQUIRE_MESSAGE(response.status == 200, target << ": " << response.body);
    return Json::parse(response.body);
  }

  std::vector<const Article*> articles(const SearchRequest& request) const {
    SearchRequest whole = request;
    whole.collapse = false;
    return model_->articles(whole);
  }

 private:
  // As the indexer does: of equal dates in the order of their ids.
  void publish(std::vector<Article> batch) {
    std::ranges::sort(batch, {}, &Article::id);
    served_.archive().publish(batch);
    for (std::vector<std::string>& ids = batches_.emplace_back(); const Article& article : batch) {
      ids.push_back(article.id);
    }
  }

  void tell_stories(Random& random) {
    std::vector<std::vector<StoryNumber>> stories;
    for (const SegmentEntry& segment : served_.archive().manifest().segments) {
      std::vector<StoryNumber>& of_segment = stories.emplace_back();
      for (std::uint32_t i = 0; i < segment.documents; ++i) {
        of_segment.push_back(random() % 3 == 0 ? story_of_earliest(std::to_string(random() % 30))
                                               : kNoStory);
      }
    }
    served_.archive().tell_stories(stories);
  }

  ServedFixture served_;
  std::vector<std::vector<std::string>> batches_;  // By revision, from the first on.
  std::vector<Article> live_;
  std::unique_ptr<SearchModel> model_;
};

// Questions of chance, and what their answers are held against; one function each.
class Asker {
 public:
  Asker(const Oracle& oracle, Random* random)
      : oracle_(oracle), random_(*random), writer_(oracle.live(), random) {}

  void ask_search();
  void ask_count();
  void ask_facets();
  void ask_values();
  void ask_timeline();
  void ask_sample();
  void ask_terms();
  void ask_concordance();
  void ask_collocates();
  void ask_coverage();
  void ask_changes();
  void ask_export();
  void walk();

 private:
  // The answer, or nothing where a query was too broad to be asked.
  std::optional<Json> answer(const ApiQuestion& question);
  // A response that came in time is the whole answer.
  void check_in_time(const std::string& target, const Json& whole);
  // The pieces of the texts that are shown.
  static void check_snippets(const Json& results, std::size_t most);
  void check_head(const ApiQuestion& question, const Json& json);
  void check_total(const ApiQuestion& question, const Json& json);
  void check_facets(const ApiQuestion& question, const Json& json);
  void check_timeline(const ApiQuestion& question, const Json& json, bool detailed);

  const Oracle& oracle_;
  Random& random_;
  ApiQuestionWriter writer_;
};

std::vector<std::string> ids_of(const std::vector<const Article*>& articles);
std::vector<std::string> ids_of(const Json& results);

// What clocks show at the border of a bucket: a day, or a time with its offset.
std::int64_t clock_of(const Json& border);

}  // namespace backfile
