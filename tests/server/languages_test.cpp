// SPDX-License-Identifier: GPL-3.0-or-later
// Words of many languages in one archive, those of scripts without blanks and of Korean among them.
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "server/query/korean.h"
#include "server/query/parser.h"
#include "server/search/archive.h"
#include "server/search/similar.h"
#include "server/search/suggest.h"
#include "tests/server/archive_fixture.h"

namespace backfile {
namespace {

Article in_language(const std::string& language, const std::string& id, const std::string& title,
                    const std::string& text) {
  Article article = make_article(id, title, text);
  article.language = language;
  return article;
}

std::vector<Article> articles() {
  return {
      in_language(
          "ja", "boat", "夜行フェリーがケル岬沖で沈没",
          "金曜日の夜、アルン行きの夜行フェリーがケル岬沖で沈没した。乗っていた214人は全員、漁船に"
          "救助された。船長は「岩にぶつかった」と話している。\n\n"
          "東京都の港湾局は、原因を調べるため職員を派遣した。"),
      in_language(
          "ja", "cherry", "東京で桜が開花",
          "東京で27日、桜の開花が発表された。平年より5日早い。コンピューターによる予測では、満開は"
          "来週になる。"),
      in_language("ja", "bridge", "大阪の橋、来年から工事",
                  "大阪市は川にかかる橋の工事を来年から始める。東京の会社が設計を担当する。"),
      in_language("ja", "east", "東の空に京の月", "東の空に月が出た。京の町は静かだ。"),
      in_language("zh", "ferry", "夜间渡轮在凯尔角沉没",
                  "星期五晚上，夜间渡轮在凯尔角附近沉没。船上214人全部被渔船救起。北京大学的专家将"
                  "参加调查。"),
      in_language(
          "ko", "seoul", "서울에서 벚꽃 개화",
          "서울에서는 27일 벚꽃이 피었다. 서울의 공원에는 시민들이 모였다. 기상청은 서울시와 함께 "
          "축제를 준비한다."),
      in_language("ko", "ship", "야간 여객선 침몰",
                  "금요일 밤 야간 여객선이 침몰했다. 선장은 여객선을 떠났다."),
      in_language("th", "thai", "กรุงเทพฯ เปิดสะพานใหม่", "สะพานนี้เชื่อมท่าเรือกับตลาด"),
      in_language("en", "office", "Ferry sinks",
                  "The Tokyo office (東京) and 서울의 one sent experts."),
  };
}

struct Found {
  std::vector<std::string> ids;  // Sorted.
  std::vector<Hit> hits;
};

Found find(const Archive& archive, const std::string& text, const std::string& language = "") {
  const Result<Query> query = parse_query(text, {.language = language});
  REQUIRE_MESSAGE(query, query.error().message);
  SearchRequest request;
  request.query = *query;
  const Result<SearchResult> result = archive.search(request);
  REQUIRE_MESSAGE(result, result.error().message);
  Found found;
  found.hits = result->hits;
  for (const Hit& hit : result->hits) found.ids.push_back(hit.article.id);
  std::ranges::sort(found.ids);
  return found;
}

std::string joined(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : " ") + id;
  return text;
}

std::string shown(const Snippet& snippet) {
  std::string text;
  std::size_t copied = 0;
  for (const auto& [begin, end] : snippet.marks) {
    text += snippet.text.substr(copied, begin - copied) + '[' +
            snippet.text.substr(begin, end - begin) + ']';
    copied = end;
  }
  return text + snippet.text.substr(copied);
}

}  // namespace

TEST_CASE("a bare word has the forms of each article's own language, whoever asks") {
  ArchiveFixture fixture;
  fixture.publish({in_language("en", "en-dies", "The king", "The king dies at noon."),
                   in_language("en", "en-died", "The queen", "She died in Haus Berg."),
                   in_language("de", "de-die", "Brücke", "Die Häuser am Fluss."),
                   in_language("de", "de-dies", "Fluss", "Dies ist alles."),
                   in_language("fr", "fr-die", "Pont", "La ville de Die en hiver.")});
  const auto archive = Archive::open(fixture.directory(), ArchiveOptions());
  REQUIRE_MESSAGE(archive, archive.error().message);
  struct Row {
    std::string query;
    std::string language;  // query_language.
    std::string ids;
  };
  const std::vector<Row> rows = {
      {"die", "", "de-die en-died en-dies fr-die"},
      {"die", "en", "de-die en-died en-dies fr-die"},
      {"die", "de", "de-die fr-die"},
      {"died", "", "en-died en-dies"},
      {"died", "de", "en-died"},
      {"=die", "", "de-die fr-die"},
      {"haus", "", "de-die en-died"},
      {"haus", "en", "en-died"},
      {"=haus", "", "en-died"},
      {"die haus", "", "de-die en-died"},
      {"language:de die", "", "de-die"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.query);
    CAPTURE(row.language);
    CHECK(joined(find(**archive, row.query, row.language).ids) == row.ids);
  }
}

TEST_CASE("what is written without blanks is found as it is written") {
  ArchiveFixture fixture;
  fixture.publish(articles());
  const auto archive = Archive::open(fixture.directory(), ArchiveOptions());
  REQUIRE_MESSAGE(archive, archive.error().message);
  struct Row {
    std::string query;
    std::string ids;
  };
  const std::vector<Row> rows = {
      // A run of letters is a phrase: "east" has both letters, but not side by side.
      {"東京", "boat bridge cherry office"},
      {"東 京", "boat bridge cherry east office"},
      {"東京都", "boat"},
      {"title:東京", "cherry"},
      {"フェリー", "boat"},
      {"コンピュータ", "cherry"},
      {"27日", "cherry"},
      {"渡轮 北京", "ferry"},
      {"沉没 OR 沈没", "boat ferry"},
      {"大阪 W/20 東京", "bridge"},
      {"大阪 W/19 東京", ""},
      {"東京 W/S 職員", "boat"},
      {"東京 W/S 船長", ""},
      {"東京 W/P 船長", ""},
      {"ATLEAST2(東京)", "cherry"},
      {"LEAD(大阪)", "bridge"},
      {"東京 -桜", "boat bridge office"},
      {"==東京", "boat bridge cherry office"},
      {"สะพาน", "thai"},
      {"title:สะพาน W/3 เปิด", "thai"},
      // Korean has blanks, and particles at the ends of its words.
      {"서울", "office seoul"},
      {"서울에서", "office seoul"},
      {"=서울에서", "seoul"},
      {"서울시", "seoul"},
      {"서울*", "office seoul"},
      {"여객선", "ship"},
      {"여객선 W/2 떠났다", "ship"},
      {"시민", "seoul"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.query);
    CHECK(joined(find(**archive, row.query).ids) == row.ids);
  }
}

TEST_CASE("a run of letters is marked as one, in titles and texts") {
  ArchiveFixture fixture;
  fixture.publish(articles());
  const auto archive = Archive::open(fixture.directory(), ArchiveOptions());
  REQUIRE_MESSAGE(archive, archive.error().message);
  struct Row {
    std::string query;
    std::string title;
    std::string text;
  };
  const std::vector<Row> rows = {
      {"大阪 W/40 東京", "大阪の橋、来年から工事",
       "[大阪]市は川にかかる橋の工事を来年から始める。[東京]の会社が設計を担当する。"},
      {"title:大阪 W/2 橋", "[大阪]の[橋]、来年から工事",
       "大阪市は川にかかる橋の工事を来年から始める。東京の会社が設計を担当する。"},
      {"여객선", "야간 [여객선] 침몰",
       "금요일 밤 야간 [여객선이] 침몰했다. 선장은 [여객선을] 떠났다."},
      {"สะพาน", "กรุงเทพฯ เปิด[สะพาน]ใหม่", "[สะพาน]นี้เชื่อมท่าเรือกับตลาด"},
      {"==工事", "大阪の橋、来年から[工事]",
       "大阪市は川にかかる橋の[工事]を来年から始める。東京の会社が設計を担当する。"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.query);
    const Found found = find(**archive, row.query);
    REQUIRE(found.hits.size() == 1);
    CHECK(shown(found.hits[0].title) == row.title);
    CHECK(shown(first_snippet(found.hits[0])) == row.text);
  }
}

TEST_CASE("titles are suggested by runs of letters, and letters have no longer forms") {
  ArchiveFixture fixture;
  fixture.publish(articles());
  const auto archive = Archive::open(fixture.directory(), ArchiveOptions());
  REQUIRE_MESSAGE(archive, archive.error().message);
  struct Row {
    std::string text;
    std::string ids;
    std::size_t words;
  };
  const std::vector<Row> rows = {
      {"東京", "cherry", 0}, {"夜行フェ", "boat", 0}, {"ケル岬 夜行", "boat", 0}, {"京東", "", 0},
      {"서울", "seoul", 4},  {"สะพ", "thai", 0},      {"ferry s", "office", 2},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Result<SuggestAnswer> answer = suggest(**archive, {row.text, 5});
    REQUIRE_MESSAGE(answer, answer.error().message);
    std::vector<std::string> ids;
    for (const Article& article : answer->titles) ids.push_back(article.id);
    CHECK(joined(ids) == row.ids);
    CHECK(answer->words.size() == row.words);
  }
}

TEST_CASE("articles without blanks are similar by pairs of letters") {
  std::vector<Article> batch = articles();
  batch.push_back(in_language("ja", "inquiry", "夜行フェリーの事故を調査",
                              "港湾局は夜行フェリーの船長から話を聞いた。"));
  ArchiveFixture fixture;
  fixture.publish(batch);
  const auto archive = Archive::open(fixture.directory(), ArchiveOptions());
  REQUIRE_MESSAGE(archive, archive.error().message);
  SimilarRequest request;
  request.id = "inquiry";
  const Result<SimilarAnswer> answer = find_similar(**archive, request);
  REQUIRE_MESSAGE(answer, answer.error().message);
  REQUIRE_FALSE(answer->result.hits.empty());
  CHECK(answer->result.hits.front().article.id == "boat");
  CHECK(std::ranges::find(answer->words, "船長") != answer->words.end());
}

TEST_CASE("Korean words lose the particles at their ends") {
  struct Row {
    std::string word;
    std::string stem;
  };
  const std::vector<Row> rows = {
      {"서울", "서울"},     {"서울에서", "서울"}, {"서울에서는", "서울"}, {"여객선이", "여객선"},
      {"시민들이", "시민"}, {"시민들", "시민"},   {"학교까지", "학교"},   {"사과", "사과"},
      {"나이", "나이"},     {"도", "도"},         {"피었다", "피었다"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word);
    CHECK(is_korean(row.word));
    CHECK(korean_stem(row.word) == row.stem);
  }
  CHECK_FALSE(is_korean(""));
  CHECK_FALSE(is_korean("seoul"));
  CHECK_FALSE(is_korean("서울x에서"));
}

}  // namespace backfile
