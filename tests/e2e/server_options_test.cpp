// SPDX-License-Identifier: GPL-3.0-or-later
// How the real server is told what to do.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

Finished server(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), BACKFILE_SERVER);
  return run_program(arguments);
}

}  // namespace

TEST_CASE("--check prints the configuration in effect: flags over environment over file") {
  const TemporaryDirectory place;
  const std::string file = place.path() + "/server.toml";
  std::ofstream(file) << "archive = \"from-file\"\nthreads = 7\nlisten = \"127.0.0.1:1\"\n";
  Finished checked = server({"--config", file, "--check", "--listen", "[::1]:9"});
  CHECK(checked.status == 0);
  CHECK(checked.out.find("archive = \"from-file\"\n") != std::string::npos);
  CHECK(checked.out.find("threads = 7\n") != std::string::npos);
  CHECK(checked.out.find("listen = \"[::1]:9\"\n") != std::string::npos);
  CHECK(checked.out.find("deadline-ms = 1000\n") != std::string::npos);
  CHECK(checked.out.find("answer-cache = 64\n") != std::string::npos);

  // What it prints is a configuration file.
  const std::string again = place.path() + "/again.toml";
  std::ofstream(again) << checked.out;
  CHECK(server({"--config", again, "--check"}).out == checked.out);

  ::setenv("BACKFILE_ARCHIVE", "from-environment", 1);
  checked = server({"--config", file, "--check"});
  CHECK(checked.out.find("archive = \"from-environment\"\n") != std::string::npos);
  checked = server({"--config", file, "--check", "--archive", "from-flag"});
  CHECK(checked.out.find("archive = \"from-flag\"\n") != std::string::npos);
  ::unsetenv("BACKFILE_ARCHIVE");
}

TEST_CASE("mistakes in the command line end with status 64 and say what is wrong") {
  const TemporaryDirectory place;
  CHECK(server({}).status == 64);
  CHECK(server({}).err.find("--archive") != std::string::npos);
  CHECK(server({"--archive", "x", "--no-such-flag"}).status == 64);
  CHECK(server({"--archive", "x", "--threads", "0"}).status == 64);
  CHECK(server({"--archive", "x", "--web", place.path(), "--listen", "8080"}).status == 64);
}

TEST_CASE("a configuration file with an unknown key, or none at all, ends with status 78") {
  const TemporaryDirectory place;
  const std::string file = place.path() + "/server.toml";
  std::ofstream(file) << "archive = \"x\"\ncolour = \"red\"\n";
  const Finished unknown = server({"--config", file, "--check"});
  CHECK(unknown.status == 78);
  CHECK(unknown.err.find("colour") != std::string::npos);
  CHECK(server({"--config", place.path() + "/none.toml", "--archive", "x", "--check"}).status ==
        78);
}

TEST_CASE("an archive or a page that is not there ends with status 66") {
  const TemporaryDirectory place;
  std::ofstream(place.path() + "/index.html") << "<!doctype html>";
  const Finished archive = server(
      {"--archive", place.path() + "/none", "--web", place.path(), "--listen", "127.0.0.1:0"});
  CHECK(archive.status == 66);
  CHECK(archive.err.find("/none") != std::string::npos);
  const Finished page = server(
      {"--archive", place.path(), "--web", place.path() + "/none", "--listen", "127.0.0.1:0"});
  CHECK(page.status == 66);
}

TEST_CASE("help and version are answered on standard output with status 0") {
  CHECK(server({"--help"}).status == 0);
  CHECK(server({"--help"}).out.find("--deadline-ms") != std::string::npos);
  CHECK(server({"--version"}).status == 0);
  CHECK(server({"--version"}).out.find("backfile-server ") == 0);
}
