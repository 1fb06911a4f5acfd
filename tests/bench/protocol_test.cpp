// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/drivers/protocol.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace backfile;

TEST_CASE("a question has ten columns") {
  const auto question =
      parse_question("and\tferry boat\t0\t86400\tnewest\t10\t1\t0\tsource,section\t1");
  REQUIRE(question);
  CHECK(question->kind == "and");
  CHECK(question->words == std::vector<std::string>{"ferry", "boat"});
  CHECK(question->from == 0);
  CHECK(question->until == 86400);
  CHECK(question->newest);
  CHECK(question->hits == 10);
  CHECK(question->fetch);
  CHECK(!question->snippets);
  CHECK(question->facets == std::vector<std::string>{"source", "section"});
  CHECK(question->timeline);

  const auto everything = parse_question("all\t-\t-\t-\trelevance\t0\t0\t0\t-\t0");
  REQUIRE(everything);
  CHECK(everything->words.empty());
  CHECK(!everything->from);
  CHECK(everything->facets.empty());
  CHECK(!parse_question("all\t-"));
}

TEST_CASE("an answer tells the largest counts of a facet, whatever their order") {
  DriverAnswer answer;
  answer.total = 12;
  answer.ids = {"a", "b"};
  answer.facets = {{"source", {1, 5, 2, 3, 4, 9}}};
  answer.months = {7, 5};
  CHECK(answer_line(answer, 1.25) == "12\t1.2\ta,b\tsource:9,5,4,3,2;months:2,12");
  CHECK(answer_line({}, 10) == "0\t10.0\t-\t-");
}

TEST_CASE("months are those of the calendar in UTC") {
  CHECK(month_of(0) == 1970 * 12);
  CHECK(month_of(-1) == 1969 * 12 + 11);
  CHECK(month_of(951'782'400) == 2000 * 12 + 1);  // 2000-02-29
  CHECK(month_of(951'868'800) == 2000 * 12 + 2);  // 2000-03-01
}
