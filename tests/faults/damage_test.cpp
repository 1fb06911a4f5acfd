// SPDX-License-Identifier: GPL-3.0-or-later
// Files of an archive that are damaged: `verify` finds every damage, and a server never answers
// wrongly, whether it opens the files afterwards or has them open.
#include <doctest/doctest.h>
#include <httplib.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <random>
#include <thread>

#include "common/archive/manifest.h"
#include "tests/faults/faults.h"
#include "tests/faults/history.h"
#include "tests/support/process.h"
#include "tests/support/read_file.h"
#include "tests/support/running_server.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

namespace fs = std::filesystem;

constexpr const char* kTargets[] = {
    "/api/v1/search?q=ferry&page_size=30&facet=source&interval=year",
    "/api/v1/search?q=%22sailed+past%22&sort=newest",
    "/api/v1/search?q=tug+AND+number&sort=oldest&page_size=50",
    "/api/v1/facets?q=lighthouse&facet=source&facet=language",
    "/api/v1/timeline?q=ferry&interval=decade",
    "/api/v1/articles/k25",
    "/api/v1/export?q=harbour",
    "/api/v1/sources",
    "/api/v1/changes?since=0",
};

// The answer, without the time that it took; empty when it is no whole 200.
std::string answer(httplib::Client& client, const std::string& target, int* status) {
  const auto result = client.Get(target);
  *status = result ? result->status : 0;
  if (*status != 200) return {};
  std::string body = result->body;
  const std::size_t took = body.find("\"took_ms\":");
  if (took != std::string::npos) body.erase(took, body.find_first_of(",}", took) - took);
  return body;
}

// An archive of several segments, what it answers, and a copy of its files.
class Damaged {
 public:
  Damaged() : history_(place_.path()) {
    for (std::size_t i = 0; i + 2 < history_.runs(); ++i) {
      REQUIRE(run_program(history_.run(i, archive())).status == history_.status(i));
    }
    fs::create_directory(web());
    std::ofstream(web() + "/index.html") << "<!doctype html><title>Backfile</title>";
    fs::copy(archive(), whole(), fs::copy_options::recursive);
    const auto manifest = read_manifest(archive());
    REQUIRE(manifest);
    for (const FileEntry* file : manifest->files()) files_.push_back(file->file);
    files_.push_back("manifest");
  }

  std::string archive() const { return place_.path() + "/archive"; }
  std::string web() const { return place_.path() + "/web"; }
  const std::string& place() const { return place_.path(); }
  const std::vector<std::string>& files() const { return files_; }

  // Writes the bytes into the file that is there, as a careless restore does.
  void mend(const std::string& file) const {
    const std::string bytes = read_whole_file(whole() + "/" + file);
    std::ofstream(archive() + "/" + file, std::ios::binary | std::ios::trunc) << bytes;
  }

  Finished verify() const {
    return run_program({BACKFILE_INDEX, "verify", "--archive", archive()});
  }

 private:
  std::string whole() const { return place_.path() + "/whole"; }

  TemporaryDirectory place_;
  History history_;
  std::vector<std::string> files_;
};

void change_byte(const std::string& path, std::uint64_t at, unsigned bit) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekg(static_cast<std::streamoff>(at));
  const int byte = file.get();
  file.seekp(static_cast<std::streamoff>(at));
  file.put(static_cast<char>(byte ^ (1 << bit)));
}

// Does one of five kinds of damage to a file and says which files are not what they were.
std::vector<std::string> damage(const Damaged& made, const std::string& file, int kind,
                                std::mt19937* random) {
  const std::string path = made.archive() + "/" + file;
  const std::uint64_t size = fs::file_size(path);
  const std::uint64_t at = (*random)() % std::max<std::uint64_t>(size, 1);
  switch (kind) {
    case 0:
    case 1:
      if (size == 0) return {};
      change_byte(path, at, static_cast<unsigned>((*random)() % 8));
      return {file};
    case 2:
      if (size == 0) return {};
      fs::resize_file(path, at);
      return {file};
    case 3: fs::remove(path); return {file};
    default: break;
  }
  const std::string& other = made.files()[(*random)() % made.files().size()];
  const std::string other_path = made.archive() + "/" + other;
  if (read_whole_file(path) == read_whole_file(other_path)) return {};
  fs::rename(path, path + ".aside");
  fs::rename(other_path, path);
  fs::rename(path + ".aside", other_path);
  return {file, other};
}

bool eventually(const std::function<bool()>& holds) {
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > give_up) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

}  // namespace

TEST_CASE("verify finds every damage") {
  const Damaged made;
  std::mt19937 random(20'170'203);
  REQUIRE(made.verify().status == 0);
  int damages = 0;
  for (int i = 0; damages < rounds(40); ++i) {
    const std::string file = made.files()[random() % made.files().size()];
    const std::vector<std::string> damaged = damage(made, file, i % 5, &random);
    if (damaged.empty()) continue;
    ++damages;
    const Finished found = made.verify();
    INFO("kind " << i % 5 << " of " << file << ": " << found.status << " " << found.err);
    CHECK((found.status == 74 || found.status == 66 || found.status == 78));
    CHECK(!found.err.empty());
    for (const std::string& one : damaged) made.mend(one);
  }
  CHECK(made.verify().status == 0);
}

TEST_CASE("a byte of white space in the manifest counts, too") {
  const Damaged made;
  const std::string path = made.archive() + "/manifest";
  fs::resize_file(path, fs::file_size(path) - 1);
  CHECK(made.verify().status == 74);
}

TEST_CASE("a server whose files are damaged under it answers rightly or says why it does not") {
  const Damaged made;
  RunningServer server(made.archive(), made.place(), made.web(),
                       {"--answer-cache", "0", "--posting-cache", "1", "--quiet"});
  httplib::Client client("127.0.0.1", server.port());
  client.set_read_timeout(20);
  int status = 0;
  std::vector<std::string> right;
  for (const char* const target : kTargets) {
    right.push_back(answer(client, target, &status));
    INFO(target);
    REQUIRE(status == 200);
  }
  std::mt19937 random(20'170'204);
  int refused = 0;
  int damages = 0;
  for (int i = 0; damages < rounds(40); ++i) {
    const std::string file = made.files()[random() % made.files().size()];
    const std::vector<std::string> damaged = damage(made, file, i % 5, &random);
    if (damaged.empty()) continue;
    ++damages;
    for (std::size_t t = 0; t < std::size(kTargets); ++t) {
      const std::string body = answer(client, kTargets[t], &status);
      INFO("kind " << i % 5 << " of " << file << ": " << status << " for " << kTargets[t]);
      const bool is_export = std::string(kTargets[t]).find("export") != std::string::npos;
      CHECK((status == 200 || status == 503 || (is_export && status == 0)));
      if (status == 200) CHECK(body == right[t]);
      refused += status == 503 ? 1 : 0;
    }
    for (const std::string& one : damaged) made.mend(one);
    CHECK(eventually([&] { return answer(client, kTargets[0], &status) == right[0]; }));
  }
  CHECK(refused > 0);
  CHECK(!server.program().ended_within(0));
}

TEST_CASE("a server that finds its archive damaged says so with 503 until it is mended") {
  const Damaged made;
  const std::string segment = read_manifest(made.archive())->segments[0].files[4].file;
  change_byte(made.archive() + "/" + segment, 50, 3);
  RunningServer server(made.archive(), made.place(), made.web(), {},
                       RunningServer::Until::Listening);
  httplib::Client client("127.0.0.1", server.port());
  CHECK(eventually([&] {
    const auto result = client.Get("/api/v1/search?q=ferry");
    return result && result->status == 503 && result->body.find(segment) != std::string::npos;
  }));
  CHECK(client.Get("/healthz")->status == 200);
  CHECK(client.Get("/readyz")->status == 503);
  made.mend(segment);
  CHECK(eventually([&] { return client.Get("/readyz")->status == 200; }));
}
