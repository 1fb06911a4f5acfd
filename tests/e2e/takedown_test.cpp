// SPDX-License-Identifier: GPL-3.0-or-later
// What senders and the operator take back, through the real programs.
#include <chrono>
#include <map>
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

TEST_CASE("an article is found by each address that it was seen under") {
  ServedArchive served;
  const auto with_url = [](const std::string& url) {
    Json json = Json::parse(record(92, "Zebu", "A zebu crossed."));
    json["url"] = url;
    return json.dump() + "\n";
  };
  served.add(with_url("https://harbour.example/local/92") +
             with_url("https://mirror.example/zebu"));
  served.add(with_url("https://third.example/zebu-crossing"));
  const Finished again = index({"add", "--report", "json"}, served);
  CHECK(again.status == 64);
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (served.get("/api/v1/lookup?url=https://third.example/zebu-crossing").status != 200) {
    REQUIRE(std::chrono::steady_clock::now() < give_up);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  for (const char* url :
       {"https://mirror.example/zebu", "http://www.harbour.example/local/92/%3Futm_source%3Dfeed",
        "https://web.archive.org/web/20160131120000/https://harbour.example/local/92",
        "https://amp.harbour.example/local/92%23top", "https://third.example/zebu-crossing"}) {
    CAPTURE(url);
    CHECK(served.json("/api/v1/lookup?url=" + std::string(url)).at("article").at("id") == "a92");
  }
  // One version: another address is no news.
  CHECK(served.json("/api/v1/articles/a92").at("article").at("version") == 1);
  served.problem("/api/v1/lookup?url=https://harbour.example/local/93", 404, "not_found");
  served.problem("/api/v1/lookup", 400, "bad_value");
  CHECK(index({"remove", "a92"}, served).status == 0);
  wait_for_revision(served, 4);
  served.problem("/api/v1/lookup?url=https://harbour.example/local/92%3Ffbclid%3D1", 410, "gone");
}

TEST_CASE("whoever does what the changes say has the archive") {
  ServedArchive served;
  served.add(record(1, "Ferry renamed", "Another text.") + record(95, "Ibis", "An ibis."));
  served.add(record(96, "Emu", "An emu."));
  CHECK(index({"remove", "a95", "a2"}, served).status == 0);
  wait_for_revision(served, 4);
  for (const int page_size : {1, 7, 1000}) {
    CAPTURE(page_size);
    std::map<std::string, std::uint64_t> held;
    std::uint64_t revision = 0;
    std::size_t changes = 0;
    std::string target = "/api/v1/changes?since=0&page_size=" + std::to_string(page_size);
    while (!target.empty()) {
      const Json json = served.json(target);
      for (const Json& change : json.at("changes")) {
        ++changes;
        CHECK(change.at("revision").get<std::uint64_t>() >= revision);
        revision = change.at("revision");
        if (change.at("change") == "removed") {
          held.erase(change.at("id"));
        } else {
          const std::string id = change.at("id");
          CHECK(held.contains(id) == (change.at("change") == "replaced"));
          held[id] = change.at("version");
        }
      }
      target = json.at("links").value("next", "");
    }
    CHECK(changes == kRecords - 1 + 2 + 2);
    CHECK(held.size() == kRecords);
    CHECK(held.at("a1") == 2);
    CHECK_FALSE(held.contains("a2"));
    CHECK(held.contains("a96"));
  }
  const Json recent = served.json("/api/v1/changes?since=2");
  REQUIRE(recent.at("changes").size() == 3);
  CHECK(recent.at("changes").at(0).at("id") == "a96");
  CHECK(recent.at("changes").at(1).at("change") == "removed");
  CHECK(served.json("/api/v1/changes?since=4").at("changes").empty());
  served.problem("/api/v1/changes?since=0&cursor=1.x.2", 400, "bad_value");
}
