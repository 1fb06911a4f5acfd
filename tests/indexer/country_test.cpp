// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/country.h"

#include <doctest/doctest.h>

#include <string>

#include "common/article_json.h"
#include "indexer/extract/complete.h"

namespace backfile {
namespace {

TEST_CASE("a country is known by its codes and names") {
  struct Case {
    std::string_view written;
    std::string_view code;
  };
  constexpr Case kCases[] = {
      {"DE", "DE"},
      {"de", "DE"},
      {"deu", "DE"},
      {"Germany", "DE"},
      {"Deutschland", "DE"},
      {"ALLEMAGNE", "DE"},
      {"Alemania", "DE"},
      {"UK", "GB"},
      {"GBR", "GB"},
      {"United Kingdom", "GB"},
      {"Scotland", "GB"},
      {"USA", "US"},
      {"united states of america", "US"},
      {"Vereinigte Staaten", "US"},
      {"Côte d’Ivoire", "CI"},
      {"cote d’ivoire", "CI"},
      {"Türkiye", "TR"},
      {"  South   Korea ", "KR"},
      {"Niger", "NE"},
      {"Kosovo", "XK"},
      {"EU", ""},
      {"ZZ", ""},
      {"Europe", ""},
      {"english", ""},
      {"d", ""},
      {"", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.written);
    CHECK(country_code(row.written) == row.code);
  }
  CHECK(country_code(std::string(1000, 'a')).empty());
}

TEST_CASE("top-level domains say a country where its press uses them") {
  struct Case {
    std::string_view host;
    std::string_view country;
  };
  constexpr Case kCases[] = {
      {"lantern.de", "de"},
      {"lantern.co.uk", "gb"},
      {"lantern.com.au", "au"},
      {"lantern.com", ""},
      {"lantern.org", ""},
      {"lantern.tv", ""},
      {"lantern.io", ""},
      {"lantern.co", ""},
      {"lantern.me", ""},
      {"lantern.ai", ""},
      {"lantern.eu", ""},
      {"lantern.example", ""},
      {"localhost", ""},
      {"", ""},
      {"de", ""},
      {"lantern.de.com", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.host);
    CHECK(country_of_ending(row.host) == row.country);
  }
}

// The table is the measure of the rule: it knows where hosts really publish.
TEST_CASE("the top-level domain is right for every host of the table that it speaks of") {
  std::size_t spoken = 0;
  std::size_t right = 0;
  for (const NewsHost& row : NewsHosts::built_in()) {
    const std::string_view country = country_of_ending(row.host);
    if (country.empty()) continue;
    ++spoken;
    CHECK_MESSAGE(country == row.country, row.host);
    if (country == row.country) ++right;
    CHECK(country_code(country).size() == 2);
  }
  CHECK(spoken > 400);
  CHECK(right == spoken);
}

TEST_CASE("the source of an article has the country that is given, else its host's") {
  struct Case {
    Source source;
    std::string_view url;
    std::string_view country;
    std::string_view origin;
  };
  const Case kCases[] = {
      {{"", "", "", "germany"}, "https://www.nytimes.com/1", "DE", ""},
      {{"", "", "", "Middle-earth"}, "https://www.nytimes.com/1", "US", "host"},
      {{"", "", "", ""}, "https://www.nytimes.com/1", "US", "host"},
      {{"", "", "", ""}, "https://cooking.nytimes.com/1", "US", "host"},
      {{"", "", "", ""}, "https://www.smalltown-lantern.co.uk/1", "GB", "domain"},
      {{"", "", "", ""}, "https://www.smalltown-lantern.com/1", "", ""},
      {{"", "", "", ""}, "https://www.thelocal.de/1", "DE", "domain"},
      // The source's own domain goes before the address, which may be an aggregator's.
      {{"", "", "lantern.ie", ""}, "https://news.google.co.uk/1", "IE", "domain"},
      {{"", "The Irish Times", "", ""}, "", "IE", "host"},
      {{"", "The Nation", "", ""}, "", "", ""},
      {{"lantern", "The Lantern", "", ""}, "", "", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.url);
    CAPTURE(row.source.name);
    Article article;
    article.title = "Ferry late";
    article.source = row.source;
    article.url = row.url;
    const auto done = complete(article);
    REQUIRE(done);
    CHECK(done->source.country == row.country);
    std::string origin;
    for (const FieldOrigin& one : done->origins) {
      if (one.field == "source.country") origin = one.origin;
    }
    CHECK(origin == row.origin);
    const auto twice = complete(*done);
    REQUIRE(twice);
    CHECK(to_json_line(*twice) == to_json_line(*done));
  }
}

TEST_CASE("an operator's table says the country of a host, too") {
  const auto hosts =
      NewsHosts::with_rows("lantern.de\tThe Lantern\tat\tEurope/Vienna\tdmy\tde", "x");
  REQUIRE(hosts);
  Article article;
  article.title = "Fähre";
  article.url = "https://lantern.de/1";
  const auto done = complete(article, *hosts);
  REQUIRE(done);
  CHECK(done->source.country == "AT");
}

}  // namespace
}  // namespace backfile
