// SPDX-License-Identifier: GPL-3.0-or-later
// What `cmake --install` puts in place works from there.
#include <doctest/doctest.h>
#include <httplib.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>

#include "tests/support/process.h"
#include "tests/support/read_file.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

// The port in the log, once the archive is served.
int served_port(const std::string& log_path, RunningProgram& program) {
  constexpr std::string_view kBefore = "url=http://127.0.0.1:";
  for (int i = 0; i < 1000 && !program.ended_within(0); ++i) {
    const std::string log = std::filesystem::exists(log_path) ? read_whole_file(log_path) : "";
    const std::size_t at = log.find(kBefore);
    if (at != std::string::npos && log.find("event=ready") != std::string::npos) {
      return std::atoi(log.c_str() + at + kBefore.size());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return 0;
}

}  // namespace

TEST_CASE("the installed programs index, and serve the installed page") {
  const TemporaryDirectory place;
  const std::string prefix = place.path() + "/prefix";
  const Finished installed =
      run_program({CMAKE_PROGRAM, "--install", BACKFILE_BINARY_DIRECTORY, "--prefix", prefix});
  REQUIRE_MESSAGE(installed.status == 0, installed.err);
  CHECK(std::filesystem::exists(prefix + "/share/doc/backfile/rest-api.md"));
  CHECK(std::filesystem::exists(prefix + "/share/doc/backfile/LICENSE"));

  const std::string archive = place.path() + "/archive";
  const Finished added = run_program({prefix + "/bin/backfile-index", "add", "--archive", archive,
                                      BACKFILE_TEST_DATA "/sample/articles"});
  REQUIRE_MESSAGE(added.status == 0, added.err);

  const std::string server = prefix + "/bin/backfile-server";
  const Finished checked = run_program({server, "--archive", archive, "--check"});
  CHECK(checked.out.find("web = \"" + prefix + "/share/backfile/web\"") != std::string::npos);

  const std::string log = place.path() + "/log";
  RunningProgram running({server, "--archive", archive, "--listen", "127.0.0.1:0"}, log);
  const int port = served_port(log, running);
  REQUIRE_MESSAGE(port != 0, read_whole_file(log));
  httplib::Client client("127.0.0.1", port);
  const auto page = client.Get("/");
  REQUIRE(page);
  CHECK(page->status == 200);
  CHECK(page->body == read_whole_file(prefix + "/share/backfile/web/index.html"));
  const auto script = client.Get("/app.js");
  REQUIRE(script);
  CHECK(script->status == 200);
  running.send(SIGTERM);
  CHECK(running.wait() == 0);
}
