// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/history.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/gzip.h"
#include "tests/support/process.h"

namespace backfile {
namespace {

namespace fs = std::filesystem;

constexpr int kDays = 5;

std::string record(int number, const std::string& what) {
  const std::string n = std::to_string(number);
  return R"({"id":"k)" + n + R"(","title":"Article )" + n + R"(","text":"The )" + what +
         " number " + n + R"( sailed past the lighthouse of Port Averil.","published":")" +
         std::to_string(1950 + number % 70) + R"(-03-04","source":"harbour.example","url":)" +
         R"("https://harbour.example/)" + n + "\"}\n";
}

std::string records(int first, int count, const std::string& what) {
  std::string lines;
  for (int i = first; i < first + count; ++i) lines += record(i, what);
  return lines;
}

std::string page(int day) {
  return "<!DOCTYPE html><title>Bridge reopens</title><meta property=\"og:url\" "
         "content=\"https://ledger.example/" +
         std::to_string(day) +
         "\"><h1>Bridge reopens</h1><p>The harbour bridge reopened to traffic on day " +
         std::to_string(day) +
         ", two years after the winter flood tore away its eastern arch.</p><p>About four hundred "
         "people walked across before the first bus was let through, and a brass band played in "
         "the rain.</p>";
}

std::string nitf(int day) {
  const std::string n = std::to_string(day);
  return "<?xml version=\"1.0\"?><nitf><head><docdata><doc-id id-string=\"nitf-" + n +
         "\"/><date.issue norm=\"20160304T101500Z\"/></docdata></head><body><body.head><hedline>"
         "<hl1>Grain " +
         n + "</hl1></hedline></body.head><body.content><p>The silo took in grain for the " + n +
         " time this week.</p></body.content></body></nitf>";
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

// A day brings new articles, some that are known, and a changed one.
void write_day(const std::string& in, int day) {
  const std::string folder = in + "/" + std::to_string(day);
  fs::create_directories(folder);
  write(folder + "/a.jsonl", records(day * 20, 12, "ferry") + records(0, 2, "ferry") +
                                 record(3, "ferry of day " + std::to_string(day)));
  write(folder + "/b.jsonl.gz", gzipped(records(day * 20 + 12, 4, "tug")));
  write(folder + "/c.html", page(day));
  write(folder + "/d.xml", nitf(day));
  write(folder + "/e.csv", "id,title,text\nc" + std::to_string(day) + ",Tide,The tide was high.\n");
  if (day == 2) write(folder + "/f.jsonl", "{\"id\":\"broken\n" + record(900, "barge"));
}

}  // namespace

History::History(const std::string& place) : in_(place + "/in") {
  for (int day = 0; day < kDays; ++day) write_day(in_, day);
  const std::string archive = place + "/model";
  for (std::size_t i = 0; i < kDays + 3; ++i) {
    const Finished finished = run_program(run(i, archive));
    INFO(finished.err);
    REQUIRE((finished.status == 0 || finished.status == 65));
    statuses_.push_back(finished.status);
    const Result<ArchiveContent> content = content_of(archive);
    REQUIRE(content);
    contents_.push_back(*content);
  }
  fs::remove_all(archive);
}

std::vector<std::string> History::run(std::size_t index, const std::string& archive) const {
  if (index < kDays) {
    return {BACKFILE_INDEX, "add", "--archive", archive, in_ + "/" + std::to_string(index)};
  }
  if (index == kDays) {
    return {BACKFILE_INDEX, "remove", "--archive", archive, "k21", "https://harbour.example/5"};
  }
  if (index == kDays + 1) return {BACKFILE_INDEX, "replay", "--archive", archive};
  return {BACKFILE_INDEX, "rebuild", "--archive", archive};
}

const ArchiveContent& History::after(std::size_t runs) const {
  static const ArchiveContent kNothing;
  return runs == 0 ? kNothing : contents_[runs - 1];
}

}  // namespace backfile
