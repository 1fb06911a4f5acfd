// SPDX-License-Identifier: GPL-3.0-or-later
// Queries in one syntax as they are written in the others.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "server/query/ast.h"
#include "server/query/convert.h"
#include "server/query/parser.h"
#include "tests/server/random_tree.h"

namespace backfile {
namespace {

using Json = nlohmann::json;

// Factiva has a range of lengths as two conditions.
Node with_lengths_apart(const Node& node) {
  if (node.kind == Node::Kind::Length && node.from != kOpenFrom && node.until != kOpenUntil) {
    Node both;
    both.kind = Node::Kind::And;
    both.children = {node, node};
    both.children[0].until = kOpenUntil;
    both.children[1].from = kOpenFrom;
    return both;
  }
  Node whole = node;
  whole.children.clear();
  for (const Node& child : node.children) {
    Node part = with_lengths_apart(child);
    if (part.kind == node.kind && node.kind == Node::Kind::And) {
      std::ranges::move(part.children, std::back_inserter(whole.children));
    } else {
      whole.children.push_back(std::move(part));
    }
  }
  return whole;
}

void check_round_trip(Syntax syntax, const Node& tree, int* expressible) {
  const Result<std::string> text = print_as(syntax, tree);
  if (!text) {
    RC_ASSERT(text.error().code == ErrorCode::InvalidArgument);
    RC_ASSERT(text.error().detail.kind == "not_expressible");
    RC_ASSERT(!text.error().detail.found.empty());
    RC_ASSERT(to_string(tree).find(text.error().detail.found) != std::string::npos);
    return;
  }
  RC_LOG(*text);
  const Result<Query> again = parse_query(*text, {.syntax = syntax, .longest = 1 << 16});
  // Brackets and doubled words may go over a limit.
  if (!again && again.error().detail.kind == "query_too_broad") return;
  if (!again) RC_FAIL(again.error().message);
  RC_ASSERT(again->root.has_value());
  RC_LOG(to_string(*again->root));
  RC_ASSERT(*again->root == (syntax == Syntax::Factiva ? with_lengths_apart(tree) : tree));
  ++*expressible;
}

}  // namespace

TEST_CASE("a tree that another syntax has words for is read there as the same tree") {
  for (const auto& [name, syntax] : kSyntaxNames) {
    CAPTURE(name);
    int expressible = 0;
    for (const std::size_t levels : {0UL, 1UL, 2UL}) {
      const auto property = [&, levels, syntax = syntax] {
        const Node tree = random_tree(levels);
        RC_LOG(to_string(tree));
        check_round_trip(syntax, tree, &expressible);
      };
      CHECK(rc::check("print in the other syntax, parse there, same tree", property));
    }
    // Few trees of chance are words and phrases alone; the table has more.
    if (syntax != Syntax::Simple) CHECK(expressible > 10);
  }
}

TEST_CASE("the table of conversions holds") {
  std::ifstream file(BACKFILE_TEST_QUERIES "/conversions.jsonl");
  std::size_t rows = 0;
  for (std::string line; std::getline(file, line); ++rows) {
    const Json row = Json::parse(line);
    const std::string q = row.at("q");
    CAPTURE(q);
    const Result<Query> query = parse_query(q);
    REQUIRE_MESSAGE(query.has_value(), query.error().message);
    for (const auto& [name, syntax] : kSyntaxNames) {
      if (syntax == Syntax::Backfile) continue;
      CAPTURE(name);
      const Json& expected = row.at(std::string(name));
      const Result<std::string> text = print_as(syntax, *query->root);
      if (expected.is_string()) {
        REQUIRE_MESSAGE(text.has_value(), text.error().message);
        CHECK(*text == expected.get<std::string>());
        continue;
      }
      REQUIRE_FALSE(text.has_value());
      CHECK(text.error().detail.position == expected.at("position").get<std::size_t>());
      CHECK(text.error().detail.found == expected.at("found").get<std::string>());
    }
  }
  CHECK(rows >= 30);
}

}  // namespace backfile
