// SPDX-License-Identifier: GPL-3.0-or-later
// SIGKILL at any moment of a run: the archive is at the last published revision, sound, and the
// next run makes it whole.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <thread>

#include "common/archive/manifest.h"
#include "common/archive/story_rows.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

using Clock = std::chrono::steady_clock;

// Each two of them are copies of each other.
void write_articles(const std::string& path, int first, int count) {
  std::ofstream file(path);
  for (int i = first; i < first + count; ++i) {
    const int story = i / 2;
    file << R"({"id":"k)" << i << R"(","title":"Article )" << i << R"(","text":"The ferry number )"
         << story << R"( sailed past the lighthouse and the grain silo of Port Averil in the )"
         << story << R"(th week of the strike, and nobody at the pier knew )" << 7 * story
         << R"( reasons why it did not call there.","published":")" << 1950 + story % 70
         << R"(-03-04","source":"harbour.example"})"
         << "\n";
  }
}

std::size_t articles_in_stories(const std::string& archive) {
  std::size_t count = 0;
  const Manifest manifest = *read_manifest(archive);
  for (const SegmentEntry& segment : manifest.segments) {
    const auto rows = read_story_rows(archive, segment);
    REQUIRE(rows);
    count += rows->size();
  }
  return count;
}

std::vector<std::string> add(const std::string& archive, const std::string& input) {
  return {BACKFILE_INDEX, "add", "--archive", archive, input};
}

}  // namespace

TEST_CASE("a run that is killed at any moment loses nothing and breaks nothing") {
  constexpr int kOld = 300;
  constexpr int kNew = 1500;
  constexpr int kKills = 30;
  const TemporaryDirectory place;
  write_articles(place.path() + "/old.jsonl", 0, kOld);
  write_articles(place.path() + "/new.jsonl", kOld, kNew);
  const std::string base = place.path() + "/base";
  REQUIRE(run_program(add(base, place.path() + "/old.jsonl")).status == 0);

  const auto copy_of_base = [&](const std::string& to) {
    std::filesystem::remove_all(to);
    std::filesystem::copy(base, to, std::filesystem::copy_options::recursive);
  };
  const std::string archive = place.path() + "/archive";
  copy_of_base(archive);
  const auto start = Clock::now();
  REQUIRE(run_program(add(archive, place.path() + "/new.jsonl")).status == 0);
  const auto whole_run =
      std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);

  std::mt19937 random(20'170'119);
  std::int64_t longest = whole_run.count();
  int killed = 0;
  // A machine that was busy a moment ago makes the whole run look longer than the next ones are.
  for (int tries = 0; killed < kKills && tries < 10 * kKills; ++tries) {
    copy_of_base(archive);
    RunningProgram run(add(archive, place.path() + "/new.jsonl"), place.path() + "/log");
    std::this_thread::sleep_for(
        std::chrono::microseconds(std::uniform_int_distribution<std::int64_t>(0, longest)(random)));
    run.send(SIGKILL);
    if (run.wait() == 128 + SIGKILL) {
      ++killed;
    } else {
      longest = longest * 9 / 10;
    }

    const auto manifest = read_manifest(archive);
    REQUIRE(manifest);
    CHECK((manifest->articles() == kOld || manifest->articles() == kOld + kNew));
    CHECK(run_program({BACKFILE_INDEX, "verify", "--archive", archive}).status == 0);
    CHECK(run_program(add(archive, place.path() + "/new.jsonl")).status == 0);
    CHECK(read_manifest(archive)->articles() == kOld + kNew);
    CHECK(articles_in_stories(archive) == kOld + kNew);
    CHECK(run_program({BACKFILE_INDEX, "verify", "--archive", archive}).status == 0);
  }
  CHECK(killed == kKills);
}

TEST_CASE("a run that is told to stop publishes or leaves, and says by which signal it ended") {
  const TemporaryDirectory place;
  write_articles(place.path() + "/in.jsonl", 0, 20'000);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
    const std::string archive = place.path() + "/archive-" + std::to_string(signal);
    RunningProgram run(add(archive, place.path() + "/in.jsonl"), place.path() + "/log");
    while (!std::filesystem::exists(archive + "/scratch/spool-0")) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    run.send(signal);
    REQUIRE(run.ended_within(10'000));
    CHECK(run.wait() == 128 + signal);
    CHECK(run_program({BACKFILE_INDEX, "verify", "--archive", archive}).status == 0);
  }
}

TEST_CASE("of overlapping runs one works and the others leave at once") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  const std::string pipe = place.path() + "/pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  for (int round = 0; round < 20; ++round) {
    // Whoever works reads from the pipe until it is closed.
    const int writer = ::open(pipe.c_str(), O_RDWR | O_CLOEXEC);
    const auto start = Clock::now();
    std::vector<std::unique_ptr<RunningProgram>> runs;
    for (int i = 0; i < 4; ++i) {
      runs.push_back(std::make_unique<RunningProgram>(
          std::vector<std::string>{"/bin/sh", "-c", "exec \"$0\" add --archive \"$1\" - <\"$2\"",
                                   BACKFILE_INDEX, archive, pipe},
          place.path() + "/log"));
    }
    int left = 0;
    while (left < 3 && Clock::now() - start < std::chrono::seconds(10)) {
      left = 0;
      for (const auto& run : runs) left += run->ended_within(1) ? 1 : 0;
    }
    CHECK(Clock::now() - start < std::chrono::seconds(2));
    REQUIRE(left == 3);
    const std::string line =
        R"({"id":"r)" + std::to_string(round) + R"(","title":"T","text":"X y"})";
    REQUIRE(::write(writer, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
    ::close(writer);
    int done = 0;
    for (const auto& run : runs) {
      const int status = run->wait();
      CHECK((status == 0 || status == 75));
      done += status == 0 ? 1 : 0;
    }
    CHECK(done == 1);
    CHECK(read_manifest(archive)->articles() == static_cast<std::uint64_t>(round + 1));
  }
}
