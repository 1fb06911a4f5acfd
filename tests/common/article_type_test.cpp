// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/article_type.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace backfile;

TEST_CASE("each type is known by its own name and by those that others give it") {
  std::set<std::string_view> names;
  for (const ArticleType& row : kArticleTypes) {
    CAPTURE(row.name);
    CHECK(names.insert(row.name).second);
    CHECK(find_article_type(row.name) == &row);
    CHECK(article_type_named(row.name) == row.name);
    CHECK(article_type_named(row.nyt) == row.name);
    // A column is a comment to the Guardian, and an editorial an opinion to schema.org.
    if (!row.tone.empty() && row.name != "column") CHECK(article_type_named(row.tone) == row.name);
    CHECK(article_type_named("tone/" + std::string(row.name)) == row.name);
  }
  CHECK(find_article_type("article") == nullptr);
  CHECK(find_article_type("") == nullptr);
}

TEST_CASE("words of other vocabularies mean one of our types or none") {
  struct Case {
    std::string_view word;
    std::string_view type;
  };
  constexpr Case kCases[] = {
      // schema.org: what is said of every article says nothing.
      {"NewsArticle", ""},
      {"Article", ""},
      {"BlogPosting", ""},
      {"https://schema.org/OpinionNewsArticle", "opinion"},
      {"schema:ReviewNewsArticle", "review"},
      {"ReportageNewsArticle", "news"},
      {"BackgroundNewsArticle", "background"},
      {"LiveBlogPosting", "live"},
      {"SatiricalArticle", "satire"},
      {"AdvertiserContentArticle", "advert"},
      {"AskPublicNewsArticle", "callout"},
      {"ClaimReview", "factcheck"},
      // IPTC
      {"genre:interview", "interview"},
      {"http://cv.iptc.org/newscodes/genre/Press_Release", "release"},
      {"Results Listings & Statistics", "listing"},
      {"Transcript and Verbatim", "transcript"},
      {"Current", "news"},
      {"Actuality", ""},
      // The New York Times
      {"Op-Ed; Opinion", "opinion"},
      {"Obituary (Obit)", "obituary"},
      {"Editors' Note", "correction"},
      {"Letter", "letter"},
      {"News; Review", "review"},
      {"Paid Death Notice", "advert"},
      {"Recipe", ""},
      // Data sets, and other languages
      {"article", ""},
      {"liveblog", "live"},
      {"fact-check", "factcheck"},
      {"FACT_CHECK", "factcheck"},
      {"Leitartikel", "editorial"},
      {"Nécrologie", "obituary"},
      {"Reseña", "review"},
      // What is none of these
      {"", ""},
      {"; ,|", ""},
      {"politics", ""},
      {"opinionated", ""},
      {"/", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.word);
    CHECK(article_type_named(row.word) == row.type);
  }
  CHECK(article_type_named(std::string(300, ';') + "review") == "");
}

TEST_CASE("of several types the first counts that says more than news") {
  CHECK(article_type_among({}) == "");
  CHECK(article_type_among({"story", "News"}) == "news");
  CHECK(article_type_among({"News", "", "Letter", "Review"}) == "letter");
}
