// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/coverage.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "common/date.h"
#include "server/search/archive.h"
#include "tests/server/archive_fixture.h"

namespace backfile {
namespace {

constexpr std::int64_t kDay = 86'400;

std::int64_t day(const char* iso) { return parse_iso_date(iso)->seconds / kDay; }
std::string iso(std::int64_t day) { return to_iso_utc(day * kDay).substr(0, 10); }

// One article a day for each day of [first, last], but for those in a hole.
struct Hole {
  const char* first;
  const char* last;
};
void write_daily(const char* source, const char* first, const char* last,
                 const std::vector<Hole>& holes, std::vector<Article>* articles) {
  for (std::int64_t d = day(first); d <= day(last); ++d) {
    bool silent = false;
    for (const Hole& hole : holes) silent |= d >= day(hole.first) && d <= day(hole.last);
    if (silent) continue;
    Article article = make_article(std::string(source) + iso(d), "storm", "text");
    article.source = {source, source, source};
    article.published = Timestamp{d * kDay, DatePrecision::Day, {}};
    articles->push_back(article);
  }
}

std::unique_ptr<Archive> open(const ArchiveFixture& fixture) {
  auto archive = Archive::open(fixture.directory(), {});
  REQUIRE(archive);
  return std::move(*archive);
}

}  // namespace

TEST_CASE("planted gaps come back as gaps, and as months without or with too few articles") {
  ArchiveFixture fixture;
  std::vector<Article> articles;
  write_daily(
      "tide.example", "2001-01-01", "2003-12-31",
      {{"2002-03-01", "2002-04-30"}, {"2003-02-03", "2003-02-25"}, {"2003-06-01", "2003-06-05"}},
      &articles);
  write_daily("phare.example", "2001-01-01", "2003-12-31", {}, &articles);
  Article undated = make_article("undated", "storm", "text");
  undated.source = {"tide.example", "tide.example", "tide.example"};
  articles.push_back(undated);
  fixture.publish(articles);
  const auto archive = open(fixture);
  const Result<CoverageAnswer> answer = archive->coverage({});
  REQUIRE(answer);
  REQUIRE(answer->sources.size() == 2);
  CHECK(answer->sources[0].summary.source.id == "phare.example");
  CHECK(answer->sources[0].gaps.empty());

  const SourceCoverage& tide = answer->sources[1];
  CHECK(tide.summary.undated == 1);
  std::vector<std::string> gaps;
  for (const Gap& gap : tide.gaps) gaps.push_back(iso(gap.first_day) + "/" + iso(gap.last_day));
  CHECK(gaps == std::vector<std::string>{"2002-03-01/2002-04-30", "2003-02-03/2003-02-25"});
  std::string months;
  for (const CoverageCell& cell : tide.cells) {
    months += cell.coverage == Coverage::Ok ? "+" : cell.coverage == Coverage::Low ? "L" : "-";
  }
  CHECK(months ==
        "++++++++++++"
        "++--++++++++"
        "+L++++++++++");
}

TEST_CASE("a timeline says low where a source that gives much of it falls silent") {
  ArchiveFixture fixture;
  std::vector<Article> articles;
  write_daily("tide.example", "2001-01-01", "2002-12-31", {{"2002-03-01", "2002-03-31"}},
              &articles);
  write_daily("phare.example", "2001-01-01", "2002-12-31", {}, &articles);
  fixture.publish(articles);
  const auto archive = open(fixture);
  SearchRequest request;
  request.timeline = Interval::Month;
  const auto coverage = [&] {
    const Result<SearchResult> result = archive->search(request);
    REQUIRE(result);
    std::string text;
    for (const TimelineBucket& bucket : result->timeline->buckets) {
      text += bucket.coverage == Coverage::Ok ? "+" : bucket.coverage == Coverage::Low ? "L" : "-";
    }
    return text;
  };
  CHECK(coverage() ==
        "++++++++++++"
        "++L+++++++++");
  request.filters.values[FieldId::Source] = {"phare.example"};
  CHECK(coverage() ==
        "++++++++++++"
        "++++++++++++");
  request.filters.values[FieldId::Source] = {"tide.example"};
  CHECK(coverage() ==
        "++++++++++++"
        "++-+++++++++");
}

}  // namespace backfile
