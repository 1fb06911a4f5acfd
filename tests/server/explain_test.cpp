// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/explain.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/query/parser.h"
#include "server/query/without_part.h"
#include "server/search/archive.h"
#include "server/search/why.h"
#include "tests/server/archive_fixture.h"
#include "tests/server/random_corpus.h"
#include "tests/server/search_model.h"

namespace backfile {
namespace {

std::unique_ptr<Archive> open(const ArchiveFixture& fixture) {
  ArchiveOptions options;
  options.deadline = std::chrono::minutes(1);
  auto opened = Archive::open(fixture.directory(), options);
  REQUIRE_MESSAGE(opened, opened.error().message);
  return std::move(*opened);
}

struct Setting {
  ArchiveFixture fixture;
  std::unique_ptr<SearchModel> model;
  std::unique_ptr<Archive> archive;

  explicit Setting(Random& random) {
    for (const auto& batch : random_batches(random, 3, 60)) fixture.publish(batch);
    model = std::make_unique<SearchModel>(fixture.stored());
    archive = open(fixture);
  }

  std::size_t count(const Filters& filters, const std::optional<Node>& root) const {
    SearchRequest request;
    request.filters = filters;
    request.query.root = root;
    return model->matches(request).size();
  }

  bool is_match(const Filters& filters, const std::optional<Node>& root,
                const std::string& id) const {
    SearchRequest request;
    request.filters = filters;
    request.query.root = root;
    return std::ranges::count(model->matches(request), id) > 0;
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

void compare_clause(const Setting& setting, const SearchRequest& request, const Node& node,
                    std::vector<std::size_t>& path, const ClauseCount& clause) {
  CHECK(clause.articles == setting.count(request.filters, node));
  CHECK(clause.without == setting.count(request.filters, without_part(*request.query.root, path)));
  REQUIRE(clause.parts.size() == node.children.size());
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    path.push_back(i);
    compare_clause(setting, request, node.children[i], path, clause.parts[i]);
    path.pop_back();
  }
}

// The filters of a request, one by one: by parameter what is left when it is taken away.
std::vector<std::pair<std::string, Filters>> each_left_out(const Filters& filters) {
  std::vector<std::pair<std::string, Filters>> each;
  const auto leave_out = [&](const std::string& name, const std::function<void(Filters&)>& erase) {
    each.emplace_back(name, filters);
    erase(each.back().second);
  };
  if (filters.from) leave_out("from", [](Filters& f) { f.from = f.local_from = std::nullopt; });
  if (filters.until) leave_out("to", [](Filters& f) { f.until = f.local_until = std::nullopt; });
  for (const Field& row : kFields) {
    const bool by_value = filters.values.contains(row.id);
    if (!by_value && !filters.missing.contains(row.id)) continue;
    leave_out(by_value ? std::string(row.name) : "missing", [&](Filters& f) {
      f.values.erase(row.id);
      f.missing.erase(row.id);
    });
  }
  for (const auto& [id, values] : filters.excluded) {
    leave_out("exclude_" + std::string(field(id).name), [&](Filters& f) { f.excluded.erase(id); });
  }
  for (const FieldId id : filters.present) {
    leave_out("exists", [&](Filters& f) { f.present.erase(id); });
  }
  return each;
}

void compare_window(const Setting& setting, const SearchRequest& request,
                    const DateWindow& window) {
  SearchRequest dateless = request;
  dateless.filters.from = dateless.filters.local_from = std::nullopt;
  dateless.filters.until = dateless.filters.local_until = std::nullopt;
  dateless.sort = SortOrder::Newest;
  const std::vector<std::string> ids = setting.model->matches(dateless);
  CHECK(window.articles == ids.size());
  std::uint64_t undated = 0;
  std::vector<std::int64_t> dates;
  for (const std::string& id : ids) {
    const Article& article = *setting.live(id);
    if (article.published) {
      dates.push_back(article.published->seconds);
    } else {
      ++undated;
    }
  }
  CHECK(window.undated == undated);
  REQUIRE(window.first.has_value() == !dates.empty());
  if (dates.empty()) return;
  CHECK(*window.first == std::ranges::min(dates));
  CHECK(*window.last == std::ranges::max(dates));
}

TEST_CASE("what each part of a search does is what searches without it find") {
  const std::uint64_t seed = test_seed();
  MESSAGE("seed " << seed);
  Random random(seed);
  const Setting setting(random);
  for (int i = 0; i < 120; ++i) {
    INFO("request " << i << " of seed " << seed);
    const SearchRequest request = random_request(random);
    const Result<ExplainAnswer> answer = explain_search(*setting.archive, request);
    REQUIRE_MESSAGE(answer, answer.error().message);
    CHECK(answer->total == setting.count(request.filters, request.query.root));
    REQUIRE(answer->tree.has_value() == request.query.root.has_value());
    std::vector<std::size_t> path;
    if (answer->tree) {
      compare_clause(setting, request, *request.query.root, path, *answer->tree);
    }
    const auto expected = each_left_out(request.filters);
    REQUIRE(answer->filters.size() == expected.size());
    for (std::size_t f = 0; f < expected.size(); ++f) {
      CHECK(answer->filters[f].parameter == expected[f].first);
      CHECK(answer->filters[f].without == setting.count(expected[f].second, request.query.root));
    }
    compare_window(setting, request, answer->window);
  }
}

// How many of the smallest parts of a tree an article does not match.
std::size_t mismatches(const Setting& setting, const Node& node, const std::string& id) {
  if (setting.is_match({}, node, id)) return 0;
  const bool one_sided = node.kind == Node::Kind::Near &&
                         node.nearness.relation == Node::Nearness::Relation::NotWithin;
  std::size_t sum = 0;
  if (node.kind == Node::Kind::And || node.kind == Node::Kind::Near ||
      node.kind == Node::Kind::AtLeast) {
    for (const Node& child : node.children) {
      sum += mismatches(setting, child, id);
      if (one_sided) break;
    }
  }
  return std::max<std::size_t>(sum, 1);
}

TEST_CASE("why an article is in a result or is not is what a look at it says") {
  const std::uint64_t seed = test_seed();
  MESSAGE("seed " << seed);
  Random random(seed);
  const Setting setting(random);
  for (int i = 0; i < 300; ++i) {
    INFO("request " << i << " of seed " << seed);
    WhyRequest why;
    why.search = random_request(random);
    why.id = "a" + std::to_string(random() % 100);
    // Hits for every other request: the model says which.
    const std::vector<std::string> matching = setting.model->matches(why.search);
    if (i % 2 == 0 && !matching.empty()) why.id = matching[random() % matching.size()];
    const Result<WhyAnswer> answer = explain_article(*setting.archive, why);
    REQUIRE_MESSAGE(answer, answer.error().message);
    if (setting.live(why.id) == nullptr) {
      CHECK(answer->outcome == WhyOutcome::NotInArchive);
      continue;
    }
    CHECK(answer->total == matching.size());
    const bool is_in = std::ranges::count(matching, why.id) > 0;
    REQUIRE(answer->outcome == (is_in ? WhyOutcome::Match : WhyOutcome::NoMatch));
    if (is_in) {
      SearchRequest walk = why.search;
      walk.facets.clear();
      walk.timeline.reset();
      walk.timeline_queries.clear();
      walk.page_size = 1000;
      const Result<SearchResult> all = setting.archive->search(walk);
      REQUIRE(all);
      REQUIRE(answer->rank >= 1);
      REQUIRE(answer->rank <= all->hits.size());
      const Hit& hit = all->hits[answer->rank - 1];
      CHECK(hit.article.id == why.id);
      if (answer->explanation) CHECK(answer->explanation->score == hit.score);
      continue;
    }
    const std::size_t clauses =
        why.search.query.root ? mismatches(setting, *why.search.query.root, why.id) : 0;
    const auto of_filters = std::ranges::count_if(answer->reasons, [&](const WhyReason& reason) {
      return std::ranges::any_of(each_left_out(why.search.filters),
                                 [&](const auto& one) { return one.first == reason.clause; });
    });
    CHECK(answer->reasons.size() - static_cast<std::size_t>(of_filters) == clauses);
    CHECK((of_filters > 0) == !setting.is_match(why.search.filters, std::nullopt, why.id));
  }
}

Query query_of(const std::string& text) {
  const Result<Query> query = parse_query(text);
  REQUIRE_MESSAGE(query, query.error().message);
  return *query;
}

// "code clause" of each reason, with blanks and bars between.
std::string reasons_of(const Archive& archive, const std::string& id, const std::string& q,
                       const Filters& filters = {}) {
  WhyRequest why;
  why.id = id;
  why.search.query = query_of(q);
  why.search.filters = filters;
  const Result<WhyAnswer> answer = explain_article(archive, why);
  REQUIRE_MESSAGE(answer, answer.error().message);
  std::string text;
  for (const WhyReason& reason : answer->reasons) {
    text += (text.empty() ? "" : " | ") + reason.code + " " + reason.clause;
  }
  return text;
}

struct Harbour {
  ArchiveFixture fixture;
  std::unique_ptr<Archive> archive;

  Harbour() {
    Article ferry = make_article("ferry", "Night ferry sinks",
                                 "The night ferry to Arn sank on Friday. The captain said that the "
                                 "ferry had struck a rock in the dark of the early morning.");
    ferry.published = parse_iso_date("2016-05-04");
    ferry.section = "Local";
    Article undated = make_article("undated", "Ferries", "Ferries and bridges.");
    fixture.publish({ferry, undated});
    archive = open(fixture);
  }
};

TEST_CASE("each reason has its code and the part of the request that it is about") {
  const Harbour harbour;
  struct Row {
    std::string q;
    std::string reasons;
  };
  const std::vector<Row> rows = {
      {"ferry", ""},
      {"bridge", "lacks bridge"},
      {"ferry bridge storm", "lacks bridge | lacks storm"},
      {"bridge OR storm", "lacks bridge OR storm"},
      {"ferry NOT captain", "shut_out NOT captain"},
      {"title:captain", "elsewhere title:captain"},
      {"\"the night ferry sank\"", "phrase_broken \"the night ferry sank\""},
      {"\"zebra crossing\"", "lacks \"zebra crossing\""},
      {"captain W/3 arn", "not_near captain W/3 arn"},
      {"captain W/3 bridge", "lacks bridge"},
      {"ferry NOT W/9 night", ""},
      {"sank NOT W/9 ferry", "not_near sank NOT W/9 ferry"},
      {"ATLEAST9(ferry)", "too_few ATLEAST9(ferry)"},
      {"section:sport", "lacks section:\"sport\""},
      {"date:2017", "outside_dates date:2017"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.q);
    CHECK(reasons_of(*harbour.archive, "ferry", row.q) == row.reasons);
  }
  Filters filters;
  filters.from = parse_iso_date("2017")->seconds;
  filters.values[FieldId::Section] = {"sport"};
  filters.excluded[FieldId::Language] = {"en"};
  CHECK(reasons_of(*harbour.archive, "ferry", "ferry", filters) ==
        "outside_dates from | filtered section | filtered exclude_language");
  CHECK(reasons_of(*harbour.archive, "undated", "ferry", filters) ==
        "undated from | filtered section | filtered exclude_language");
}

TEST_CASE("a reason says what is there instead") {
  const Harbour harbour;
  WhyRequest why;
  why.id = "ferry";
  why.search.query = query_of("\"the night ferry sank\" AND ATLEAST9(ferry)");
  const Result<WhyAnswer> answer = explain_article(*harbour.archive, why);
  REQUIRE(answer);
  REQUIRE(answer->reasons.size() == 2);
  CHECK(answer->reasons[0].detail ==
        "In the text, from word 1, stands \"the night ferry\"; then \"to\" follows where \"sank\" "
        "is asked for.");
  CHECK(answer->reasons[1].detail == "The article has it 3 times.");
}

TEST_CASE("a word that hardly any article has is met with words of the archive like it") {
  ArchiveFixture fixture;
  std::vector<Article> articles;
  for (int i = 0; i < 30; ++i) {
    articles.push_back(make_article("f" + std::to_string(i), "Ferry", "The ferry was late."));
  }
  articles.push_back(make_article("bridge", "Bridge", "The bridge is closed."));
  articles.push_back(make_article("fery", "Fery", "Written wrongly."));
  articles.push_back(make_article("year", "Year", "The year was 1987."));
  fixture.publish(articles);
  const auto archive = open(fixture);
  struct Row {
    std::string q;
    std::string corrected;  // Empty: nothing is doubted that could be better.
    std::uint64_t articles;
  };
  const std::vector<Row> rows = {
      {"fery", "ferry", 30},
      {"ferry", "", 0},
      {"frery AND laet", "ferry AND late", 30},
      {"\"teh fery\"", "\"the ferry\"", 30},
      {"title:brigde", "title:bridge", 1},
      {"ferry NOT brigde", "", 0},
      {"zebracrossing", "", 0},
      {"fery late", "ferry AND late", 30},
      {"fery bridge", "", 0},
      // Every number is like too many others.
      {"1988", "", 0},
      {"yaer 1988", "", 0},
      {"yaer 1987", "year AND 1987", 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.q);
    SearchRequest request;
    request.query = query_of(row.q);
    request.correct = true;
    const Result<SearchResult> result = archive->search(request);
    REQUIRE_MESSAGE(result, result.error().message);
    CHECK((result->corrected ? result->corrected->q : "") == row.corrected);
    if (!result->corrected) continue;
    CHECK(result->corrected->articles == row.articles);
    SearchRequest again;
    again.query = query_of(result->corrected->q);
    const Result<SearchResult> found = archive->search(again);
    REQUIRE(found);
    CHECK(found->total == row.articles);
  }
}

TEST_CASE("in a large archive more articles may have the same mistake") {
  std::vector<Article> articles;
  const auto add = [&articles](const std::string& text, int count) {
    for (; count > 0; --count) {
      articles.push_back(make_article(std::to_string(articles.size()), "Title", text));
    }
  };
  add("government", 400);
  add("goverment", 3);  // One letter is wrong.
  add("govermant", 3);  // Two are.
  add("parliament", 200);
  add("parliment", 3);  // Not a hundred times as many have it right.
  add("minister", 2000);
  add("minster", 4);  // Too many.
  add("ferry", 15'000 - static_cast<int>(articles.size()));
  ArchiveFixture fixture;
  fixture.publish(articles);
  const auto archive = open(fixture);
  const auto corrected = [&](const std::string& q) {
    SearchRequest request;
    request.query = query_of(q);
    request.correct = true;
    const Result<SearchResult> result = archive->search(request);
    REQUIRE_MESSAGE(result, result.error().message);
    return result->corrected ? result->corrected->q : std::string();
  };
  CHECK(corrected("goverment") == "government");
  CHECK(corrected("govermant").empty());
  CHECK(corrected("parliment").empty());
  CHECK(corrected("minster").empty());
  CHECK(corrected("govermint") == "government");  // Of no article.
}

}  // namespace
}  // namespace backfile
