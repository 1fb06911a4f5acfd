// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/packed_files.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

#include "tests/support/container_events.h"
#include "tests/support/packing.h"

using namespace backfile;

namespace {

std::string member_and_bytes(const RawDocument& document) {
  return document.provenance.member + " (" + document.file_name + "): " + document.bytes;
}

Events files(std::string_view content) { return events_of(content, member_and_bytes); }

}  // namespace

TEST_CASE("the files in a tar or zip are containers of their own") {
  for (const Packing packing : {Packing::Tar, Packing::OldTar, Packing::Zip}) {
    CHECK(files(packed(packing, {{"2017/a.html", "<html>a"},
                                 {"./b.jsonl", "{\"b\":1}\n{\"b\":2}\n"},
                                 {"c.txt.gz", gzipped("C\n\nText")},
                                 {"d.csv", "title,text\nA,B\n"}})) ==
          Events{"ok 2017/a.html (a.html): <html>a", "ok ./b.jsonl (b.jsonl): {\"b\":1}\n",
                 "ok ./b.jsonl (b.jsonl): {\"b\":2}\n", "ok c.txt.gz (c.txt): C\n\nText",
                 "ok d.csv (d.csv): {\"title\":\"A\",\"text\":\"B\"}"});
  }
}

TEST_CASE("archives may be packed into each other, but not without end") {
  std::string inner = packed(Packing::Zip, {{"a.txt", "A"}});
  inner = packed(Packing::Tar, {{"i.zip", inner}});
  CHECK(files(gzipped(inner)) == Events{"ok i.zip/a.txt (a.txt): A"});
  inner = packed(Packing::Zip, {{"i.tar", inner}, {"b.txt", "B"}});
  CHECK(files(inner) == Events{"ok i.tar/i.zip/a.txt (a.txt): A", "ok b.txt (b.txt): B"});
  const Events got = files(packed(Packing::Tar, {{"deep.zip", inner}, {"c.txt", "C"}}));
  REQUIRE(got.size() == 3);
  CHECK(got[0].find("lies in more than 3 archives") != std::string::npos);
  CHECK(got[2] == "ok c.txt (c.txt): C");
}

TEST_CASE("names that lead out are rejected, links and what a folder passes over are not read") {
  for (const Packing packing : {Packing::Tar, Packing::Zip}) {
    CHECK(files(packed(packing, {{"../a.txt", "A"},
                                 {"README.md", "r"},
                                 {"x/.hidden", "h"},
                                 {"__MACOSX/x", "m"},
                                 {"b.txt", "B"}})) ==
          Events{"bad the name of the file leads out of the archive that it is in",
                 "ok b.txt (b.txt): B"});
  }
  CHECK(files(packed(Packing::Tar, {{"l.txt", "/etc/passwd", AE_IFLNK}, {"b.txt", "B"}})) ==
        Events{"ok b.txt (b.txt): B"});
  CHECK(judge_member_name("a/../../b") == MemberName::LeadsOut);
  CHECK(judge_member_name("..\\b") == MemberName::LeadsOut);
  CHECK(judge_member_name("/abs/b..c") == MemberName::Good);
}

TEST_CASE("a damaged or cut-off archive yields what came before") {
  std::string noise;
  for (unsigned seed = 1; noise.size() < 5000; seed = seed * 1664525 + 1013904223) {
    noise.push_back(static_cast<char>('a' + (seed >> 24) % 26));
  }
  const std::vector<Member> two = {{"a.txt", "A"}, {"b.txt", noise}};
  for (const Packing packing : {Packing::Tar, Packing::Zip}) {
    const std::string whole = packed(packing, two);
    const std::size_t b_at = whole.find("b.txt");
    for (const std::size_t size : {b_at + 3, b_at + 30, b_at + 2000}) {
      const Events got = files(std::string_view(whole).substr(0, size));
      REQUIRE(got.size() == 2);
      CHECK(got[0] == "ok a.txt (a.txt): A");
      CHECK((got[1].starts_with("end ") || got[1].starts_with("bad ")));
    }
  }
}

TEST_CASE("a damaged file in a zip costs itself") {
  std::string noise;
  for (unsigned seed = 1; noise.size() < 400'000; seed = seed * 1664525 + 1013904223) {
    noise.push_back(static_cast<char>('a' + (seed >> 24) % 26));
  }
  for (const std::size_t size : {std::size_t{3'000}, noise.size()}) {
    CAPTURE(size);
    const std::string whole = packed(Packing::Zip, {{"a.txt", "A"},
                                                    {"b.txt", noise.substr(0, size)},
                                                    {"c.txt", "C"},
                                                    {"d.jsonl", "{\"d\":1}\n{\"d\":2}\n"}});
    const std::size_t b_at = whole.find("b.txt");
    const std::size_t c_at = whole.find("c.txt");
    // Its beginning, its middle, its end, and its header.
    for (const std::size_t at : {b_at + 60, (b_at + c_at) / 2, c_at - 60, b_at - 25}) {
      CAPTURE(at);
      std::string damaged = whole;
      for (std::size_t i = 0; i < 16; ++i) damaged[at + i] = '\xff';
      const Events got = files(damaged);
      REQUIRE(got.size() >= 4);
      CHECK(got.front() == "ok a.txt (a.txt): A");
      CHECK(got[got.size() - 3] == "ok c.txt (c.txt): C");
      CHECK(got[got.size() - 2] == "ok d.jsonl (d.jsonl): {\"d\":1}\n");
      CHECK(got.back() == "ok d.jsonl (d.jsonl): {\"d\":2}\n");
      const auto bad = std::ranges::count_if(
          got, [](const std::string& event) { return event.starts_with("bad "); });
      // A damaged header may lose its name, too.
      CHECK(bad >= 1);
      CHECK(bad <= 2);
    }
  }
}

TEST_CASE("an issue of scanned pages is held back until its pages are there") {
  const auto show = [](const RawDocument& document) {
    std::string text = document.provenance.member;
    if (document.neighbours) {
      for (const auto& [name, bytes] : *document.neighbours) text += " [" + name + "] " + bytes;
    }
    return text;
  };
  const std::string mets =
      "<?xml version=\"1.0\"?><mets:mets>p1.xml file://./text/p2.xml</mets:mets>";
  const std::string one = "<alto>1</alto>";
  const std::string two = "<!-- page --><alto xmlns=\"x\">2</alto>";
  const std::string other = "<alto>3</alto>";
  const std::string pages = " [i/p1.xml] " + one + " [i/text/p2.xml] " + two;
  for (const Packing packing : {Packing::Tar, Packing::Zip}) {
    CHECK(events_of(packed(packing, {{"./i/p1.xml", one},
                                     {"a.txt", "A"},
                                     {"i/mets.xml", mets},
                                     {"i/other.xml", other},
                                     {"i/text/p2.xml", two}}),
                    show) == Events{"ok a.txt", "ok i/other.xml", "ok i/mets.xml" + pages});
    // The next folder is the next issue.
    CHECK(events_of(packed(packing, {{"i/mets.xml", mets},
                                     {"i/p1.xml", one},
                                     {"i/text/p2.xml", two},
                                     {"j/mets.xml", mets},
                                     {"j/p1.xml", other},
                                     {"z.txt", "Z"}}),
                    show) ==
          Events{"ok i/mets.xml" + pages, "ok z.txt", "ok j/mets.xml [j/p1.xml] " + other});
  }
  // What was held back comes before the end.
  const std::string whole =
      packed(Packing::Tar, {{"i/mets.xml", mets}, {"i/p1.xml", one}, {"b.txt", "BBB"}});
  const Events cut = events_of(std::string_view(whole).substr(0, whole.find("BBB") + 1), show);
  REQUIRE(cut.size() >= 2);
  CHECK(cut.front() == "ok i/mets.xml [i/p1.xml] " + one);
}

TEST_CASE("a bomb ends its archive, and its memory stays small") {
  const std::vector<Member> members = {{"a.txt", "A"}, {"bomb.txt", std::string(160 << 20, 'x')}};
  const Events zip = files(packed(Packing::Zip, members));
  REQUIRE(zip.size() == 2);
  CHECK(zip[0] == "ok a.txt (a.txt): A");
  const Events tar = files(gzipped(packed(Packing::Tar, members)));
  REQUIRE(tar.size() == 2);
  CHECK(tar[0] == "ok a.txt (a.txt): A");
}

TEST_CASE("an office document is no archive of articles") {
  CHECK(files(packed(Packing::Zip, {{"[Content_Types].xml", "<Types/>"}, {"a.xml", "<a/>"}})) ==
        Events{"bad the file is an office document, a book or a program"});
}
