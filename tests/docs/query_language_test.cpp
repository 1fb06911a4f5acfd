// SPDX-License-Identifier: GPL-3.0-or-later
// Holds docs/query-language.md to its word: every example is parsed.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/schema.h"
#include "server/query/ast.h"
#include "server/query/parser.h"

namespace backfile {
namespace {

struct WarningExample {
  std::string code;
  std::string query;
};

// A row of the tables of other syntaxes.
struct Counterpart {
  Syntax syntax;
  std::string query;
  std::string ours;
};

struct Page {
  std::vector<std::string> queries;      // From blocks marked "query" and tables headed "Query".
  std::vector<std::string> refused;      // From blocks marked "query-error" and tables "Refused".
  std::vector<WarningExample> warnings;  // From the table headed "Code".
  std::vector<Counterpart> counterparts;
};

// The code spans of a row of a table, cell by cell; empty for a cell without one.
std::vector<std::string> code_of_cells(std::string_view row) {
  std::vector<std::string> cells;
  std::string code;
  bool inside = false;
  for (const char c : row.substr(1)) {
    if (c == '`') {
      inside = !inside;
    } else if (inside) {
      code += c;
    } else if (c == '|') {
      cells.push_back(code);
      code.clear();
    }
  }
  return cells;
}

// The first code span of each cell of a row.
std::vector<std::string> first_code_of_cells(std::string_view row) {
  std::vector<std::string> cells(1);
  int marks = 0;  // In this cell.
  for (const char c : row.substr(1)) {
    if (c == '`') {
      ++marks;
    } else if (marks == 1) {
      cells.back() += c;
    } else if (c == '|' && marks % 2 == 0) {
      cells.emplace_back();
      marks = 0;
    }
  }
  return cells;
}

void read_counterpart(const std::string& row, const std::string& heading, Page* page) {
  constexpr std::pair<std::string_view, Syntax> kHeadings[] = {
      {"| Nexis", Syntax::Nexis}, {"| Factiva", Syntax::Factiva}, {"| Lucene", Syntax::Lucene}};
  const std::vector<std::string> cells = first_code_of_cells(row);
  if (cells.size() < 2 || cells[1].empty()) return;
  for (const auto& [title, syntax] : kHeadings) {
    if (heading.starts_with(title)) page->counterparts.push_back({syntax, cells[0], cells[1]});
  }
}

void read_row(const std::string& row, const std::string& heading, Page* page) {
  read_counterpart(row, heading, page);
  const std::vector<std::string> cells = code_of_cells(row);
  if (cells.empty() || cells[0].empty()) return;
  if (heading.starts_with("| Query")) page->queries.push_back(cells[0]);
  if (heading.starts_with("| Refused")) page->refused.push_back(cells[0]);
  if (heading.starts_with("| Code") && !cells.back().empty()) {
    page->warnings.push_back({cells[0], cells.back()});
  }
}

Page read_page() {
  Page page;
  std::ifstream file(BACKFILE_DOCS "/query-language.md");
  std::string fence;    // The info string of the block we are in, after its ```.
  std::string heading;  // The first row of the table we are in.
  bool fenced = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("```")) {
      fenced = !fenced;
      fence = fenced ? line.substr(3) : std::string();
    } else if (fenced) {
      if (fence == "query") page.queries.push_back(line);
      if (fence == "query-error") page.refused.push_back(line);
    } else if (line.starts_with('|')) {
      if (heading.empty()) heading = line;
      read_row(line, heading, &page);
    } else {
      heading.clear();
    }
  }
  return page;
}

}  // namespace

TEST_CASE("every example of the query language is a query") {
  const Page page = read_page();
  REQUIRE(page.queries.size() > 60);
  for (const std::string& text : page.queries) {
    CAPTURE(text);
    const Result<Query> query = parse_query(text);
    REQUIRE_MESSAGE(query.has_value(), query.error().message);
    CHECK(query->root.has_value());
  }
}

TEST_CASE("every example of what is refused is refused with a position") {
  const Page page = read_page();
  REQUIRE(page.refused.size() > 30);
  for (const std::string& text : page.refused) {
    CAPTURE(text);
    const Result<Query> query = parse_query(text);
    REQUIRE_FALSE(query.has_value());
    CHECK(query.error().detail.position.has_value());
  }
}

TEST_CASE("every example of a warning gives that warning") {
  const Page page = read_page();
  REQUIRE(page.warnings.size() == 10);
  for (const WarningExample& example : page.warnings) {
    CAPTURE(example.query);
    const Result<Query> query = parse_query(example.query);
    REQUIRE(query.has_value());
    CHECK(std::any_of(query->warnings.begin(), query->warnings.end(),
                      [&](const Warning& warning) { return warning.code == example.code; }));
  }
}

TEST_CASE("what other syntaxes write is what stands beside it") {
  const Page page = read_page();
  CHECK(page.counterparts.size() > 35);
  for (const Counterpart& row : page.counterparts) {
    CAPTURE(row.query);
    CAPTURE(row.ours);
    const Result<Query> theirs = parse_query(row.query, {.syntax = row.syntax});
    REQUIRE_MESSAGE(theirs.has_value(), theirs.error().message);
    const Result<Query> ours = parse_query(row.ours);
    REQUIRE_MESSAGE(ours.has_value(), ours.error().message);
    CHECK(theirs->root == ours->root);
  }
}

TEST_CASE("every field stands in an example of the query language") {
  const Page page = read_page();
  for (const Field& row : kFields) {
    CAPTURE(row.name);
    const std::string prefix = std::string(row.name) + ':';
    CHECK(std::any_of(page.queries.begin(), page.queries.end(),
                      [&](const std::string& query) { return query.starts_with(prefix); }));
  }
}

TEST_CASE("the error that the page shows is the error that the parser gives") {
  const Result<Query> query = parse_query("ferry AND OR harbour");
  REQUIRE_FALSE(query.has_value());
  const Error& error = query.error();
  CHECK(error.message == "Expected a word, a phrase or \"(\" after AND.");
  CHECK(error.detail.position == 10);
  CHECK(error.detail.found == "OR");
  CHECK(error.detail.expected == std::vector<std::string>{"a word", "a phrase", "("});
  CHECK(error.detail.suggestion == "ferry AND harbour");
}

}  // namespace backfile
