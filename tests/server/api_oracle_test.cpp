// SPDX-License-Identifier: GPL-3.0-or-later
// What the API answers to requests of chance, against a look at each article: of the sample, or of
// the records in the file that BACKFILE_TEST_ARTICLES names (as `backfile-index extract` prints
// them). BACKFILE_TEST_REQUESTS says how many requests, BACKFILE_TEST_MOST_ARTICLES of how many
// articles.
#include "tests/server/api_oracle.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <map>
#include <string>

namespace backfile {

TEST_CASE("every number of the API is what a look at each article gives") {
  const std::uint64_t seed = test_seed();
  Random random(seed);
  const Oracle oracle(random);
  MESSAGE("seed " << seed << ", " << oracle.live().size() << " articles");
  Asker asker(oracle, &random);
  constexpr std::array kKinds = {
      &Asker::ask_search,     &Asker::ask_count,    &Asker::ask_facets,
      &Asker::ask_values,     &Asker::ask_timeline, &Asker::ask_timeline,
      &Asker::ask_sample,     &Asker::ask_terms,    &Asker::ask_concordance,
      &Asker::ask_collocates, &Asker::ask_coverage, &Asker::ask_changes,
      &Asker::ask_export,     &Asker::walk};
  const std::size_t wanted = test_setting("BACKFILE_TEST_REQUESTS", 2'800);
  for (std::size_t i = 0; i < wanted; ++i) {
    INFO("request " << i << " of seed " << seed);
    (asker.*kKinds[i % kKinds.size()])();
  }
}

TEST_CASE("every article of a stratum is drawn as often as its probability says") {
  Random random(7);
  const Oracle oracle(random);
  constexpr int kDraws = 400;
  std::map<std::string, int> drawn;
  std::map<std::string, double> expected;
  for (int seed = 0; seed < kDraws; ++seed) {
    const Json json =
        oracle.json("/api/v1/sample?size=60&stratify=language&seed=" + std::to_string(seed));
    for (const Json& one : json.at("results")) {
      ++drawn[one.at("id")];
      expected[one.at("id")] = one.at("probability");
    }
  }
  CHECK(drawn.size() == oracle.live().size());
  double deviation = 0;
  for (const auto& [id, times] : drawn) {
    const double mean = kDraws * expected.at(id);
    const double variance = mean * (1 - expected.at(id));
    if (variance == 0) {
      CHECK(times == kDraws);
      continue;
    }
    CHECK(std::abs(times - mean) < 5 * std::sqrt(variance));
    deviation += (times - mean) * (times - mean) / variance;
  }
  // The sum is about the number of articles.
  const auto articles = static_cast<double>(drawn.size());
  CHECK(std::abs(deviation - articles) < 5 * std::sqrt(2 * articles));
}

}  // namespace backfile
