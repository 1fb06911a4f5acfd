// SPDX-License-Identifier: GPL-3.0-or-later
// No endpoint answers 500 to any input.
#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <string_view>

#include "server/api/parameters.h"
#include "server/api/routes.h"
#include "server/render/target.h"
#include "tests/server/growing_archive.h"

namespace backfile {
namespace {

constexpr std::array<std::string_view, 67> kValues = {"",
                                                      "storm",
                                                      "a",
                                                      "again OR storm",
                                                      "(",
                                                      ")",
                                                      "\"",
                                                      "\"storm",
                                                      "storm W/3 again",
                                                      "storm NOT W/S version",
                                                      "NOT storm",
                                                      "ATLEAST2(storm)",
                                                      "sto*",
                                                      "*",
                                                      "?",
                                                      "st?rm~1",
                                                      "storm~9",
                                                      "title:",
                                                      "title:storm",
                                                      "date:2017..",
                                                      "words:>3",
                                                      "lead:storm",
                                                      "LEAD(storm)",
                                                      "AND",
                                                      "-",
                                                      "0",
                                                      "1",
                                                      "-1",
                                                      "+1",
                                                      "1.5",
                                                      "0.55",
                                                      "-0.0",
                                                      "nan",
                                                      "inf",
                                                      "1e3",
                                                      "99999999999999999999",
                                                      "4294967295",
                                                      "1000",
                                                      "1001",
                                                      "2017",
                                                      "1600",
                                                      "2999-12-31",
                                                      "9999",
                                                      "2017-13-01",
                                                      "2017-01-19T16:26:00+05:30",
                                                      "hour",
                                                      "decade",
                                                      "auto",
                                                      "source",
                                                      "source,author,tag",
                                                      "colour",
                                                      "Europe/Berlin",
                                                      "../../etc",
                                                      "relevance",
                                                      "newest",
                                                      "indexed",
                                                      "-words",
                                                      "exact",
                                                      "3",
                                                      "100000",
                                                      "log_dice",
                                                      "left",
                                                      "http://a.example/x",
                                                      "\xE6\x9D\xB1\xE4\xBA\xAC",
                                                      "\xC3\xA9t\xC3\xA9",
                                                      "\xFF\xFE",
                                                      "a\tb"};

constexpr std::array<std::string_view, 9> kRests = {"a", "b1.json", "a.csl.json", "source", "atom",
                                                    "%", "%00",     "x%2Fy",      ".."};

using Random = std::mt19937_64;

std::string value(Random& random) {
  if (random() % 40 == 0) return std::string(random() % 3000, "ax(\"*"[random() % 5]);
  return std::string(kValues[random() % kValues.size()]);
}

std::string target(Random& random) {
  const RouteRow& row = kRoutes[random() % kRoutes.size()];
  std::string path(row.pattern);
  const std::size_t brace = path.find('{');
  if (brace != std::string::npos) {
    path.replace(brace, path.find('}') + 1 - brace, kRests[random() % kRests.size()]);
  }
  std::string text = path;
  char between = '?';
  for (std::size_t count = random() % 6; count > 0; --count) {
    const bool known = random() % 20 != 0;
    std::string name =
        known ? std::string(kParameters[random() % kParameters.size()].name) : value(random);
    // Most of them where they are allowed, so that what they do is reached.
    for (int tries = 0; tries < 60 && known; ++tries) {
      const Parameter& parameter = kParameters[random() % kParameters.size()];
      if (!is_allowed(parameter, row.route)) continue;
      name = parameter.name;
      break;
    }
    text += between + percent_encode(name) + "=" + percent_encode(value(random));
    between = '&';
  }
  return text;
}

TEST_CASE("no endpoint answers 500 to any input") {
  GrowingArchive served;
  served.grow();
  served.grow();
  served.open();
  const char* const wanted = std::getenv("BACKFILE_TEST_SEED");
  const std::uint64_t seed =
      wanted == nullptr ? std::random_device{}() : std::strtoull(wanted, nullptr, 10);
  MESSAGE("seed " << seed);
  Random random(seed);
  std::map<int, int> statuses;
  for (int i = 0; i < 20'000; ++i) {
    HttpRequest request{.target = target(random)};
    INFO("request " << i << " of seed " << seed << ": " << request.target);
    if (random() % 8 == 0) {
      const std::size_t mark = request.target.find('?');
      request.is_post = true;
      request.content_type = "application/x-www-form-urlencoded";
      if (mark != std::string::npos) request.body = request.target.substr(mark + 1);
      request.target.resize(std::min(mark, request.target.size()));
    }
    request.is_options = random() % 50 == 0;
    HttpResponse response = served.answer(request);
    while (response.stream) {
      std::string piece;
      const BodySource::Step step = response.stream->next(piece);
      CHECK(step != BodySource::Step::Failed);
      if (step != BodySource::Step::More) break;
    }
    CHECK(response.status != 500);
    ++statuses[response.status];
  }
  // The requests reach what they are to test.
  CHECK(statuses[200] > 2000);
  CHECK(statuses[400] > 2000);
}

}  // namespace
}  // namespace backfile
