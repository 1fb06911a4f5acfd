// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include "indexer/input/csv_header.h"
#include "tests/support/container_events.h"

using namespace backfile;

namespace {

std::string line_and_bytes(const RawDocument& document) {
  return std::to_string(document.provenance.line) + " " + document.bytes;
}

Events records(std::string_view content) { return events_of(content, line_and_bytes); }

Events rows(std::string_view content, const std::string& name = "x") {
  return events_of(content, line_and_bytes, name);
}

}  // namespace

TEST_CASE("a file that is called one of lines is, if its first line is bad") {
  const std::string lines = "not an object\n{\"a\":1}\n";
  for (const std::string name : {"a.jsonl", "a.NDJSON", "a.jl"}) {
    CHECK(rows(lines, name) == Events{"ok 1 not an object\n", "ok 2 {\"a\":1}\n"});
  }
  CHECK(rows(lines, "a.txt") == Events{"ok 0 " + lines});
  CHECK(rows("{\n\"a\":1\n}\n{\n\"b\":2\n}\n", "a.jsonl") ==
        Events{"ok 1 {\n\"a\":1\n}", "ok 4 {\n\"b\":2\n}"});
  CHECK(rows("[\n{\"a\":1}]", "a.jsonl") == Events{"ok 2 {\"a\":1}"});
  CHECK(rows("no object\nat all\n", "a.jsonl") == Events{"ok 0 no object\nat all\n"});
}

TEST_CASE("the objects of a JSON array are its records") {
  CHECK(records("[{\"a\":1},\n {\"b\":[2,{\"c\":\"}]\\\"\"}]}\n]\n") ==
        Events{"ok 1 {\"a\":1}", "ok 2 {\"b\":[2,{\"c\":\"}]\\\"\"}]}"});
  CHECK(records("\xef\xbb\xbf[ {\"a\":1} ]") == Events{"ok 1 {\"a\":1}"});
}

TEST_CASE("objects over several lines are records, one or many") {
  CHECK(records("{\n  \"a\": 1\n}\n{\n  \"b\": 2\n}\n") ==
        Events{"ok 1 {\n  \"a\": 1\n}", "ok 4 {\n  \"b\": 2\n}"});
  CHECK(records("{\"a\":1,\n \"b\":2}\n") == Events{"ok 1 {\"a\":1,\n \"b\":2}"});
}

TEST_CASE("what is wrong with an array costs only what is wrong") {
  CHECK(records("[{\"a\":1}, null, {\"b\":2}]") ==
        Events{"ok 1 {\"a\":1}", "bad between JSON objects stands what is none", "ok 1 {\"b\":2}"});
  CHECK(records("[{\"a\":1}, {\"b\":") ==
        Events{"ok 1 {\"a\":1}", "bad the file ends inside of a JSON object"});
  CHECK(records("[{\"a\":1},") ==
        Events{"ok 1 {\"a\":1}", "bad the file ends inside of a JSON array"});
  CHECK(records("[[{\"a\":1}]]").front() == "bad between JSON objects stands what is none");
  const std::string huge = "{\"a\":\"" + std::string(kLargestRecord, 'x') + "\"}";
  CHECK(records("[" + huge + ",\n{\"b\":2}]") ==
        Events{"bad the record has more than 16 MiB", "ok 2 {\"b\":2}"});
}

TEST_CASE("JSON in UTF-16 is read as UTF-8") {
  std::string utf16 = "\xff\xfe";
  for (const char c : std::string("{\"a\":\"")) utf16 += {c, '\0'};
  utf16 += {'\xe9', '\0', '\x3d', '\xd8', '\0', '\xde', '\0', '\xd8'};  // é, a pair, half a pair.
  for (const char c : std::string("\"}\n")) utf16 += {c, '\0'};
  CHECK(records(utf16) == Events{"ok 1 {\"a\":\"\u00e9\U0001f600\ufffd\"}\n"});
}

TEST_CASE("a row of a table is an object with the columns' names as keys") {
  CHECK(rows("title,content,url\nTalks open,\"First, \"\"quoted\"\"\n\nSecond\",https://x.example/1"
             "\nShort,,\n") ==
        Events{"ok 2 {\"title\":\"Talks open\",\"content\":\"First, \\\"quoted\\\"\\n\\nSecond\","
               "\"url\":\"https://x.example/1\"}",
               "ok 5 {\"title\":\"Short\"}"});
  CHECK(rows("\xef\xbb\xbftitle\ttext\r\nA\tB, C\r\n") ==
        Events{"ok 2 {\"title\":\"A\",\"text\":\"B, C\"}"});
  CHECK(rows("title;text;date\nA;B;2017") ==
        Events{"ok 2 {\"title\":\"A\",\"text\":\"B\",\"date\":\"2017\"}"});
  CHECK(rows(",id,title,content\n0,17,A,B\n") ==
        Events{"ok 2 {\"id\":\"17\",\"title\":\"A\",\"content\":\"B\"}"});
  CHECK(rows("kopf,rumpf\nA,B\n", "x.csv") == Events{"ok 2 {\"kopf\":\"A\",\"rumpf\":\"B\"}"});
}

TEST_CASE("cells that are not UTF-8 are windows-1252") {
  CHECK(rows("title,text\nCaf\xe9,\x93yes\x94\n") ==
        Events{"ok 2 {\"title\":\"Caf\u00e9\",\"text\":\"\u201cyes\u201d\"}"});
}

TEST_CASE("what is wrong with a table costs only what is wrong") {
  CHECK(
      rows("title,text\nA,B,C\nD,E,\n") ==
      Events{"bad the row has more cells than the table has columns: a quote or a delimiter inside "
             "of a cell is not quoted",
             "ok 3 {\"title\":\"D\",\"text\":\"E\"}"});
  CHECK(rows("title,text\nA,B\nC,\"D") == Events{"ok 2 {\"title\":\"A\",\"text\":\"B\"}",
                                                 "bad the file ends inside of a quoted cell"});
  CHECK(rows("title,text\nA,\"" + std::string(kLargestRecord, 'x') + "\nC,D\n") ==
        Events{"bad the record has more than 16 MiB", "ok 3 {\"title\":\"C\",\"text\":\"D\"}"});
}

TEST_CASE("a table is known by its header, prose is none") {
  const struct {
    const char* header;
    bool called_table;
    std::optional<char> expected;
  } cases[] = {
      {"title,content", false, ','},
      {"\"id\",\"Headline\",\"URL\"", false, ','},
      {"date\tbody", false, '\t'},
      {"title|author|text", false, '|'},
      {"a,b", true, ','},
      {"a;b;c", true, ';'},
      {"a,b", false, std::nullopt},
      {"title", true, std::nullopt},
      {"url,date", false, std::nullopt},
      {"Title, we said, and a story that runs over a whole line of prose, is none", false,
       std::nullopt},
      {"", false, std::nullopt},
  };
  for (const auto& one : cases) {
    CAPTURE(one.header);
    CHECK(csv_delimiter(one.header, one.called_table) == one.expected);
  }
}
