// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/archive.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/index/words.h"
#include "tests/server/archive_fixture.h"

namespace backfile {
namespace {

std::unique_ptr<Archive> open(const ArchiveFixture& fixture, const ArchiveOptions& options = {}) {
  auto archive = Archive::open(fixture.directory(), options);
  REQUIRE_MESSAGE(archive, archive.error().message);
  return std::move(*archive);
}

SearchRequest request_for(Node::Kind kind, const std::string& words) {
  SearchRequest request;
  Node node{};
  node.kind = kind;
  node.words = folded_words(words);
  node.value = words;
  request.query.root = node;
  return request;
}

TEST_CASE("an archive without segments is served and has nothing") {
  const ArchiveFixture fixture;
  const auto archive = open(fixture);
  CHECK(archive->status().articles == 0);
  CHECK(archive->status().uuid == fixture.manifest().uuid);
  CHECK_FALSE(archive->status().oldest);
  CHECK(archive->sources().sources.empty());
  CHECK(archive->problem().empty());
  for (SearchRequest request : {SearchRequest{}, request_for(Node::Kind::Word, "ferry"),
                                request_for(Node::Kind::Prefix, "fer")}) {
    request.facets = {FieldId::Source};
    request.timeline = Interval::Auto;
    const auto result = archive->search(request);
    REQUIRE_MESSAGE(result, result.error().message);
    CHECK(result->total == 0);
    CHECK(result->hits.empty());
    CHECK(result->next_cursor.empty());
    CHECK(result->facets.front().buckets.empty());
    CHECK(result->timeline->buckets.empty());
  }
  CHECK(archive->article("a").error().code == ErrorCode::NotFound);
}

TEST_CASE("what is no archive is refused") {
  const TemporaryDirectory empty;
  CHECK(Archive::open(empty.path(), {}).error().code == ErrorCode::NotFound);
  CHECK(Archive::open(empty.path() + "/absent", {}).error().code == ErrorCode::NotFound);
}

TEST_CASE("an article is found by its id, in its newest version") {
  ArchiveFixture fixture;
  fixture.publish({make_article("a", "Old title", "x"), make_article("b", "Other", "y")});
  fixture.publish({make_article("a", "New title", "z")});
  const auto archive = open(fixture);
  const auto newest = archive->article("a");
  REQUIRE_MESSAGE(newest, newest.error().message);
  CHECK(newest->article.title == "New title");
  CHECK(archive->article("a")->article.version == 2);
  CHECK(archive->article("b")->article.title == "Other");
  for (const std::string& id : {std::string(), std::string("c"), std::string("a\0", 2),
                                std::string(100'000, 'a'), std::string("\xff")}) {
    const auto none = archive->article(id);
    REQUIRE_FALSE(none);
    CHECK(none.error().code == ErrorCode::NotFound);
  }
  CHECK(archive->status().articles == 2);
  CHECK(newest->index == archive->status());
}

TEST_CASE("sources are summed up from live articles, most articles first") {
  const auto article = [](const std::string& id, const std::string& source,
                          std::optional<std::int64_t> when) {
    Article made = make_article(id, id, id);
    made.source = {source, "Name of " + source, ""};
    if (when) made.published = Timestamp{*when, DatePrecision::Second, {}};
    return made;
  };
  ArchiveFixture fixture;
  fixture.publish({article("1", "a.example", 100), article("2", "b.example", 5),
                   article("3", "b.example", {}), article("4", "gone.example", 1)});
  fixture.publish({article("4", "b.example", -7), make_article("5", "no source", "")});
  const std::vector<SourceSummary> sources = open(fixture)->sources().sources;
  REQUIRE(sources.size() == 2);
  CHECK(sources[0].source.id == "b.example");
  CHECK(sources[0].source.name == "Name of b.example");
  CHECK(sources[0].source.domain == "b.example");
  CHECK(sources[0].articles == 3);
  CHECK(sources[0].undated == 1);
  CHECK(sources[0].oldest == -7);
  CHECK(sources[0].newest == 5);
  CHECK(sources[1].source.id == "a.example");
  CHECK(sources[1].articles == 1);
}

TEST_CASE("the country of a source is that of most of its articles") {
  const auto article = [](const std::string& id, const std::string& source,
                          const std::string& country) {
    Article made = make_article(id, id, id);
    made.source = {source, "", "", country};
    return made;
  };
  ArchiveFixture fixture;
  fixture.publish({article("1", "a.example", "IE"), article("2", "a.example", "DE"),
                   article("3", "b.example", ""), article("4", "c.example", "DE")});
  fixture.publish({article("5", "a.example", ""), article("6", "a.example", "IE"),
                   article("4", "c.example", "FR")});
  const std::vector<SourceSummary> sources = open(fixture)->sources().sources;
  REQUIRE(sources.size() == 3);
  CHECK(sources[0].source.country == "IE");
  CHECK(sources[1].source.country == "");
  CHECK(sources[2].source.country == "DE");  // Another country alone is no new version.
}

Node source_node(const std::string& value) {
  Node node{};
  node.kind = Node::Kind::Keyword;
  node.field = FieldId::Source;
  node.value = value;
  return node;
}

Node parent(Node::Kind kind, std::vector<Node> children) {
  Node node{};
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

TEST_CASE("any name a source ever had leads to all of its articles, in a query as in a filter") {
  const auto article = [](const std::string& id, const std::string& source,
                          const std::string& name) {
    Article made = make_article(id, id, id);
    made.source = {source, name, ""};
    return made;
  };
  ArchiveFixture fixture;
  fixture.publish({article("1", "tide.example", "The Tide"), article("2", "TIDE.example", ""),
                   article("3", "weekly.example", "Weekly")});
  fixture.publish({article("4", "tide.example", "The Tide Weekly"),
                   article("5", "other.example", "the tide"),
                   article("6", "called.example", "weekly.example")});
  fixture.publish({article("7", "tide.example", "Tide and Harbour"), make_article("8", "", "x")});
  const std::vector<std::pair<std::string, std::uint64_t>> kKnownBy = {
      {"tide.example", 4},     {"The Tide", 5},       {"THE TIDE WEEKLY", 4},
      {"tide and harbour", 4}, {"weekly.example", 2}, {"Weekly", 1},
      {"other.example", 1},    {"Tide", 0},           {"called.example", 1}};
  for (const bool merged : {false, true}) {
    if (merged) fixture.merge_segments();
    const auto archive = open(fixture);
    const auto count = [&](const SearchRequest& request) {
      return archive->search(request)->total;
    };
    for (const auto& [name, articles] : kKnownBy) {
      CAPTURE(name);
      SearchRequest asked;
      asked.query.root = source_node(name);
      CHECK(count(asked) == articles);
      CHECK(count(asked) == articles);  // As it is kept.
      SearchRequest filtered;
      filtered.filters.values[FieldId::Source] = {name};
      CHECK(count(filtered) == articles);
      asked.query.root = parent(Node::Kind::Not, {source_node(name)});
      CHECK(count(asked) == 8 - articles);
    }
    SearchRequest either;
    either.query.root =
        parent(Node::Kind::Or, {source_node("The Tide Weekly"), source_node("Weekly")});
    CHECK(count(either) == 5);
  }
}

TEST_CASE("a prefix of too many words is refused, of many words searched") {
  std::string title;
  std::string text;
  for (int i = 0; i < 500; ++i) (i % 2 == 0 ? title : text) += "mill" + std::to_string(i) + " ";
  ArchiveFixture fixture;
  fixture.publish({make_article("a", title, text)});
  const auto archive = open(fixture);
  const auto many = archive->search(request_for(Node::Kind::Prefix, "mil"));
  REQUIRE_MESSAGE(many, many.error().message);
  CHECK(many->total == 1);
  fixture.publish({make_article("b", "million", "mill1")});
  const auto too_many = open(fixture)->search(request_for(Node::Kind::Prefix, "mil"));
  REQUIRE_FALSE(too_many);
  CHECK(too_many.error().code == ErrorCode::InvalidArgument);
  CHECK(too_many.error().detail.found == "mil*");
  CHECK(open(fixture)->search(request_for(Node::Kind::Prefix, "mill1"))->total == 2);
}

TEST_CASE("a word in the title ranks above the same word in the text") {
  ArchiveFixture fixture;
  fixture.publish({make_article("text", "Nothing", "The ferry sailed"),
                   make_article("title", "The ferry sailed", "Nothing")});
  const auto result = open(fixture)->search(request_for(Node::Kind::Word, "ferry"));
  REQUIRE(result);
  REQUIRE(result->hits.size() == 2);
  CHECK(result->hits[0].article.id == "title");
  CHECK(result->hits[0].score > result->hits[1].score);
}

TEST_CASE("fields that cannot be counted or filtered by are refused") {
  ArchiveFixture fixture;
  fixture.publish({make_article("a", "x", "y")});
  const auto archive = open(fixture);
  SearchRequest counted;
  counted.facets = {FieldId::Title};
  CHECK(archive->search(counted).error().detail.parameter == "facet");
  SearchRequest filtered;
  filtered.filters.values[FieldId::Text] = {"y"};
  CHECK(archive->search(filtered).error().code == ErrorCode::InvalidArgument);
}

TEST_CASE("a search that takes too long ends with Deadline") {
  ArchiveFixture fixture;
  std::vector<Article> articles;
  for (int i = 0; i < 400; ++i) {
    articles.push_back(make_article(std::to_string(i), "storm", "storm and storm"));
  }
  fixture.publish(articles);
  ArchiveOptions options;
  options.deadline = std::chrono::milliseconds(0);
  const auto archive = open(fixture, options);
  for (const Node::Kind kind : {Node::Kind::Word, Node::Kind::Prefix}) {
    const auto result = archive->search(request_for(kind, "storm"));
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::Deadline);
  }
}

TEST_CASE("a cursor of another search is refused") {
  ArchiveFixture fixture;
  fixture.publish({make_article("a", "storm", ""), make_article("b", "storm", ""),
                   make_article("c", "storm", "")});
  const auto archive = open(fixture);
  SearchRequest request = request_for(Node::Kind::Word, "storm");
  request.page_size = 1;
  const std::string cursor = archive->search(request)->next_cursor;
  REQUIRE_FALSE(cursor.empty());
  SearchRequest other = request_for(Node::Kind::Word, "ferry");
  SearchRequest sorted = request;
  sorted.sort = SortOrder::Newest;
  SearchRequest garbage = request;
  other.cursor = sorted.cursor = cursor;
  garbage.cursor = "garbage";
  for (const SearchRequest& refused : {other, sorted, garbage}) {
    const auto result = archive->search(refused);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::InvalidArgument);
    CHECK(result.error().detail.parameter == "cursor");
  }
}

}  // namespace
}  // namespace backfile
