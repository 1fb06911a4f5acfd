// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/news_hosts.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>

#include "common/text.h"
#include "common/url.h"
#include "indexer/extract/date_hints.h"
#include "indexer/extract/news_hosts_text.h"
#include "indexer/extract/source_names.h"
#include "tests/support/temporary_directory.h"

namespace backfile {
namespace {

const NewsHosts& known() { return NewsHosts::built_in(); }

std::size_t rows_in_file() {
  const std::string_view text = news_hosts_text();
  const auto lines = split_lines(text);
  return static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(),
                    [](std::string_view line) { return !line.empty() && !line.starts_with('#'); }));
}

std::string host_of_name(const NewsHosts& hosts, std::string_view name) {
  const NewsHost* row = hosts.find_named(name);
  return row == nullptr ? "none" : row->host;
}

std::string name_of_host(const NewsHosts& hosts, std::string_view host) {
  const NewsHost* row = hosts.find_host(host);
  return row == nullptr ? "none" : row->name;
}

TEST_CASE("every row of the file is in the table, sorted, of all parts of the world") {
  // A file that is not read leaves an empty table, and a host that stands twice one row less.
  const auto rows = static_cast<std::size_t>(std::distance(known().begin(), known().end()));
  CHECK(rows == rows_in_file());
  CHECK(rows >= 320);
  std::string before;
  for (const std::string_view line : split_lines(news_hosts_text())) {
    if (line.empty() || line.starts_with('#')) continue;
    const std::string host(line.substr(0, line.find('\t')));
    CHECK_MESSAGE(before < host, host);
    before = host;
  }
  std::set<std::string> countries;
  for (const NewsHost& row : known()) countries.insert(row.country);
  CHECK(countries.size() >= 100);
  for (const char* country :
       {"us", "br", "gb", "de", "ru", "eg", "ng", "za", "in", "cn", "id", "jp", "au", "fj", "mx"}) {
    CAPTURE(country);
    CHECK(countries.contains(country));
  }
}

TEST_CASE("the table's hosts, countries, zones and languages are of their kind") {
  const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
  const std::filesystem::path zones = "/usr/share/zoneinfo";
  REQUIRE(std::filesystem::exists(zones / "Europe/Dublin"));
  for (const NewsHost& row : known()) {
    CAPTURE(row.host);
    CHECK(host_of("https://www." + row.host + "/") == row.host);
    CHECK(collapse_blanks(clean_text(row.name)) == row.name);
    CHECK(row.country.size() == 2);
    CHECK(std::all_of(row.country.begin(), row.country.end(), small));
    CHECK((row.language.size() == 2 || row.language.size() == 3));
    CHECK(std::all_of(row.language.begin(), row.language.end(), small));
    CHECK(std::filesystem::is_regular_file(zones / row.zone));
  }
}

TEST_CASE("a host under the domain of a country is published there") {
  // Papers in exile and those of an emirate may differ; these endings are never sold abroad.
  for (const NewsHost& row : known()) {
    for (const std::string_view country : {"de", "fr", "jp", "br", "au", "za", "ie", "il", "cn"}) {
      if (row.host.ends_with("." + std::string(country))) {
        CHECK_MESSAGE(row.country == country, row.host);
      }
    }
  }
}

TEST_CASE("a host is found by itself and by its parent domains, and never by a part of a name") {
  struct Case {
    std::string_view host;
    std::string_view name;
  };
  constexpr Case kCases[] = {
      {"nytimes.com", "The New York Times"},
      {"cooking.nytimes.com", "The New York Times"},
      {"a.b.nytimes.com", "The New York Times"},
      {"notnytimes.com", "none"},
      {"nytimes.com.example", "none"},
      {"com", "none"},
      {"", "none"},
      {".", "none"},
      {"timesofindia.indiatimes.com", "The Times of India"},
      {"economictimes.indiatimes.com", "The Economic Times"},
      {"indiatimes.com", "none"},
      {"asia.nikkei.com", "Nikkei Asia"},
      {"www3.nikkei.com", "Nikkei"},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.host);
    CHECK(name_of_host(known(), row.host) == row.name);
  }
}

TEST_CASE("a name is found in any spelling, unless papers of several countries have it") {
  struct Case {
    std::string_view name;
    std::string_view host;
  };
  constexpr Case kCases[] = {
      {"The New York Times", "nytimes.com"},
      {"new york  TIMES", "nytimes.com"},
      {"Suddeutsche Zeitung", "sueddeutsche.de"},
      {"BBC News", "bbc.co.uk"},  // And bbc.com, of the same country.
      {"The Nation", "none"},     // Of the US, of Pakistan and of Thailand.
      {"The Lantern", "none"},
      {"", "none"},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.name);
    CHECK(host_of_name(known(), row.name) == row.host);
  }
}

TEST_CASE("known hosts and names complete a source, unknown ones stay as they are") {
  CHECK(source_at("nytimes.com", known()).name == "The New York Times");
  CHECK(source_at("cooking.nytimes.com", known()).id == "cooking.nytimes.com");
  CHECK(source_at("lantern.example", known()).name == "lantern.example");
  CHECK(source_named("Haaretz", known()).id == "haaretz.com");
  CHECK(source_named("The  Lantern", known()).id == "the-lantern");
  CHECK(source_named("The  Lantern", known()).domain.empty());
}

TEST_CASE("rows of a user go before those of the table, and add to them") {
  constexpr std::string_view kRows =
      "\xEF\xBB\xBF# Ours.\r\n"
      "\r\n"
      "nytimes.com\tOur Times\tie\tEurope/Dublin\tdmy\tga\r\n"
      "lantern.example\tThe Nation\tgb\tEurope/London\tdmy\ten\r\n"
      "b\xC3\xBC"
      "cher.example\tB\xC3\xBC"
      "cher\tde\tUTC\tdmy\tde";
  const Result<NewsHosts> made = NewsHosts::with_rows(kRows, "ours.tsv");
  REQUIRE_MESSAGE(made, made.error().message);
  const NewsHosts& hosts = *made;
  CHECK(name_of_host(hosts, "nytimes.com") == "Our Times");
  CHECK(hosts.find_host("nytimes.com")->language == "ga");
  CHECK(host_of_name(hosts, "The New York Times") == "none");
  CHECK(host_of_name(hosts, "our times") == "nytimes.com");
  CHECK(host_of_name(hosts, "The Nation") == "lantern.example");
  CHECK(name_of_host(hosts, "haaretz.com") == "Haaretz");
  CHECK(name_of_host(hosts,
                     "b\xC3\xBC"
                     "cher.example") ==
        "B\xC3\xBC"
        "cher");
  // Nothing of it is in the table that is compiled in.
  CHECK(name_of_host(known(), "nytimes.com") == "The New York Times");
  CHECK(name_of_host(known(), "lantern.example") == "none");
}

TEST_CASE("a wrong row is refused with file, line, what is wrong and what to write") {
  struct Case {
    std::string_view row;
    std::string_view message;
  };
  constexpr Case kCases[] = {
      {"a.example\tA\tus\tAmerica/Chicago\tmdy",
       "the row has 5 columns; write host, name, country, zone, order and language, parted by "
       "tabs"},
      {"a.example A us America/Chicago mdy en",
       "the row has 1 columns; write host, name, country, zone, order and language, parted by "
       "tabs"},
      {"www.a.example\tA\tus\tAmerica/Chicago\tmdy\ten",
       "the host is \"www.a.example\"; write it in lower case, without www. and path: "
       "\"example.com\""},
      {"A.example\tA\tus\tAmerica/Chicago\tmdy\ten",
       "the host is \"A.example\"; write it in lower case, without www. and path: "
       "\"example.com\""},
      {"https://a.example/\tA\tus\tAmerica/Chicago\tmdy\ten",
       "the host is \"https://a.example/\"; write it in lower case, without www. and path: "
       "\"example.com\""},
      {"localhost\tA\tus\tAmerica/Chicago\tmdy\ten",
       "the host is \"localhost\"; write it in lower case, without www. and path: "
       "\"example.com\""},
      {"a.example\t \tus\tAmerica/Chicago\tmdy\ten",
       "the name is empty; write it as readers know it"},
      {"a.example\tA\tuk\tEurope/London\tdmy\ten",
       "the country is \"uk\"; write \"gb\", the code of ISO 3166"},
      {"a.example\tA\tUSA\tAmerica/Chicago\tmdy\ten",
       "the country is \"USA\"; write the two letters of ISO 3166 in lower case, as \"us\""},
      {"a.example\tA\tus\tCST\tmdy\ten",
       "the time zone is \"CST\"; write a name of the zone database, as \"Europe/Dublin\""},
      {"a.example\tA\tus\tAmerica/Chicago\tMDY\ten", "the order is \"MDY\"; write dmy, mdy or ymd"},
      {"a.example\tA\tus\tAmerica/Chicago\tmdy\ten-US",
       "the language is \"en-US\"; write the two or three letters of BCP 47, as \"en\""},
      {"a.example\tA\xFF\tus\tAmerica/Chicago\tmdy\ten", "the row is not valid UTF-8"},
      {"b.example\tB\tus\tAmerica/Chicago\tmdy\ten",
       "the host \"b.example\" has a row in line 2 already; keep one"},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.row);
    const std::string text =
        "# Ours.\nb.example\tB\tus\tAmerica/Chicago\tmdy\ten\n\n" + std::string(row.row) + "\n";
    const Result<NewsHosts> hosts = NewsHosts::with_rows(text, "ours.tsv");
    REQUIRE_FALSE(hosts);
    CHECK(hosts.error().code == ErrorCode::BadConfig);
    CHECK(hosts.error().message == "ours.tsv:4: " + std::string(row.message));
  }
}

TEST_CASE("a table is read from a file, and a missing file is a wrong configuration") {
  const TemporaryDirectory place;
  const std::string path = place.path() + "/hosts.tsv";
  std::ofstream(path) << "lantern.example\tThe Lantern\tgb\tEurope/London\tdmy\ten\n";
  const Result<NewsHosts> hosts = NewsHosts::with_file(path);
  REQUIRE(hosts);
  CHECK(name_of_host(*hosts, "lantern.example") == "The Lantern");
  const Result<NewsHosts> none = NewsHosts::with_file(path + "x");
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::BadConfig);
  CHECK(none.error().message.find(path + "x") != std::string::npos);
}

TEST_CASE("how dates are written follows from the host, else from its country's domain") {
  struct Case {
    std::string_view host;
    std::string_view country;  // "none" when the host says nothing.
    bool day_first = true;
  };
  constexpr Case kCases[] = {
      {"timesofisrael.com", "il"},
      {"blogs.timesofisrael.com", "il"},
      {"nytimes.com", "us", false},
      {"ft.com", "gb"},
      {"inquirer.net", "ph", false},
      {"caixin.com", "cn", false},
      {"lantern.ie", "ie"},
      {"lantern.co.uk", "gb"},
      {"lantern.co.il", "il"},
      {"lantern.us", "us", false},
      {"lantern.co.jp", "jp", false},
      {"lantern.in", "in"},
      {"lantern.com", "none"},
      {"lantern.tv", "none"},
      {"lantern.example", "none"},
      {"ie", "none"},
      {"", "none"},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.host);
    const auto hints = date_hints_at(row.host, known());
    CHECK((hints ? hints->country : "none") == row.country);
    CHECK((!hints || hints->day_first == row.day_first));
  }
}

TEST_CASE("the hosts of an article go before the name of its source") {
  const auto country_of = [](Article article) {
    const auto hints = date_hints_of(article, known());
    return std::string(hints ? hints->country : "none");
  };
  Article article;
  CHECK(country_of(article) == "none");
  article.source.name = "Haaretz";
  CHECK(country_of(article) == "il");
  article.url = "https://copies.example/1";
  CHECK(country_of(article) == "none");
  article.canonical_url = "irishtimes.com/1";
  CHECK(country_of(article) == "ie");
  article.canonical_url = "https://www.irishtimes.com/1";
  CHECK(country_of(article) == "ie");
  article.url = "https://www.dawn.com/1";
  CHECK(country_of(article) == "pk");
  article.source.domain = "smh.com.au";
  CHECK(country_of(article) == "au");
}

}  // namespace
}  // namespace backfile
