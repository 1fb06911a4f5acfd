// SPDX-License-Identifier: GPL-3.0-or-later
// A run that publishes one batch while it reads the next leaves what one that does all in turn
// leaves.
#include "indexer/ingest.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <thread>

#include "common/archive/manifest.h"
#include "tests/support/archive_content.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;
namespace fs = std::filesystem;

namespace {

std::string line_of(unsigned id, unsigned edition) {
  const std::string number = std::to_string(id);
  return R"({"id":"a)" + number + R"(","title":"Headline )" + number +
         R"(","text":"The ferry left berth )" + std::to_string(edition) +
         R"( with passengers.","date":"2016-05-0)" + std::to_string(1 + id % 9) + R"("})" + "\n";
}

// Six files with articles, some of them again, some in a new edition, and lines that are no
// articles.
void write_files(const std::string& folder) {
  std::mt19937 random(7);
  fs::create_directory(folder);
  for (unsigned file = 0; file < 6; ++file) {
    std::ofstream lines(folder + "/" + std::to_string(file) + ".jsonl", std::ios::binary);
    for (unsigned i = 0; i < 100; ++i) {
      const auto chance = random() % 20;
      if (chance == 0) {
        lines << "{\"title\": \n";
      } else if (file > 0 && chance < 4) {
        lines << line_of(static_cast<unsigned>(random() % (file * 100)), chance < 2 ? 0 : file);
      } else {
        lines << line_of(file * 100 + i, 0);
      }
    }
  }
}

IngestOptions options_for(const std::string& place, const std::string& archive, unsigned threads,
                          std::size_t batch) {
  IngestOptions options;
  options.archive = place + "/" + archive;
  options.paths = {place + "/in"};
  options.read.threads = threads;
  options.batch.articles = batch;
  return options;
}

ArchiveContent content_in(const std::string& archive) {
  auto content = content_of(archive);
  REQUIRE_MESSAGE(content, content.error().message);
  return *std::move(content);
}

std::set<std::string> ids_in(const std::string& archive) {
  std::set<std::string> ids;
  for (const auto& [id, record] : content_in(archive)) ids.insert(id);
  return ids;
}

}  // namespace

TEST_CASE("batches that are published while the next is read make what batches in turn make") {
  const TemporaryDirectory place;
  write_files(place.path() + "/in");
  for (const unsigned batch : {7U, 64U, 100U, 400U, 1'000U}) {
    CAPTURE(batch);
    const IngestOptions in_turn = options_for(place.path(), std::to_string(batch), 1, batch);
    const Result<IngestReport> expected = ingest(in_turn);
    REQUIRE_MESSAGE(expected, expected.error().message);
    CHECK((expected->revision > 1) == (batch < 1'000));
    CHECK((expected->outcome.updated > 10) == (batch < 1'000));
    CHECK(expected->rejected > 10);
    for (const unsigned threads : {2U, 4U}) {
      CAPTURE(threads);
      const IngestOptions options = options_for(
          place.path(), std::to_string(batch) + "-" + std::to_string(threads), threads, batch);
      const Result<IngestReport> report = ingest(options);
      REQUIRE_MESSAGE(report, report.error().message);
      CHECK(to_json_line(*report) == to_json_line(*expected));
      CHECK(content_in(options.archive) == content_in(in_turn.archive));
      const Result<IngestReport> again = ingest(options);
      REQUIRE(again);
      CHECK(again->files_known == 6);
      CHECK(again->revision == report->revision);
    }
  }
}

TEST_CASE(
    "a batch that cannot be published ends the run, and the next one brings what is missing") {
  const TemporaryDirectory place;
  write_files(place.path() + "/in");
  const IngestOptions undisturbed = options_for(place.path(), "undisturbed", 1, 64);
  REQUIRE(ingest(undisturbed));
  for (const unsigned threads : {1U, 2U}) {
    CAPTURE(threads);
    const IngestOptions options = options_for(place.path(), std::to_string(threads), threads, 64);
    REQUIRE(ArchiveWriter::open(options.archive, {}));
    // Stands where the third batch is to have its words, and is not empty: it cannot be removed.
    const std::string obstacle = options.archive + "/segments/3-0.words";
    fs::create_directories(obstacle + "/obstacle");
    const Result<IngestReport> report = ingest(options);
    REQUIRE(!report);
    CHECK(report.error().message.find("3-0.words") != std::string::npos);
    CHECK(read_manifest(options.archive)->revision == 2);
    CHECK(content_in(options.archive).size() > 100);
    CHECK(content_in(options.archive).size() < 130);
    fs::remove_all(obstacle);
    REQUIRE(ingest(options));
    CHECK(ids_in(options.archive) == ids_in(undisturbed.archive));
  }
}

TEST_CASE("a run that is killed between its batches has lost nothing") {
  using Clock = std::chrono::steady_clock;
  const TemporaryDirectory place;
  write_files(place.path() + "/in");
  const IngestOptions undisturbed = options_for(place.path(), "undisturbed", 2, 64);
  const auto start = Clock::now();
  REQUIRE(ingest(undisturbed));
  const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
  std::mt19937 random(11);
  for (unsigned round = 0; round < 12; ++round) {
    CAPTURE(round);
    const IngestOptions options =
        options_for(place.path(), std::to_string(round), 1 + round % 3, 64);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) ::_exit(ingest(options) ? 0 : 1);
    const auto moment = static_cast<unsigned>(random()) % static_cast<unsigned>(whole.count());
    std::this_thread::sleep_for(std::chrono::microseconds(moment));
    ::kill(child, SIGKILL);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK((WIFSIGNALED(status) || WEXITSTATUS(status) == 0));
    const Result<IngestReport> report = ingest(options);
    REQUIRE_MESSAGE(report, report.error().message);
    CHECK(ids_in(options.archive) == ids_in(undisturbed.archive));
  }
}
