// SPDX-License-Identifier: GPL-3.0-or-later
// Random histories of an archive, with crashes, against a model of a few lines.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <string>

#include "common/article_json.h"
#include "tests/faults/faults.h"
#include "tests/support/archive_content.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

namespace fs = std::filesystem;

constexpr int kIds = 30;
constexpr int kSteps = 25;

// What an archive is to hold: docs/index-format.md and docs/operations.md in short.
class Model {
 public:
  // Of one id the last record counts. What has been there before changes nothing.
  void add(const std::string& id, int text) {
    if (removed_.contains(id)) return;
    std::set<int>& texts = texts_[id];
    if (texts.insert(text).second) {
      shown_[id] = "version " + std::to_string(texts.size()) + ": " + std::to_string(text);
    }
  }

  void remove(const std::string& id) {
    texts_.erase(id);
    shown_.erase(id);
    removed_.insert(id);
  }

  bool restore(const std::string& id) { return removed_.erase(id) > 0; }

  std::map<std::string, std::string> shown() const {
    std::map<std::string, std::string> all = shown_;
    for (const std::string& id : removed_) all["-" + id] = "removed";
    return all;
  }

 private:
  std::map<std::string, std::set<int>> texts_;
  std::map<std::string, std::string> shown_;
  std::set<std::string> removed_;
};

std::map<std::string, std::string> shown_by(const std::string& archive) {
  const Result<ArchiveContent> content = content_of(archive);
  if (!content && content.error().code == ErrorCode::NotFound) return {};
  REQUIRE_MESSAGE(content, content.error().message);
  std::map<std::string, std::string> all;
  for (const auto& [id, record] : *content) {
    if (id.starts_with("-")) {
      all[id] = record;
      continue;
    }
    const Result<Article> article = from_json_line(record);
    REQUIRE(article);
    all[id] = "version " + std::to_string(article->version) + ": " + article->title;
  }
  return all;
}

class RandomHistory {
 public:
  explicit RandomHistory(unsigned seed) : random_(seed) {}

  void run() {
    for (step_ = 0; step_ < kSteps; ++step_) {
      const Model before = model_;
      const std::vector<std::string> command = next_command();
      CAPTURE(step_);
      CAPTURE(command[1]);
      if (below(3) == 0) crash(command, before);
      const Finished finished = run_program(command);
      INFO(finished.err);
      REQUIRE(finished.status == status_);
      REQUIRE(shown_by(archive()) == model_.shown());
    }
    const Finished verified = run_program({BACKFILE_INDEX, "verify", "--archive", archive()});
    INFO(verified.err);
    CHECK(verified.status == 0);
  }

 private:
  std::string archive() const { return place_.path() + "/archive"; }
  unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
  std::string id() { return "m" + std::to_string(below(kIds)); }

  // Changes the model as the command is to change the archive.
  std::vector<std::string> next_command() {
    status_ = 0;
    const bool is_there = fs::exists(archive() + "/manifest");
    const unsigned choice = is_there ? below(10) : 0;
    if (choice < 7) return add();
    if (choice == 9) return {BACKFILE_INDEX, "rebuild", "--archive", archive()};
    const std::string name = id();
    if (choice == 7) {
      model_.remove(name);
      return {BACKFILE_INDEX, "remove", "--archive", archive(), name};
    }
    if (!model_.restore(name)) status_ = 66;
    return {BACKFILE_INDEX, "restore", "--archive", archive(), name};
  }

  std::vector<std::string> add() {
    const std::string path = place_.path() + "/" + std::to_string(step_) + ".jsonl";
    std::ofstream file(path);
    std::map<std::string, int> last;
    for (unsigned i = 1 + below(12); i > 0; --i) {
      const std::string name = id();
      const int text = static_cast<int>(below(4));
      last[name] = text;
      file << R"({"id":")" << name << R"(","title":")" << text
           << R"(","text":"The ferry sailed on time.","source":"harbour.example","published":")"
           << 1990 + 5 * text << "-01-01\"}\n";
    }
    for (const auto& [name, text] : last) model_.add(name, text);
    return {BACKFILE_INDEX, "add", "--archive", archive(), path};
  }

  // The archive is what it was before or what it is to be.
  void crash(const std::vector<std::string>& command, const Model& before) {
    const Finished killed = run_program(
        under_faults({.under = archive(), .kill_at = 1 + static_cast<long>(below(120))}, command));
    const auto shown = shown_by(archive());
    CHECK((shown == before.shown() || shown == model_.shown()));
    // What was let in again before the end came cannot be let in once more.
    const bool is_done = killed.status < 128 || shown != before.shown();
    if (command[1] == "restore" && is_done) status_ = 66;
  }

  TemporaryDirectory place_;
  std::mt19937 random_;
  Model model_;
  int step_ = 0;
  int status_ = 0;
};

}  // namespace

TEST_CASE("an archive holds what a simple model says, whatever happened to it") {
  for (int i = 0; i < rounds(4); ++i) {
    CAPTURE(i);
    RandomHistory(20'170'301 + static_cast<unsigned>(i)).run();
  }
}
