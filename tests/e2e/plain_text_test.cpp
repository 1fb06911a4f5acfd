// SPDX-License-Identifier: GPL-3.0-or-later
// Plain text beside articles: what nobody named must be news to get in.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/packing.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;
namespace fs = std::filesystem;

namespace {

const std::string kText =
    "The harbour of Port Ellery will open its old lighthouse to visitors next month, the harbour "
    "master said on Thursday. The tower had been closed since a storm tore off its gallery eleven "
    "years ago, and the town had argued ever since.";

std::string page(const std::string& title) {
  return "<html><head><title>" + title + "</title></head><body><article><h1>" + title + "</h1><p>" +
         kText + "</p></article></body></html>";
}

const std::string kNote =
    "About these pages\n\nThey were saved from the site of the Lantern in the spring. Three of "
    "them "
    "are missing.\n";
const std::string kSums =
    "26c5073e7ee2756c5ae2cf1fb71b953ddf8e320fdf5a8863b1bfeff1f2a63f15  1.html\n"
    "be294100eac1c0bfe8f1cd8c6ab5600b07274da471e1181de1867abe8cc3d4f6  2.html\n";

const std::vector<Member> kMixed = {
    {"1.html", page("Ferry")},
    {"2.html", page("Bridge")},
    {"3.html", page("Rain")},
    {"dated.txt", "Lighthouse opens\n\nPublished: 2 March 2017\n\n" + kText + "\n"},
    {"note.txt", kNote},
    {"sums.txt", kSums},
};
const std::vector<Member> kAllPlain = {
    {"1.txt", "Lighthouse opens\n\n" + kText + "\n"},
    {"2.txt", "Ferry sails again\n\n" + kText + "\n"},
    {"index.html", page("Rain")},
    {"note.txt", kNote},
    {"sums.txt", kSums},
};

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::string write_folder(const std::string& path, const std::vector<Member>& members) {
  fs::create_directories(path);
  for (const Member& member : members) write(path + "/" + member.name, member.content);
  return path;
}

struct Read {
  std::vector<std::string> titles;
  std::string err;
};

Read read(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {BACKFILE_INDEX, "extract"});
  const Finished run = run_program(arguments);
  Read got{{}, run.err};
  std::istringstream lines(run.out);
  for (std::string line; std::getline(lines, line);) {
    got.titles.push_back(nlohmann::json::parse(line).value("title", ""));
  }
  std::ranges::sort(got.titles);
  return got;
}

using Titles = std::vector<std::string>;

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

}  // namespace

TEST_CASE("beside articles of other formats a plain text must say that it is news") {
  const TemporaryDirectory place;
  const std::string folder = write_folder(place.path() + "/in", kMixed);
  write(place.path() + "/in.tar", packed(Packing::Tar, kMixed));
  write(place.path() + "/in.zip", packed(Packing::Zip, kMixed));
  std::vector<Member> notes_first = kMixed;
  std::ranges::reverse(notes_first);
  write(place.path() + "/reversed.tar", packed(Packing::Tar, notes_first));
  for (const std::string name : {"/in", "/in.tar", "/in.zip", "/reversed.tar"}) {
    CAPTURE(name);
    const Read got = read({place.path() + name});
    CHECK(got.titles == Titles{"Bridge", "Ferry", "Lighthouse opens", "Rain"});
    CHECK(count(got.err, "code=plain_text_beside_articles") == 1);
    CHECK(count(got.err, "code=plain_text_without_prose") == 1);
  }
  // Below the note as well.
  fs::create_directory(place.path() + "/above");
  fs::rename(folder, place.path() + "/above/in");
  write(place.path() + "/above/note.txt", kNote);
  for (const char* name : {"/4.html", "/5.html"}) {
    write(place.path() + "/above/in" + name, page("Gulls" + std::string(name)));
  }
  CHECK(count(read({place.path() + "/above"}).err, "code=plain_text_beside_articles") == 2);
}

TEST_CASE("among plain texts prose is an article, and what is no prose is none") {
  const TemporaryDirectory place;
  write_folder(place.path() + "/in", kAllPlain);
  write(place.path() + "/in.tar", packed(Packing::Tar, kAllPlain));
  for (const std::string name : {"/in", "/in.tar"}) {
    CAPTURE(name);
    const Read got = read({place.path() + name});
    CHECK(got.titles ==
          Titles{"About these pages", "Ferry sails again", "Lighthouse opens", "Rain"});
    CHECK(count(got.err, "event=reject ") == 1);
    CHECK(count(got.err, "code=plain_text_without_prose") == 1);
  }
}

TEST_CASE("a plain text that is named, or read as one by --format, is read") {
  const TemporaryDirectory place;
  const std::string folder = write_folder(place.path() + "/in", kMixed);
  CHECK(read({folder + "/note.txt"}).titles == Titles{"About these pages"});
  CHECK(read({folder + "/sums.txt"}).titles.size() == 1);
  write(place.path() + "/sums.tar", packed(Packing::Tar, {{"sums.txt", kSums}}));
  CHECK(read({place.path() + "/sums.tar"}).titles.empty());
  CHECK(read({"--format", "scraped", place.path() + "/sums.tar"}).titles.size() == 1);
}

TEST_CASE("what was rejected beside articles is rejected again, and let in when it is named") {
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  const std::string folder = write_folder(place.path() + "/in", kMixed);
  write(folder + "/packed.tar", packed(Packing::Tar, kMixed));
  const auto index = [&archive](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin() + 1, {"--archive", archive});
    arguments.insert(arguments.begin(), BACKFILE_INDEX);
    return run_program(arguments);
  };
  CHECK(index({"add", folder}).status == 65);
  const auto rows = [&index] {
    std::map<std::string, std::size_t> rejects;
    std::istringstream lines(index({"rejects", "--json"}).out);
    for (std::string line; std::getline(lines, line);) {
      const auto row = nlohmann::json::parse(line);
      rejects[row["code"]] += row["count"].get<std::size_t>();
    }
    return rejects;
  };
  const std::map<std::string, std::size_t> expected = {{"plain_text_beside_articles", 2},
                                                       {"plain_text_without_prose", 2}};
  CHECK(rows() == expected);
  CHECK(index({"replay"}).status == 65);
  CHECK(rows() == expected);
  const Finished named = index({"replay", "--format", "scraped", "--report", "json"});
  CHECK(named.status == 0);
  CHECK(nlohmann::json::parse(named.out)["records"] == 4);
  CHECK(rows().empty());
}

TEST_CASE("very many plain texts in an archive are articles whatever lies beside them") {
  const TemporaryDirectory place;
  std::vector<Member> members;
  for (int i = 0; i < 1200; ++i) {
    const std::string number = std::to_string(i);
    members.push_back({number + ".txt", "Report " + number + "\n\n" + kText + "\n"});
    members.push_back({number + ".html", page("Page " + number)});
  }
  write(place.path() + "/in.tar", packed(Packing::Tar, members));
  const Read got = read({place.path() + "/in.tar"});
  CHECK(got.titles.size() == 2400);
  CHECK(read({"--threads", "1", place.path() + "/in.tar"}).titles == got.titles);
}
