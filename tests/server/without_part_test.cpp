// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/without_part.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "server/query/parser.h"

namespace backfile {
namespace {

struct Row {
  std::string q;
  std::vector<std::size_t> path;
  std::string left;  // As printed; empty: nothing.
};

const std::vector<Row> kRows = {
    {"ferry", {}, ""},
    {"ferry harbour", {}, ""},
    {"ferry harbour", {0}, "harbour"},
    {"ferry harbour storm", {1}, "ferry AND storm"},
    {"ferry OR harbour", {1}, "ferry"},
    {"ferry NOT storm", {1}, "ferry"},
    {"ferry NOT storm", {1, 0}, "ferry"},
    {"NOT storm", {0}, ""},
    // What is left joins the group around it.
    {"ferry AND (storm OR (night AND harbour))", {1, 0}, "ferry AND night AND harbour"},
    {"ferry OR (storm AND (night OR harbour))", {1, 0}, "ferry OR night OR harbour"},
    {"ferry W/3 storm", {0}, "storm"},
    {"ferry W/3 (storm OR night)", {1, 1}, "ferry W/3 storm"},
    {"ferry NOT W/3 storm", {1}, "ferry"},
    {"ferry NOT W/3 storm", {0}, ""},
    {"(ferry OR night) NOT W/3 storm", {0, 0}, "night NOT W/3 storm"},
    {"ATLEAST3(ferry OR storm)", {0}, ""},
    {"ATLEAST3(ferry OR storm)", {0, 1}, "ATLEAST3(ferry)"},
    {"harbour ATLEAST3(ferry)", {1, 0}, "harbour"},
};

TEST_CASE("a query without one of its parts is what is left of it") {
  for (const Row& row : kRows) {
    CAPTURE(row.q);
    const Result<Query> query = parse_query(row.q);
    REQUIRE_MESSAGE(query, query.error().message);
    const std::optional<Node> left = without_part(*query->root, row.path);
    CHECK((left ? to_string(*left) : "") == row.left);
  }
}

}  // namespace
}  // namespace backfile
