// SPDX-License-Identifier: GPL-3.0-or-later
// The real backfile-index, as an operator runs it.
#include <doctest/doctest.h>
#include <sys/file.h>
#include <zlib.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "common/files.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

const std::string kSample = BACKFILE_TEST_DATA "/sample";

Finished index(std::vector<std::string> arguments, const std::string& input = {}) {
  arguments.insert(arguments.begin(), BACKFILE_INDEX);
  return run_program(arguments, input);
}

Json stats(const std::string& archive) {
  const Finished finished = index({"stats", "--archive", archive, "--json"});
  REQUIRE(finished.status == 0);
  return Json::parse(finished.out);
}

void write(const std::string& path, std::string_view content) {
  std::ofstream(path, std::ios::binary) << content;
}

std::string record(const std::string& id, const std::string& text) {
  return Json{{"id", id},
              {"title", "Title " + id},
              {"text", text},
              {"source", "harbour.example"},
              {"published", "2019-05-06"}}
             .dump() +
         "\n";
}

// A digest over all files that a manifest names and the manifest itself.
std::string state(const std::string& archive) { return *sha256_of_file(archive + "/manifest"); }

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("the sample archive is indexed in silence, and a second run changes nothing") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  const Finished first = index({"add", "--archive", archive, kSample + "/articles"});
  CHECK(first.status == 0);
  CHECK(first.out == "");
  CHECK(first.err == "");
  const std::string before = state(archive);
  const Json expected = Json::parse(*read_file(kSample + "/expected.json", 1 << 24));
  CHECK(stats(archive)["articles"] == expected.size());

  const Finished second = index({"add", "--archive", archive, kSample + "/articles"});
  CHECK(second.status == 0);
  CHECK(second.err == "");
  CHECK(state(archive) == before);
  CHECK(index({"verify", "--archive", archive}).status == 0);

  // The same articles under other paths are no news either.
  fs::copy(kSample + "/articles", place.path() + "/copy", fs::copy_options::recursive);
  CHECK(index({"add", "--archive", archive, place.path() + "/copy"}).status == 0);
  CHECK(state(archive) == before);
}

TEST_CASE("a correction becomes a new version of its article") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  REQUIRE(index({"add", "--archive", archive, kSample + "/articles"}).status == 0);
  const Json before = stats(archive);
  const Finished update = index({"add", "--archive", archive, "-v", kSample + "/updates"});
  CHECK(update.status == 0);
  CHECK(update.out.find("1 new versions") != std::string::npos);
  const Json after = stats(archive);
  CHECK(after["articles"] == before["articles"]);
  CHECK(after["superseded"] == 1);
  CHECK(after["revision"] == before["revision"].get<int>() + 1);
}

TEST_CASE("the number of threads does not change the archive") {
  const TemporaryDirectory place;
  Json segments[2];
  for (const int threads : {1, 3}) {
    const std::string archive = place.path() + "/" + std::to_string(threads);
    REQUIRE(index({"add", "--archive", archive, "--threads", std::to_string(threads),
                   kSample + "/articles"})
                .status == 0);
    const Finished printed =
        index({"extract", "--threads", std::to_string(threads), kSample + "/articles"});
    segments[threads == 1 ? 0 : 1] = printed.out;
  }
  CHECK(segments[0] == segments[1]);
}

TEST_CASE("bad input is told in a line, has its exit status, and the good records get in") {
  const TemporaryDirectory place;
  const std::string folder = place.path() + "/in";
  fs::create_directory(folder);
  write(folder + "/empty.txt", "");
  write(folder + "/binary.dat", std::string("\x7f"
                                            "ELF") +
                                    std::string(4000, '\0'));
  write(folder + "/broken.jsonl",
        record("a", "Ferry.") + "{\"title\": \"cut\n" + record("b", "Bridge."));
  std::string lines;
  for (int i = 0; i < 20'000; ++i)
    lines += record("z" + std::to_string(i), std::to_string(i * 7919));
  const std::string plain = folder + "/whole.jsonl";
  {
    const gzFile file = ::gzopen((folder + "/cut.jsonl.gz").c_str(), "wb");
    ::gzwrite(file, lines.data(), static_cast<unsigned>(lines.size()));
    ::gzclose(file);
    fs::resize_file(folder + "/cut.jsonl.gz", fs::file_size(folder + "/cut.jsonl.gz") - 20'000);
  }
  const std::string archive = place.path() + "/archive";
  const Finished run = index({"add", "--archive", archive, folder});
  CHECK(run.status == 65);
  CHECK(run.out == "");
  for (const char* part : {"empty.txt", "the file is empty", "binary.dat", "is not text",
                           "broken.jsonl", "line=2", "cut.jsonl.gz", "truncated"}) {
    CAPTURE(part);
    CHECK(run.err.find(part) != std::string::npos);
  }
  CHECK(lines_in(run.err) == 4);
  CHECK(stats(archive)["articles"].get<int>() > 10'000);
  CHECK(fs::directory_iterator(archive + "/rejects") != fs::directory_iterator());

  // From cron the same bad files are told once, and nothing is written again.
  const std::string before = state(archive);
  const Finished again = index({"add", "--archive", archive, folder});
  CHECK(again.status == 0);
  CHECK(again.err == "");
  CHECK(state(archive) == before);
}

TEST_CASE("exit statuses say what stands in the way") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  write(place.path() + "/a.jsonl", record("a", "Ferry."));
  const std::string input = place.path() + "/a.jsonl";
  REQUIRE(index({"add", "--archive", archive, input}).status == 0);

  CHECK(index({}).status == 64);
  CHECK(index({"add", "--archive", archive}).status == 64);
  CHECK(index({"add", "--archive", archive, "--unknown", input}).status == 64);
  CHECK(index({"--help"}).status == 0);
  const Finished missing = index({"add", "--archive", archive, place.path() + "/none"});
  CHECK(missing.status == 66);
  CHECK(missing.err.find("/none: No such file or directory") != std::string::npos);
  CHECK(index({"stats", "--archive", place.path() + "/none"}).status == 66);
  CHECK(index({"add", "--archive", place.path() + "/no/archive", input}).status == 73);
  write(place.path() + "/bad.toml", "[add]\nno-such-option = 1\n");
  CHECK(
      index({"--config", place.path() + "/bad.toml", "add", "--archive", archive, input}).status ==
      78);

  const int lock = ::open((archive + "/lock").c_str(), O_RDWR);
  REQUIRE(::flock(lock, LOCK_EX | LOCK_NB) == 0);
  const Finished locked = index({"add", "--archive", archive, input});
  CHECK(locked.status == 75);
  CHECK(lines_in(locked.err) == 1);
  ::close(lock);
}

TEST_CASE("standard input is read, and a dry run writes nothing") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  const std::string input = record("a", "Ferry.") + record("b", "Bridge.");
  const Finished dry = index({"add", "--archive", archive, "--dry-run", "-"}, input);
  CHECK(dry.status == 0);
  CHECK(dry.out.find("2 new") != std::string::npos);
  CHECK_FALSE(fs::exists(archive));
  CHECK(index({"add", "--archive", archive, "-"}, input).status == 0);
  CHECK(stats(archive)["articles"] == 2);
  CHECK(index({"add", "--archive", archive, "--dry-run", "-"}, input).out.find("2 unchanged") !=
        std::string::npos);
}

TEST_CASE("the configuration comes from file, environment and flags, and can be shown") {
  const TemporaryDirectory place;
  write(place.path() + "/backfile.toml", "[add]\narchive = \"from-file\"\nthreads = 1\n");
  const Finished shown =
      index({"--config", place.path() + "/backfile.toml", "add", "--check", "--threads", "2", "x"});
  CHECK(shown.status == 0);
  CHECK(shown.out.find("from-file") != std::string::npos);
  CHECK(shown.out.find("threads=2") != std::string::npos);
  ::setenv("BACKFILE_ARCHIVE", "from-environment", 1);
  const std::vector<std::string> command = {"--config", place.path() + "/backfile.toml", "add",
                                            "--check", "x"};
  CHECK(index(command).out.find("from-environment") != std::string::npos);
  ::unsetenv("BACKFILE_ARCHIVE");
}

TEST_CASE("rows of --hosts decide what names and dates mean; a wrong row is told with its place") {
  const TemporaryDirectory place;
  const std::string hosts = place.path() + "/hosts.tsv";
  const std::string input = R"({"title":"Rain","text":"12.5","url":"https://lantern.example/1",)"
                            R"("date":"03/04/2017 4:32 PM CST"})"
                            "\n";
  const auto extracted = [&](std::vector<std::string> arguments) {
    const Finished finished = index(std::move(arguments), input);
    REQUIRE(finished.status == 0);
    return Json::parse(finished.out);
  };
  const Json without = extracted({"extract", "-"});
  CHECK(without["source"]["name"] == "lantern.example");
  CHECK(without["published"] == "2017-04-03T16:32:00-05:00");

  write(hosts, "# Ours.\nlantern.example\tThe Lantern\ttw\tAsia/Taipei\tymd\tzh\n");
  const Json with = extracted({"extract", "--hosts", hosts, "-"});
  CHECK(with["source"]["name"] == "The Lantern");
  CHECK(with["published"] == "2017-03-04T16:32:00+08:00");
  CHECK(with["language"] == "zh");
  CHECK(with["id"] == without["id"]);

  write(place.path() + "/backfile.toml", "[extract]\nhosts = \"" + hosts + "\"\n");
  CHECK(extracted({"--config", place.path() + "/backfile.toml", "extract", "-"}) == with);
  const std::string archive = place.path() + "/archive";
  CHECK(index({"add", "--archive", archive, "--hosts", hosts, "-"}, input).status == 0);
  CHECK(stats(archive)["articles"] == 1);

  write(hosts, "# Ours.\nlantern.example\tThe Lantern\tTaiwan\tAsia/Taipei\tymd\tzh\n");
  const std::string none = place.path() + "/none";
  for (const auto& arguments : {std::vector<std::string>{"extract", "--hosts", hosts, "-"},
                                {"add", "--archive", none, "--hosts", hosts, "-"}}) {
    const Finished refused = index(arguments, input);
    CHECK(refused.status == 78);
    CHECK(refused.out == "");
    CHECK(refused.err.find(hosts + ":2: the country is \\\"Taiwan\\\"") != std::string::npos);
  }
  CHECK_FALSE(fs::exists(none));
  CHECK(index({"extract", "--hosts", none, "-"}, input).status == 78);
}

TEST_CASE("verify finds a changed byte") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  REQUIRE(index({"add", "--archive", archive, "-"}, record("a", "Ferry.")).status == 0);
  const std::string segment = fs::directory_iterator(archive + "/segments")->path();
  const auto size = fs::file_size(segment);
  for (const std::uintmax_t at : {std::uintmax_t{0}, size / 2, size - 1}) {
    std::fstream file(segment, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(static_cast<std::streamoff>(at));
    const char byte = static_cast<char>(file.get());
    file.seekp(static_cast<std::streamoff>(at));
    file.put(static_cast<char>(byte ^ 1));
    file.close();
    const Finished damaged = index({"verify", "--archive", archive});
    CHECK(damaged.status == 74);
    CHECK(damaged.err.find("SHA-256") != std::string::npos);
    std::fstream mend(segment, std::ios::in | std::ios::out | std::ios::binary);
    mend.seekp(static_cast<std::streamoff>(at));
    mend.put(byte);
  }
  CHECK(index({"verify", "--archive", archive}).status == 0);
}

TEST_CASE("any format is read from any container, with what the container knows of it") {
  const TemporaryDirectory place;
  const std::string page =
      "<html><head><title>Ferry runs again</title></head><body><article><h1>Ferry runs again</h1>"
      "<p>The ferry between the two quays runs again since Monday, the harbour office said, after "
      "a winter in which the only way across was the long bridge.</p><p>Tickets cost as much as "
      "before, and the first boat leaves at six in the morning, as it did for forty years.</p>"
      "</article></body></html>";
  const std::string http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page;
  write(place.path() + "/1.warc",
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:7>\r\nWARC-Target-URI: "
        "https://harbour.example/ferry\r\nWARC-Date: 2017-01-19T11:32:00Z\r\nContent-Type: "
        "application/http\r\nContent-Length: " +
            std::to_string(http.size()) + "\r\n\r\n" + http + "\r\n\r\n");
  write(place.path() + "/2.eml",
        "From: Harbour Gazette <desk@harbour.example>\nSubject: Ferry\nDate: Thu, 19 Jan 2017 "
        "05:56:00 -0500\nMessage-ID: <17@harbour.example>\nContent-Type: text/html\n\n" +
            page);
  write(place.path() + "/3.csv", "title,content,date\nFerry,\"It runs.\n\nAgain.\",2017-01-19\n");
  const Finished finished = index({"extract", place.path()});
  CHECK(finished.status == 0);
  std::istringstream lines(finished.out);
  std::vector<Json> articles;
  for (std::string line; std::getline(lines, line);) articles.push_back(Json::parse(line));
  REQUIRE(articles.size() == 3);
  CHECK(articles[0]["url"] == "https://harbour.example/ferry");
  CHECK(articles[0]["provenance"]["member"] == "urn:uuid:7");
  CHECK(articles[1]["id"].get<std::string>().size() == 32);
  CHECK(articles[1]["title"] == "Ferry runs again");
  CHECK(articles[1]["source"]["name"] == "Harbour Gazette");
  CHECK(articles[1]["published"] == "2017-01-19T05:56:00-05:00");
  CHECK(articles[1]["date_source"] == "container");
  CHECK(articles[2]["text"] == "It runs.\n\nAgain.");
}
