// SPDX-License-Identifier: GPL-3.0-or-later
// What a run takes of memory and of open files while it reads, indexes and merges.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

namespace fs = std::filesystem;

constexpr long kMegabyte = 1 << 20;

// 15 MB of articles with many different words, which is what indexing takes memory for.
std::string write_articles(const std::string& folder, int count, unsigned seed) {
  std::mt19937 random(seed);
  const std::string path = folder + "/" + std::to_string(seed) + ".jsonl";
  std::ofstream file(path);
  for (int i = 0; i < count; ++i) {
    file << R"({"id":"m)" << seed << "-" << i << R"(","title":"Article","text":")";
    for (int word = 0; word < 400; ++word) file << "w" << random() % (1U << (5 + word % 14)) << " ";
    file << R"(","published":")" << 1950 + i % 70 << "-03-04\"}\n";
  }
  return path;
}

struct Peak {
  long anonymous = 0;  // Bytes: RssAnon.
  long files = 0;      // Open ones.
};

Peak peak_of(const std::vector<std::string>& command, const std::string& log) {
  Peak peak;
  RunningProgram run(command, log);
  const std::string process = "/proc/" + std::to_string(run.pid());
  while (!run.ended_within(1)) {
    std::ifstream status(process + "/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("RssAnon:")) {
        peak.anonymous = std::max(peak.anonymous, std::stol(line.substr(8)) * 1024);
      }
    }
    std::error_code gone;
    const fs::directory_iterator files(process + "/fd", gone);
    if (!gone) peak.files = std::max<long>(peak.files, std::distance(begin(files), end(files)));
  }
  CHECK(run.wait() == 0);
  return peak;
}

}  // namespace

TEST_CASE("a run takes no more memory than --memory says, and few files") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  const std::string log = place.path() + "/log";
  // The fourth run merges the segments of the others.
  for (unsigned run = 0; run < 4; ++run) {
    const Peak peak = peak_of({BACKFILE_INDEX, "add", "--memory", "128", "--archive", archive,
                               write_articles(place.path(), 1500, run)},
                              log);
    INFO("run " << run << ": " << peak.anonymous / kMegabyte << " MB, " << peak.files << " files");
    CHECK(peak.anonymous > 10 * kMegabyte);
    CHECK(peak.anonymous <= 128 * kMegabyte);
    CHECK(peak.files <= 20);
  }
}
