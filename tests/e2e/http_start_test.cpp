// SPDX-License-Identifier: GPL-3.0-or-later
// The real server while it is opening its archive.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "tests/e2e/served_archive.h"

using namespace backfile;

namespace {

// A server that opens its archive for as long as a test likes: a segment is a named pipe, and
// opening that waits for a writer.
class OpeningServer {
 public:
  OpeningServer()
      : server_((prepare(), archive()), place_.path(), web(), {}, RunningServer::Until::Listening) {
  }

  std::string archive() const { return place_.path() + "/archive"; }
  std::string web() const { return place_.path() + "/web"; }
  RunningServer& server() { return server_; }

  // Puts the segment and, as publishing does, a new manifest in their places.
  void mend() const {
    std::filesystem::rename(segment(), pipe());
    std::filesystem::rename(saved_segment(), segment());
    std::filesystem::copy_file(manifest(), archive() + "/next");
    std::filesystem::rename(archive() + "/next", manifest());
  }

  void lose_manifest() const {
    std::filesystem::rename(segment(), pipe());
    std::filesystem::remove(manifest());
  }

  // Lets the server go on, which may open the pipe several times, until `holds` does.
  template <typename Condition>
  bool goes_on_until(const Condition& holds) const {
    for (int i = 0; i < 500; ++i) {
      if (holds()) return true;
      const int writer = ::open(pipe().c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
      if (writer >= 0) ::close(writer);
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
  }

  int status_of(const std::string& target) {
    httplib::Client client("127.0.0.1", server_.port());
    const auto result = client.Get(target);
    return result ? result->status : 0;
  }

 private:
  void prepare() {
    std::filesystem::create_directory(web());
    std::ofstream(web() + "/index.html") << "<!doctype html><title>Backfile</title>";
    const Finished added =
        run_program({BACKFILE_INDEX, "add", "--archive", archive(), "-"}, records());
    REQUIRE(added.status == 0);
    for (const auto& file : std::filesystem::directory_iterator(archive() + "/segments")) {
      segment_ = file.path().string();
    }
    std::filesystem::rename(segment(), saved_segment());
    REQUIRE(::mkfifo(segment().c_str(), 0600) == 0);
  }

  std::string manifest() const { return archive() + "/manifest"; }
  std::string segment() const { return segment_; }
  std::string saved_segment() const { return archive() + "/saved"; }
  std::string pipe() const { return archive() + "/pipe"; }

  std::string segment_;
  TemporaryDirectory place_;
  RunningServer server_;
};

}  // namespace

TEST_CASE("while the archive is being opened the server lives and is not ready") {
  OpeningServer opening;
  httplib::Client client("127.0.0.1", opening.server().port());
  const auto ready = client.Get("/readyz");
  REQUIRE(ready);
  CHECK(ready->status == 503);
  CHECK(ready->get_header_value("Retry-After") == "1");
  CHECK(Json::parse(ready->body).at("code") == "unavailable");
  CHECK(opening.status_of("/healthz") == 200);
  CHECK(opening.status_of("/api/v1/search?q=ferry") == 503);
  const Finished second =
      run_program({BACKFILE_SERVER, "--archive", opening.archive(), "--web", opening.web(),
                   "--listen", "127.0.0.1:" + std::to_string(opening.server().port())});
  CHECK(second.status == 71);

  opening.mend();
  CHECK(opening.goes_on_until([&] { return opening.status_of("/readyz") == 200; }));
  CHECK(opening.status_of("/api/v1/search?q=ferry") == 200);
}

TEST_CASE("an archive that turns out not to be there ends the server with status 66") {
  OpeningServer opening;
  CHECK(opening.status_of("/healthz") == 200);
  opening.lose_manifest();
  REQUIRE(opening.goes_on_until([&] { return opening.server().program().ended_within(0); }));
  CHECK(opening.server().program().wait() == 66);
}

TEST_CASE("SIGTERM ends a server that is still opening its archive") {
  OpeningServer opening;
  opening.server().program().send(SIGTERM);
  REQUIRE(opening.server().program().ended_within(4000));
  CHECK(opening.server().program().wait() == 0);
}
