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
#include "tests/support/gzip.h"
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

TEST_CASE("tables of two papers that count from 1 are different articles") {
  const TemporaryDirectory place;
  write(place.path() + "/1.csv",
        "id,title,publication,content\n1,Ferry,Harbour Gazette,It runs.\n2,Walrus,Harbour "
        "Gazette,It swims.\n");
  write(place.path() + "/2.csv",
        "id,title,publication,content\n1,Budget,The Lantern,It grows.\n2,Fog,The Lantern,It "
        "lifts.\n");
  const std::string archive = place.path() + "/archive";
  CHECK(index({"add", "--archive", archive, place.path() + "/1.csv", place.path() + "/2.csv"})
            .status == 0);
  const Finished stats = index({"stats", "--archive", archive, "--json"});
  CHECK(Json::parse(stats.out)["articles"] == 4);
}

TEST_CASE("rejects are counted by reason and source, and read again once they are mended") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  const std::string good = record("1", "A whole text.");
  write(place.path() + "/a.jsonl", good + "{\"id\":\"2\"}\n{\"id\":\"3\"}\n{broken\n");
  write(place.path() + "/b.jsonl", "{\"id\":\"4\",\"url\":\"https://harbour.example/4\"}\n");
  const Finished first = index({"add", "--archive", archive, "--report", "json",
                                place.path() + "/a.jsonl", place.path() + "/b.jsonl"});
  CHECK(first.status == 65);
  const Json report = Json::parse(first.out);
  CHECK(report["records"] == 5);
  CHECK(report["new"] == 1);
  CHECK(report["rejected"] == 4);
  CHECK(report["rejected_by_code"].size() == 2);

  const Finished table = index({"rejects", "--archive", archive, "--json"});
  CHECK(table.status == 0);
  REQUIRE(lines_in(table.out) == 3);
  const Json row = Json::parse(table.out.substr(0, table.out.find('\n')));
  CHECK(row["count"] == 2);
  CHECK(row["code"] == "record_has_neither_a_title_nor_a_text");
  CHECK(row["source"] == place.path() + "/a.jsonl");
  CHECK(row["example"] == place.path() + "/a.jsonl:2");
  CHECK(index({"rejects", "--archive", archive}).out.find("for example") != std::string::npos);

  // Without a fix a replay changes nothing.
  const std::string before = state(archive);
  CHECK(index({"replay", "--archive", archive}).status == 65);
  CHECK(state(archive) == before);
  CHECK(index({"rejects", "--archive", archive, "--json"}).out == table.out);

  // A file that was changed is read as a whole; one that is gone keeps its rejects.
  write(place.path() + "/a.jsonl", good + "{\"title\":\"Mended\"}\n{\"id\":\"3\"}\n{broken\n");
  fs::remove(place.path() + "/b.jsonl");
  const Finished replay = index({"replay", "--archive", archive, "--report", "json"});
  CHECK(replay.status == 65);
  CHECK(replay.err.find("b.jsonl reason=\"it cannot be read again\"") != std::string::npos);
  CHECK(Json::parse(replay.out)["records"] == 4);
  CHECK(Json::parse(replay.out)["new"] == 1);
  CHECK(lines_in(index({"rejects", "--archive", archive, "--json"}).out) == 3);

  // What the records call their fields, told afterwards, mends the rest without another file.
  write(place.path() + "/c.jsonl", "{\"kopf\":\"Five\"}\n" + record("6", "Six."));
  CHECK(index({"add", "--archive", archive, place.path() + "/c.jsonl"}).status == 65);
  const Finished mapped =
      index({"replay", "--archive", archive, "--map", "title=kopf", "--report", "json"});
  CHECK(Json::parse(mapped.out)["records"] == 3);
  CHECK(Json::parse(mapped.out)["new"] == 1);
  CHECK(lines_in(index({"rejects", "--archive", archive, "--json"}).out) == 3);
  CHECK(stats(archive)["articles"] == 4);
}

TEST_CASE("what is left of a broken file is read again as a whole") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  std::string lines;
  for (int i = 0; i < 3000; ++i) lines += record(std::to_string(i * 7919), std::to_string(i));
  const std::string packed = gzipped(lines);
  write(place.path() + "/a.jsonl.gz", packed.substr(0, packed.size() / 2));
  CHECK(index({"add", "--archive", archive, place.path() + "/a.jsonl.gz"}).status == 65);
  CHECK(stats(archive)["articles"] < 3000);
  const Finished table = index({"rejects", "--archive", archive, "--json"});
  CHECK(Json::parse(table.out)["code"] == "damaged");
  write(place.path() + "/a.jsonl.gz", packed);
  CHECK(index({"replay", "--archive", archive}).status == 0);
  CHECK(stats(archive)["articles"] == 3000);
  CHECK(index({"rejects", "--archive", archive}).out == "no rejects\n");
}
