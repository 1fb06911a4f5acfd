// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/packed_files.h"

#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>

#include <utility>

#include "tests/support/container_events.h"

using namespace backfile;

namespace {

enum class Packing { Tar, OldTar, Zip };

struct Member {
  std::string name;
  std::string content;
  mode_t type = AE_IFREG;
};

void add_member(struct archive* writer, const Member& member) {
  struct archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, member.name.c_str());
  archive_entry_set_filetype(entry, member.type);
  archive_entry_set_perm(entry, 0644);
  if (member.type == AE_IFREG) {
    archive_entry_set_size(entry, static_cast<la_int64_t>(member.content.size()));
  } else {
    archive_entry_set_symlink(entry, member.content.c_str());
  }
  archive_write_header(writer, entry);
  archive_write_data(writer, member.content.data(), member.content.size());
  archive_entry_free(entry);
}

std::string packed(Packing packing, const std::vector<Member>& members) {
  struct archive* writer = archive_write_new();
  switch (packing) {
    case Packing::Tar: archive_write_set_format_pax_restricted(writer); break;
    case Packing::OldTar: archive_write_set_format_v7tar(writer); break;
    case Packing::Zip: archive_write_set_format_zip(writer); break;
  }
  std::string bytes(200 << 20, '\0');
  std::size_t used = 0;
  archive_write_open_memory(writer, bytes.data(), bytes.size(), &used);
  for (const Member& member : members) add_member(writer, member);
  archive_write_close(writer);
  archive_write_free(writer);
  bytes.resize(used);
  return bytes;
}

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
