// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/glass_writer.h"

#include <doctest/doctest.h>
#include <xapian.h>

#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "common/files.h"
#include "common/index/posting_file.h"
#include "tests/support/temporary_directory.h"

namespace backfile {
namespace {

using namespace std::string_literals;

struct Content {
  std::map<std::string, std::vector<Posting>> terms;
  std::vector<std::uint32_t> lengths;
};

// Terms of every frequency: from one document to all of them, with lists of many chunks.
Content random_content(std::uint32_t documents, unsigned seed) {
  std::mt19937 generator(seed);
  const auto random = [&generator] { return static_cast<std::uint32_t>(generator()); };
  Content content;
  content.lengths.assign(documents, 0);
  for (std::uint32_t t = 0; t < 600; ++t) {
    std::string term = "t" + std::to_string(random() % 100'000);
    if (t % 50 == 0) term += "\0nul"s;
    if (t % 60 == 0) term += std::string(200, 'x');
    const std::uint32_t every = 1 + random() % (t % 7 == 0 ? 3 : 400);
    std::vector<Posting>& postings = content.terms[term];
    if (!postings.empty()) continue;
    for (std::uint32_t d = 1 + random() % every; d <= documents; d += 1 + random() % every) {
      const std::uint32_t frequency = random() % 5 == 0 ? random() % 300 : 1;
      postings.push_back({d, frequency});
      content.lengths[d - 1] += frequency;
    }
    if (postings.empty()) content.terms.erase(term);
  }
  return content;
}

void write(const Content& content, const std::string& path) {
  Result<GlassWriter> writer = GlassWriter::create(path);
  REQUIRE(writer);
  for (std::uint32_t d = 1; d <= content.lengths.size(); ++d) {
    writer->length(d, content.lengths[d - 1]);
  }
  for (const auto& [term, postings] : content.terms) writer->term(term, postings);
  const Result<void> finished = writer->finish();
  REQUIRE(finished);
}

void check_that_xapian_reads(const Content& content, const std::string& path) {
  std::ostringstream report;
  CHECK(Xapian::Database::check(path, Xapian::DBCHECK_SHOW_STATS, &report) == 0);
  INFO(report.str());
  const Xapian::Database database(path);
  CHECK(database.get_doccount() == content.lengths.size());
  CHECK(database.get_lastdocid() == content.lengths.size());
  CHECK(database.has_positions() == false);
  auto term = database.allterms_begin();
  for (const auto& [name, postings] : content.terms) {
    REQUIRE(term != database.allterms_end());
    CHECK(*term == name);
    CHECK(term.get_termfreq() == postings.size());
    std::vector<Posting> read;
    std::uint64_t occurrences = 0;
    for (auto p = database.postlist_begin(name); p != database.postlist_end(name); ++p) {
      read.push_back({*p, p.get_wdf()});
      occurrences += p.get_wdf();
    }
    CHECK(read == postings);
    CHECK(database.get_collection_freq(name) == occurrences);
    auto jump = database.postlist_begin(name);
    jump.skip_to(postings.back().docid);
    REQUIRE(jump != database.postlist_end(name));
    CHECK(*jump == postings.back().docid);
    ++term;
  }
  CHECK(term == database.allterms_end());
  for (std::uint32_t d = 1; d <= content.lengths.size(); d += 7) {
    CHECK(database.get_doclength(d) == content.lengths[d - 1]);
  }
}

void check_that_we_read(const Content& content, const std::string& path) {
  const Result<PostingFile> file = open_view<PostingFile>(path);
  REQUIRE(file);
  CHECK(file->documents() == content.lengths.size());
  std::vector<std::uint32_t> lengths;
  file->for_each_length([&](std::uint32_t length) { lengths.push_back(length); });
  CHECK(lengths == content.lengths);
  PostingFile::Lists lists = file->lists();
  for (const auto& [term, postings] : content.terms) {
    CHECK(file->frequency(term) == postings.size());
    std::vector<Posting> read;
    file->for_each(term, [&](auto docid, auto wdf) { read.push_back({docid, wdf}); });
    CHECK(read == postings);
    REQUIRE_FALSE(lists.at_end());
    CHECK(lists.term() == term);
    read.clear();
    lists.for_each([&](auto docid, auto wdf) { read.push_back({docid, wdf}); });
    CHECK(read == postings);
    PostingSeeker seeker(*file, term);
    auto posting = postings.begin();
    std::size_t wrong = 0;
    for (std::uint32_t d = 1; d <= file->documents(); d += 1 + d % 3) {
      while (posting != postings.end() && posting->docid < d) ++posting;
      if (seeker.has(d) != (posting != postings.end() && posting->docid == d)) ++wrong;
    }
    CHECK(wrong == 0);
  }
  CHECK(lists.at_end());
  for (const char* missing : {"", "a", "zz", "t1\xff"}) {
    CAPTURE(missing);
    CHECK(file->frequency(missing) == 0);
    CHECK_FALSE(PostingSeeker(*file, missing).has(1));
  }
}

TEST_CASE("Xapian finds in a written database what went in, and finds it sound") {
  const TemporaryDirectory directory;
  for (const std::uint32_t documents : {1U, 2U, 130U, 5'000U, 70'000U}) {
    CAPTURE(documents);
    const std::string path = directory.path() + "/" + std::to_string(documents) + ".xapian";
    const Content content = random_content(documents, documents);
    write(content, path);
    check_that_xapian_reads(content, path);
    check_that_we_read(content, path);
  }
}

TEST_CASE("a damaged database gives docids of its documents, or is refused") {
  const TemporaryDirectory directory;
  const Content content = random_content(700, 11);
  const std::string path = directory.path() + "/a.xapian";
  write(content, path);
  const Result<std::string> whole = read_file(path, 1 << 24);
  REQUIRE(whole);
  std::mt19937 random(1);
  for (int round = 0; round < 400; ++round) {
    std::string damaged = *whole;
    for (int i = 0; i < 1 + round % 20; ++i) {
      // Half of the damage goes into the heads of blocks and their directories.
      const std::size_t at = random() % damaged.size();
      damaged[random() % 2 == 0 ? at : at / 8192 * 8192 + at % 128] = static_cast<char>(random());
    }
    REQUIRE(replace_file(directory.path(), "b.xapian", damaged));
    const Result<PostingFile> file = open_view<PostingFile>(directory.path() + "/b.xapian");
    if (!file) continue;
    std::size_t outside = 0;
    const auto look = [&](std::uint32_t docid, std::uint32_t) {
      if (docid == 0 || docid > file->documents()) ++outside;
    };
    for (const auto& [term, postings] : content.terms) {
      file->for_each(term, look);
      PostingSeeker seeker(*file, term);
      for (std::uint32_t d = 1; d <= 700; d += 90) seeker.has(d);
    }
    PostingFile::Lists lists = file->lists();
    for (std::size_t i = 0; i < 2'000 && !lists.at_end(); ++i) lists.for_each(look);
    CHECK(outside == 0);
  }
}

TEST_CASE("a database without documents can be opened") {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/empty.xapian";
  write({}, path);
  CHECK(Xapian::Database(path).get_doccount() == 0);
}

TEST_CASE("Xapian's compaction reads a written database") {
  const TemporaryDirectory directory;
  const Content content = random_content(3'000, 5);
  write(content, directory.path() + "/a.xapian");
  const Xapian::Database database(directory.path() + "/a.xapian");
  Xapian::Database(database).compact(directory.path() + "/b.xapian", Xapian::DBCOMPACT_SINGLE_FILE);
  check_that_xapian_reads(content, directory.path() + "/b.xapian");
}

TEST_CASE("a path that cannot be created is an error with its name") {
  const Result<GlassWriter> writer = GlassWriter::create("/nowhere/a.xapian");
  REQUIRE(!writer);
  CHECK(writer.error().message.find("/nowhere/a.xapian") != std::string::npos);
}

}  // namespace
}  // namespace backfile
