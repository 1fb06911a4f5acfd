// SPDX-License-Identifier: GPL-3.0-or-later
// What senders and the operator take back, through the real programs.
#include <chrono>
#include <thread>

#include "tests/e2e/served_archive.h"

using namespace backfile;

namespace {

void wait_for_revision(ServedArchive& served, std::uint64_t revision) {
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (served.json("/api/v1/sources").at("index").at("revision") < revision) {
    REQUIRE(std::chrono::steady_clock::now() < give_up);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

Finished index(std::vector<std::string> command, const ServedArchive& served) {
  command.insert(command.begin(), BACKFILE_INDEX);
  command.insert(command.end(), {"--archive", served.archive()});
  return run_program(command);
}

void write(const std::string& path, const std::string& content) { std::ofstream(path) << content; }

const std::string kNinjs =
    R"({"uri":"wire-1","type":"text","versioncreated":"2016-05-06T10:00:00Z","version":"1",)"
    R"("pubstatus":"usable","headline":"Quagga seen","language":"en",)"
    R"("body_text":"A quagga was seen at the ferry."})";
const std::string kKill =
    R"({"uri":"wire-1","type":"text","versioncreated":"2016-05-06T11:00:00Z","version":"2",)"
    R"("pubstatus":"canceled"})";

}  // namespace

TEST_CASE("a kill message takes its article out of search and leaves a tombstone") {
  ServedArchive served;
  served.add(kNinjs);
  wait_for_revision(served, 2);
  CHECK(served.json("/api/v1/search?q=quagga").at("total").at("articles") == 1);
  const std::string cursor =
      served.json("/api/v1/search?q=ferry&page_size=5").at("links").at("next");
  served.add(kKill);
  wait_for_revision(served, 3);
  CHECK(served.json("/api/v1/search?q=quagga").at("total").at("articles") == 0);
  CHECK(served.json("/api/v1/search?q=ferry").at("total").at("articles") == kRecords);
  const Json gone = served.problem("/api/v1/articles/wire-1", 410, "gone");
  CHECK(gone.at("article_status") == "canceled");
  CHECK(gone.at("removed").get<std::string>().starts_with("20"));
  CHECK(gone.at("reason") == "Its source canceled it.");
  // Its revision could still show the article.
  served.problem(cursor, 409, "cursor_expired");
  served.add(kNinjs);
  CHECK(index({"verify"}, served).status == 0);
  served.problem("/api/v1/articles/wire-1", 410, "gone");
  CHECK(served.json("/api/v1/search?q=quagga").at("total").at("articles") == 0);
}

TEST_CASE("the operator takes an article out by its address, and lets it in again") {
  ServedArchive served;
  const std::string folder = served.web() + "/../news";
  std::filesystem::create_directory(folder);
  write(folder + "/one.json", record(90, "Gnu at large", "A gnu ate the timetable."));
  CHECK(index({"add", folder}, served).status == 0);
  wait_for_revision(served, 2);
  const Finished removed = index({"remove", "-v", "http://www.harbour.example/90?utm_source=x",
                                  "--reason", "By order of a court."},
                                 served);
  CHECK(removed.status == 0);
  CHECK(removed.out == "1 articles taken out; revision 3\n");
  wait_for_revision(served, 3);
  CHECK(served.problem("/api/v1/articles/a90", 410, "gone").at("reason") == "By order of a court.");
  CHECK(index({"add", folder}, served).status == 0);
  write(folder + "/two.json", record(90, "Gnu at large", "A gnu ate the timetable. Again."));
  CHECK(index({"add", folder}, served).status == 0);
  CHECK(served.json("/api/v1/search?q=gnu").at("total").at("articles") == 0);
  std::filesystem::remove(folder + "/two.json");

  CHECK(index({"restore", "a90"}, served).status == 0);
  CHECK(index({"restore", "a90"}, served).status == 66);
  CHECK(index({"add", folder}, served).status == 0);
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (served.get("/api/v1/articles/a90").status != 200) {
    REQUIRE(std::chrono::steady_clock::now() < give_up);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  CHECK(served.json("/api/v1/search?q=gnu").at("total").at("articles") == 1);
}

TEST_CASE("taking out what is not there says so, and keeps it out") {
  ServedArchive served;
  const Finished removed = index({"remove", "a91"}, served);
  CHECK(removed.status == 0);
  CHECK(removed.err.find("a91") != std::string::npos);
  served.add(record(91, "Yak", "A yak came by."));
  wait_for_revision(served, 3);
  served.problem("/api/v1/articles/a91", 410, "gone");
  const Finished nowhere =
      run_program({BACKFILE_INDEX, "remove", "--archive", served.archive() + "-no", "a1"});
  CHECK(nowhere.status == 66);
  CHECK_FALSE(std::filesystem::exists(served.archive() + "-no"));
}
