// SPDX-License-Identifier: GPL-3.0-or-later
// Small parts of the API that stand alone: tables, forms, filters, samples.
#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "server/api/meilisearch_filter.h"
#include "server/api/parameters.h"
#include "server/api/post_body.h"
#include "server/render/counts.h"
#include "server/render/export_lines.h"
#include "server/render/xml_text.h"
#include "server/search/archive.h"
#include "server/search/sample.h"
#include "tests/server/archive_fixture.h"
#include "tests/server/growing_archive.h"

namespace backfile {
namespace {

using Random = std::mt19937_64;

// Another one each time, or the value of the environment variable BACKFILE_TEST_SEED.
std::uint64_t test_seed() {
  const char* wanted = std::getenv("BACKFILE_TEST_SEED");
  const std::uint64_t seed =
      wanted == nullptr ? std::random_device{}() : std::strtoull(wanted, nullptr, 10);
  MESSAGE("seed " << seed);
  return seed;
}

}  // namespace

TEST_CASE("a filter of Meilisearch is read as its documentation says, or refused") {
  struct Row {
    const char* filter;
    const char* query;  // Null: refused.
  };
  const std::vector<Row> rows = {
      {"", ""},
      {"section = local", "section:\"local\""},
      {"\"section\"=\"two words\"", "section:\"two words\""},
      {"section = 'it\\'s'", "section:\"it's\""},
      {"section != local", "NOT section:\"local\""},
      {"NOT NOT section = local", "section:\"local\""},
      {"section IN [a, \"b c\"]", "section:\"a\" OR section:\"b c\""},
      {"section NOT IN [a]", "NOT section:\"a\""},
      {"source = a AND (section = b OR section = c)",
       "source:\"a\" AND (section:\"b\" OR section:\"c\")"},
      {"source = a OR source = b AND tag = c", "source:\"a\" OR (source:\"b\" AND tag:\"c\")"},
      {"section", nullptr},
      {"section =", nullptr},
      {"colour = red", nullptr},
      {"title = red", nullptr},
      {"(section = a", nullptr},
      {"section = a)", nullptr},
      {"section = a section = b", nullptr},
      {"section IN [a", nullptr},
      {"published > x", nullptr},
      {"published = 99999999999999999999", nullptr},
      {"((((((((((((section = a))))))))))))", nullptr},
  };
  for (const auto& [filter, query] : rows) {
    CAPTURE(filter);
    const auto node = parse_meilisearch_filter(filter);
    CHECK(node.has_value() == (query != nullptr));
    if (!node || query == nullptr) continue;
    CHECK((*node ? to_string(**node) : std::string()) == query);
  }
  const auto range = parse_meilisearch_filter("published 10 TO 20");
  REQUIRE(range);
  CHECK((*range)->from == 10);
  CHECK((*range)->until == 21);
}

TEST_CASE("words for Meilisearch are all wanted, and the last one may go on") {
  struct Row {
    const char* q;
    const char* query;
  };
  const std::vector<Row> rows = {
      {"", ""},
      {"  ", ""},
      {"ferry", "ferry OR ferry*"},
      {"the ferry", "the AND (ferry OR ferry*)"},
      {"\"tea break\" fe", "\"tea break\" AND fe"},
      {"ferry -bridge", "ferry AND (NOT bridge)"},
      {"AND OR", nullptr},
  };
  for (const auto& [q, query] : rows) {
    CAPTURE(q);
    const auto node = meilisearch_words(q, true);
    if (query != nullptr) CHECK((node ? to_string(*node) : std::string()) == query);
  }
  CHECK(meilisearch_words("a b c d e f g h i j k l", false)->children.size() == 10);
}

TEST_CASE("what a spreadsheet would run is no formula in a table") {
  struct Row {
    const char* text;
    const char* cell;
  };
  const std::vector<Row> rows = {{"", ""},
                                 {"plain", "plain"},
                                 {"=1+1", "'=1+1"},
                                 {"+1", "'+1"},
                                 {"-1", "'-1"},
                                 {"@a", "'@a"},
                                 {"\tx", "'\tx"},
                                 {"a,b", "\"a,b\""},
                                 {"a\"b", "\"a\"\"b\""},
                                 {"a\nb", "\"a\nb\""},
                                 {"=\"x\"", "\"'=\"\"x\"\"\""}};
  for (const auto& [text, cell] : rows) CHECK(csv_cell(text) == cell);
}

TEST_CASE("text for XML has nothing in it that XML does not allow") {
  CHECK(escaped("a<b>&\"'\x01\x0b\x7f\tz\n") == "a&lt;b&gt;&amp;&quot;&#39;\tz\n");
  CHECK(escaped("\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD") == "\xEF\xBF\xBD");
  CHECK(element("a", "") == "");
}

TEST_CASE("bounds of a share hold it, and narrow with more articles") {
  for (const std::uint64_t total : std::initializer_list<std::uint64_t>{1, 2, 10, 500, 999}) {
    for (std::uint64_t articles = 0; articles <= total; articles += total / 2 + 1) {
      const auto [low, high] = share_bounds(articles, total);
      const double share = static_cast<double>(articles) / static_cast<double>(total);
      CHECK(low <= share);
      CHECK(share <= high);
      CHECK(low >= 0);
      CHECK(high <= 1);
    }
  }
  // The example of the R function binom::binom.wilson(3, 10).
  CHECK(share_bounds(3, 10).low == doctest::Approx(0.1077913));
  CHECK(share_bounds(3, 10).high == doctest::Approx(0.6032219));
  CHECK(share_bounds(30, 100).high - share_bounds(30, 100).low <
        share_bounds(3, 10).high - share_bounds(3, 10).low);
}

TEST_CASE("strata get what is due to them, and none more than it has") {
  struct Row {
    std::vector<std::uint64_t> articles;
    std::uint64_t size;
    std::vector<std::uint64_t> wanted;
  };
  const std::vector<Row> rows = {
      {{}, 5, {}},
      {{10}, 3, {3}},
      {{10}, 30, {10}},
      {{50, 30, 20}, 10, {5, 3, 2}},
      {{98, 1, 1}, 10, {9, 1, 0}},  // What is due of the first is 9.8.
      {{90, 9, 1}, 10, {9, 0, 1}},  // 9, 0.9, 0.1: nothing is due to two, and one place is left.
      {{1, 1, 1, 1}, 2, {1, 1, 0, 0}},
  };
  for (const auto& [articles, size, wanted] : rows) {
    const auto got = allocate(articles, size);
    CHECK(std::accumulate(got.begin(), got.end(), std::uint64_t{0}) ==
          std::accumulate(wanted.begin(), wanted.end(), std::uint64_t{0}));
    for (std::size_t i = 0; i < got.size(); ++i) CHECK(got[i] <= articles[i]);
    if (articles != std::vector<std::uint64_t>{90, 9, 1}) CHECK(got == wanted);
  }
}

TEST_CASE("a sample is the same for its seed, whole strata are counted, and all are as likely") {
  ArchiveFixture fixture;
  std::vector<Article> articles;
  for (int i = 0; i < 60; ++i) {
    articles.push_back(make_article("a" + std::to_string(i), "storm", "text"));
    articles.back().section = i < 40 ? "local" : "sport";
    articles.back().published = Timestamp{i * 86'400LL * 30, DatePrecision::Day, {}};
  }
  fixture.publish(articles);
  const auto archive = Archive::open(fixture.directory(), {});
  REQUIRE(archive);
  SampleRequest request;
  request.size = 12;
  request.fields = {FieldId::Section};
  std::map<std::string, int> drawn;
  constexpr int kDraws = 400;
  for (int seed = 0; seed < kDraws; ++seed) {
    request.seed = static_cast<std::uint64_t>(seed);
    const auto sample = (*archive)->sample(request);
    REQUIRE(sample);
    CHECK(sample->total == 60);
    REQUIRE(sample->strata.size() == 2);
    CHECK(sample->strata[0].values == std::vector<std::string>{"local"});
    CHECK(sample->strata[0].articles == 40);
    CHECK(sample->strata[0].drawn == 8);
    CHECK(sample->strata[1].drawn == 4);
    std::set<std::string> ids;
    for (const SampledArticle& one : sample->articles) {
      ids.insert(one.article.id);
      ++drawn[one.article.id];
      CHECK(sample->strata[one.stratum].values[0] == one.article.section);
    }
    CHECK(ids.size() == 12);
    const auto again = (*archive)->sample(request);
    REQUIRE(again);
    for (std::size_t i = 0; i < 12; ++i) {
      CHECK(again->articles[i].article.id == sample->articles[i].article.id);
    }
  }
  // Each is drawn with probability 0.2: 80 times of 400, with a standard deviation of 8.
  CHECK(drawn.size() == 60);
  for (const auto& [id, times] : drawn) {
    CHECK(times > 40);
    CHECK(times < 120);
  }
}

TEST_CASE("no address and no body makes the server fail") {
  GrowingArchive served;
  served.open();
  const std::vector<std::string> values = {"",
                                           "a",
                                           "storm",
                                           "0",
                                           "1",
                                           "-1",
                                           "7",
                                           "1000",
                                           "4294967295",
                                           "99999999999999999999",
                                           "%zz",
                                           "%00",
                                           "%ff",
                                           "%C3%A9",
                                           "source",
                                           "source,section,month",
                                           "title",
                                           "2017",
                                           "2017-02-30",
                                           "1600-01-01T00:00:00Z",
                                           "2999-12-31",
                                           "-9999",
                                           "Europe/Berlin",
                                           "..%2F..%2Fetc",
                                           "hour",
                                           "day",
                                           "decade",
                                           "auto",
                                           "%28",
                                           "%22",
                                           "a+OR+b+AND+c",
                                           "NOT+a",
                                           "title%3A",
                                           "date%3A1600..2999",
                                           "st*",
                                           "*",
                                           "newest",
                                           "oldest",
                                           "strict",
                                           "csv",
                                           "ids",
                                           "value",
                                           "a%2Cb",
                                           "b0",
                                           "nobody",
                                           "section+%3D+a",
                                           "20170101",
                                           "01%2F02%2F2017",
                                           std::string(300, 'x')};
  const std::vector<std::string> others = {
      "ss",       "begin_date",       "fq",       "pageSize", "page",    "page-size", "show-fields",
      "order-by", "pagination_token", "expanded", "searchIn", "domains", "nonsense"};
  const std::vector<std::string> rests = {"source",
                                          "title",
                                          "a",
                                          "b0",
                                          "a.bib",
                                          "a.csl.json",
                                          "atom",
                                          "rss",
                                          "json",
                                          "everything",
                                          "sources",
                                          "total-count",
                                          "count-over-time",
                                          "story-list",
                                          "languages",
                                          "health",
                                          "multi-search",
                                          "indexes/x/search",
                                          "indexes/x/facet-search",
                                          "harbour.example",
                                          "%zz",
                                          "%2e%2e",
                                          "index.html"};
  const std::vector<std::string> bodies = {
      "",
      "{}",
      "[]",
      "{\"q\":\"storm\",\"filter\":[[\"section = a\"],\"source = b\"]}",
      "{\"q\":\"st\",\"facets\":[\"*\"],\"attributesToHighlight\":[\"*\"],\"page\":0}",
      "{\"queries\":[{\"q\":\"a\"},5]}",
      "{\"queries\":{}}",
      "{\"limit\":-1}",
      "{\"facetName\":\"source\"}",
      "{\"filter\":{\"a\":[]}}",
      "{\"offset\":99999,\"limit\":99999}",
      std::string(5000, '[')};
  Random random(test_seed());
  const auto pick = [&](const auto& list) { return list[random() % list.size()]; };
  for (int i = 0; i < 20'000; ++i) {
    const RouteRow& row = kRoutes[random() % kRoutes.size()];
    std::string target(row.pattern.substr(0, row.pattern.find('{')));
    if (row.pattern.find('{') != std::string_view::npos) target += pick(rests);
    char separator = '?';
    for (std::size_t count = random() % 5; count > 0; --count) {
      const std::string name =
          random() % 6 == 0 ? pick(others) : std::string(pick(kParameters).name);
      target += separator + name + "=" + pick(values);
      separator = '&';
    }
    HttpRequest request{.target = target, .base = "http://x"};
    if (random() % 4 == 0) {
      request.is_post = true;
      request.content_type = "application/json";
      request.body = pick(bodies);
    }
    CAPTURE(target);
    CAPTURE(request.body);
    HttpResponse response = served.answer(request);
    CHECK(response.status != 500);
    CHECK(response.fault.empty());
    std::string piece;
    while (response.stream) {
      const BodySource::Step step = response.stream->next(piece);
      CHECK(step != BodySource::Step::Failed);
      if (step != BodySource::Step::More) break;
    }
  }
}

TEST_CASE("a body is what stands behind the question mark") {
  struct Row {
    const char* type;
    const char* body;
    const char* target;  // Null: refused.
  };
  const std::vector<Row> rows = {
      {"application/json", "{}", "/x?a=1"},
      {"application/json; charset=utf-8", "{\"q\":\"a b\",\"n\":3,\"b\":true,\"z\":null}",
       "/x?a=1&q=a%20b&n=3&b=1"},
      {"application/json", "{\"s\":[\"x\",\"y\"]}", "/x?a=1&s=x&s=y"},
      {"application/x-www-form-urlencoded", "q=a+b", "/x?a=1&q=a+b"},
      {"application/json", "", nullptr},
      {"application/json", "[]", nullptr},
      {"application/json", "{\"k1\":1.5,\"b\":0.75}", "/x?a=1&k1=1.5&b=0.75"},
      {"application/json", "{\"q\":{}}", nullptr},
      {"", "q=a", nullptr},
  };
  for (const auto& [type, body, target] : rows) {
    CAPTURE(body);
    const auto get =
        as_get({.target = "/x?a=1", .is_post = true, .content_type = type, .body = body});
    CHECK(get.has_value() == (target != nullptr));
    if (get && target != nullptr) CHECK(get->target == target);
  }
}

}  // namespace backfile
