// SPDX-License-Identifier: GPL-3.0-or-later
// docs/rest-api.md says what the program does: every row of its tables, every example.
#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

#include "common/files.h"
#include "server/api/not_offered.h"
#include "server/api/parameters.h"
#include "server/api/routes.h"
#include "server/http/errors.h"
#include "server/render/api_request.h"
#include "tests/support/process.h"
#include "tests/support/running_server.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

const std::string& doc() {
  static const std::string kText = *read_file(BACKFILE_DOCS "/rest-api.md", 1 << 20);
  return kText;
}

// The row of a table of the page whose first cell is `name` in backquotes, or an empty text.
std::string row_of(std::string_view name) {
  const std::string begin = "\n| `" + std::string(name) + "` |";
  const std::size_t at = doc().find(begin);
  if (at == std::string::npos) return {};
  return doc().substr(at + 1, doc().find('\n', at + 1) - at - 1);
}

bool says(std::string_view row, const std::string& text) {
  return row.find(text) != std::string_view::npos;
}

struct Example {
  std::string command;
  std::string status;
};

// The lines that begin with curl in ```sh blocks; "# 404" behind one is what it is to answer.
std::vector<Example> examples() {
  std::vector<Example> found;
  std::istringstream lines(doc());
  bool in_shell = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) in_shell = line == "```sh";
    if (!in_shell || !line.starts_with("curl ")) continue;
    const std::size_t mark = line.rfind("  # ");
    found.push_back({.command = line.substr(0, mark),
                     .status = mark == std::string::npos ? "200" : line.substr(mark + 4)});
  }
  return found;
}

std::string with_port(std::string command, int port) {
  const std::string documented = "127.0.0.1:8080";
  const std::size_t at = command.find(documented);
  REQUIRE(at != std::string::npos);
  return command.replace(at, documented.size(), "127.0.0.1:" + std::to_string(port));
}

}  // namespace

TEST_CASE("every route stands in the page") {
  for (const RouteRow& row : kRoutes) {
    CAPTURE(row.pattern);
    CHECK_FALSE(row_of(row.pattern).empty());
  }
}

TEST_CASE("every parameter stands in the page with its routes and its other names") {
  for (const Parameter& parameter : kParameters) {
    CAPTURE(parameter.name);
    const std::string row = row_of(parameter.name);
    REQUIRE_FALSE(row.empty());
    std::string routes;
    bool everywhere = true;
    for (const RouteRow& route : kRoutes) {
      if (is_allowed(parameter, route.route)) {
        routes += " " + std::string(route.letter);
      } else if (is_allowed(*find_parameter("from"), route.route)) {
        everywhere = false;  // Of the routes that search.
      }
    }
    const bool searches = is_allowed(parameter, Route::Search);
    CHECK_MESSAGE(
        (says(row, "|" + routes + " |") || (everywhere && searches && says(row, "| all"))),
        "expected" << routes);
    for (const std::string_view alias : parameter.aliases.names) {
      if (!alias.empty()) CHECK(says(row, "`" + std::string(alias) + "`"));
    }
  }
}

TEST_CASE("everything that is not offered stands in the page") {
  for (const NotOffered& row : kNotOffered) {
    std::string name(row.parameter);
    if (!row.value.empty()) name.append("=").append(row.value);
    CAPTURE(name);
    CHECK_FALSE(row_of(name).empty());
  }
}

TEST_CASE("every code of an error stands in the page with its status") {
  for (const Problem& problem : kProblems) {
    CAPTURE(problem.code);
    CHECK(says(row_of(problem.code), "| " + std::to_string(problem.status) + " |"));
  }
}

TEST_CASE("every field of a result stands in the page") {
  for (const std::string_view name : kResultFields) {
    CAPTURE(name);
    CHECK(doc().find("`" + std::string(name) + "`") != std::string::npos);
  }
}

TEST_CASE("every example of the page is answered as it says") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  const Finished added = run_program(
      {BACKFILE_INDEX, "add", "--archive", archive, BACKFILE_TEST_DATA "/sample/articles"});
  INFO(added.err);
  REQUIRE(added.status == 0);
  const RunningServer server(archive, place.path(), BACKFILE_WEB);
  const std::vector<Example> all = examples();
  CHECK(all.size() > 20);
  for (const auto& [command, status] : all) {
    CAPTURE(command);
    const Finished finished =
        run_program({"/bin/sh", "-c",
                     with_port(command, server.port()) + " -s -o /dev/null -w '%{http_code}'"});
    CHECK(finished.status == 0);
    CHECK(finished.out == status);
  }
}
