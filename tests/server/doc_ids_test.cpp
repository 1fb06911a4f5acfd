// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/doc_ids.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

namespace backfile {
namespace {

std::vector<std::uint32_t> some_docids(std::mt19937& chance, std::size_t count,
                                       std::uint32_t widest) {
  std::vector<std::uint32_t> docids;
  std::uint32_t docid = 0;
  while (docids.size() < count) {
    docid += 1 + static_cast<std::uint32_t>(chance() % widest);
    docids.push_back(docid);
  }
  return docids;
}

TEST_CASE("galloping ends where a plain search does") {
  std::mt19937 chance(1);
  for (const std::size_t count : {0UL, 1UL, 2UL, 3UL, 17UL, 400UL}) {
    const std::vector<std::uint32_t> docids = some_docids(chance, count, 9);
    const std::uint32_t* const end = docids.data() + docids.size();
    for (std::size_t from = 0; from <= count; ++from) {
      for (std::uint32_t wanted = 0; wanted < 60; ++wanted) {
        const std::uint32_t sought = (from == count ? 0 : docids[from]) + wanted * wanted;
        const std::uint32_t* const at = docids.data() + from;
        REQUIRE(gallop(at, end, sought) == std::lower_bound(at, end, sought));
      }
    }
  }
}

TEST_CASE("looking ahead changes nothing of what is visited, and names what comes") {
  std::mt19937 chance(2);
  for (const std::size_t count : {0UL, 1UL, 23UL, 24UL, 25UL, 26UL, 100UL}) {
    const std::vector<std::uint32_t> docids = some_docids(chance, count, 5);
    std::vector<std::uint32_t> visited;
    bool all_to_come = true;
    std::size_t looks = 0;
    const auto ahead = [&](std::uint32_t later, std::uint32_t sooner) {
      ++looks;
      const auto rest = docids.begin() + static_cast<std::ptrdiff_t>(visited.size());
      const auto first = std::find(rest, docids.end(), sooner);
      const auto then = std::find(first, docids.end(), later);
      all_to_come = all_to_come && first != docids.end() && then != docids.end() && first < then;
    };
    DocIds(docids).for_each(ahead, [&](std::uint32_t docid) { visited.push_back(docid); });
    CHECK(visited == docids);
    CHECK(all_to_come);
    CHECK((looks > 0) == (count > 24));
  }
  std::vector<std::uint32_t> visited;
  DocIds::range(3, 90).for_each([](std::uint32_t, std::uint32_t) { FAIL("a range is in order"); },
                                [&](std::uint32_t docid) { visited.push_back(docid); });
  CHECK(visited.size() == 87);
}

}  // namespace
}  // namespace backfile
