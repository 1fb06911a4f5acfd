// SPDX-License-Identifier: GPL-3.0-or-later
// Pages that are made to cost time or memory: a bound on both, and their text or a reject.
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <fstream>
#include <string>
#include <string_view>

#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr double kSeconds = 60;
constexpr long kKilobytes = 4'000'000;
#else
constexpr double kSeconds = 5;
constexpr long kKilobytes = 300'000;
#endif

constexpr const char* kStory =
    "<h1>Bridge reopens</h1><p>The harbour bridge reopened to traffic on Thursday, two years after "
    "the winter flood tore away its eastern arch.</p><p>About four hundred people walked across "
    "before the first bus was let through, and a brass band played in the rain.</p>";

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out.append(text);
  return out;
}

rusage usage_of_children() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  return usage;
}

double seconds_of(const rusage& usage) {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

TEST_CASE("a hostile page takes at most 5 s and 300 MB, and gives its text or a reject") {
  const struct {
    const char* what;
    std::string page;
    bool keeps_text;
  } cases[] = {
      {"nested blocks", repeated("<div>", 100'000) + kStory, true},
      {"nested lists", repeated("<ul><li>", 50'000) + kStory, true},
      {"a 50 MB attribute", "<div class=\"" + repeated("ab ", 17'000'000) + "\">" + kStory, false},
      {"a 12 MB attribute", "<div class=\"" + repeated("ab ", 4'000'000) + "\">" + kStory, true},
      {"a 2 MB word", std::string(kStory) + "<p>" + repeated("a", 2'000'000), true},
      {"NULs all over", std::string(1'000'000, '\0') + kStory, false},
      {"NULs behind the text", kStory + std::string(1'000'000, '\0'), false},
      {"cut in a tag", std::string(kStory) + "<p>And then<a href=\"/brid", true},
      {"cut in a comment", std::string(kStory) + "<!-- and then", true},
      {"cut in a character", std::string(kStory) + "<p>And then the caf\xC3", true},
      {"many paragraphs", kStory + repeated("<p>a", 3'000'000), false},
      {"many attributes", "<div " + repeated("a=1 ", 1'000'000) + ">" + kStory, true},
  };
  const TemporaryDirectory place;
  const std::string path = place.path() + "/page.html";
  for (const auto& row : cases) {
    CAPTURE(std::string(row.what));
    std::ofstream(path, std::ios::binary)
        << "<!DOCTYPE html><title>Bridge reopens</title>" << row.page;
    const double before = seconds_of(usage_of_children());
    const Finished run = run_program({BACKFILE_INDEX, "extract", path});
    const rusage after = usage_of_children();
    CHECK(seconds_of(after) - before < kSeconds);
    CHECK(after.ru_maxrss < kKilobytes);
    CHECK((run.status == 0 || run.status == 65));
    if (row.keeps_text) {
      CHECK(run.out.find("harbour bridge reopened") != std::string::npos);
      CHECK(run.out.find("played in the rain") != std::string::npos);
    } else {
      CHECK((run.status == 65 || !run.out.empty()));
    }
  }
}

TEST_CASE("the report of a run counts what was put right, by what it was") {
  const TemporaryDirectory place;
  const std::string path = place.path() + "/page.html";
  std::ofstream(path, std::ios::binary)
      << "<title>Bridge</title><meta property=\"article:published_time\" content=\"2999-01-01\">"
      << kStory << "<p>At the caf\xE9 \x01 by the quay they say &amp;quot;at last&amp;quot;.</p>";
  const Finished run = run_program(
      {BACKFILE_INDEX, "add", "--archive", place.path() + "/archive", "--report", "json", path});
  CHECK(run.status == 0);
  CHECK(run.out.find(R"("repaired":{"charset":1,"entities":1,"future_date":1,"invisible":1})") !=
        std::string::npos);
  CHECK(run.out.find(R"("reindexed":0)") != std::string::npos);
}
