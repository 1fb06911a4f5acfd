// SPDX-License-Identifier: GPL-3.0-or-later
// tests/data/queries has a file for each syntax: JSON Lines, each a query ("q") with its tree as
// our syntax prints it and the codes of its warnings, or with the position, a part of the message
// and the suggestion of its error.
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "server/query/ast.h"
#include "server/query/parser.h"

namespace backfile {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t kNow = 1'795'825'130;  // 2026-11-28T00:18:50Z.

std::string codes(const std::vector<Warning>& warnings) {
  std::string text;
  for (const Warning& warning : warnings) {
    if (!text.empty()) text += ' ';
    text += warning.code;
  }
  return text;
}

std::vector<Json> rows_of(std::string_view syntax) {
  std::ifstream file(std::string(BACKFILE_TEST_QUERIES "/") + std::string(syntax) + ".jsonl");
  std::vector<Json> rows;
  for (std::string line; std::getline(file, line);) rows.push_back(Json::parse(line));
  return rows;
}

void check_tree(const Json& row, const Result<Query>& query) {
  REQUIRE_MESSAGE(query.has_value(), query.error().message);
  CHECK((query->root ? to_string(*query->root) : "") == row.at("tree").get<std::string>());
  CHECK(codes(query->warnings) == row.value("warnings", ""));
}

void check_error(const Json& row, const Result<Query>& query, const ParseOptions& options) {
  REQUIRE_FALSE(query.has_value());
  const Error& error = query.error();
  CAPTURE(error.message);
  CHECK(error.code == ErrorCode::InvalidArgument);
  CHECK(error.detail.parameter == "q");
  CHECK(error.detail.position == row.at("position").get<std::size_t>());
  CHECK(error.message.find(row.at("message").get<std::string>()) != std::string::npos);
  CHECK(error.detail.suggestion == row.value("suggestion", ""));
  CHECK_FALSE(error.detail.found.empty());
  CHECK_FALSE(error.detail.expected.empty());
  if (error.detail.suggestion.empty()) return;
  CHECK(parse_query(error.detail.suggestion, options).has_value());
}

}  // namespace

TEST_CASE("each query of the tables is read as its tree or refused where it breaks") {
  std::size_t all = 0;
  for (const auto& [name, syntax] : kSyntaxNames) {
    const ParseOptions options{.syntax = syntax, .now = kNow};
    const std::vector<Json> rows = rows_of(name);
    CHECK(rows.size() >= 20);
    all += rows.size();
    for (const Json& row : rows) {
      const std::string text = row.at("q");
      CAPTURE(name);
      CAPTURE(text);
      const Result<Query> query = parse_query(text, options);
      if (row.contains("tree")) {
        check_tree(row, query);
      } else {
        check_error(row, query, options);
      }
    }
  }
  CHECK(all >= 300);
}

}  // namespace backfile
