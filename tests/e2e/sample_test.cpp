// SPDX-License-Identifier: GPL-3.0-or-later
// The records of the sample archive against what a person reads in its files.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "common/date.h"
#include "common/files.h"
#include "common/index/words.h"
#include "common/text.h"
#include "tests/support/process.h"

using namespace backfile;
using Json = nlohmann::json;

namespace {

const std::string kSample = BACKFILE_TEST_DATA "/sample";

std::string key_of(const std::string& file, std::uint64_t line) {
  return file + ":" + std::to_string(line);
}

std::map<std::string, Json> extracted() {
  const Finished run = run_program({BACKFILE_INDEX, "extract", kSample + "/articles"});
  CHECK(run.err == "");
  CHECK(run.status == 0);
  std::map<std::string, Json> records;
  std::istringstream lines(run.out);
  for (std::string line; std::getline(lines, line);) {
    Json record = Json::parse(line);
    const Json& from = record["provenance"];
    const std::string file =
        std::filesystem::relative(from["file"].get<std::string>(), kSample + "/articles");
    records[key_of(file, from.value("line", 0U))] = std::move(record);
  }
  return records;
}

std::string text_or_empty(const Json& json, const char* key) {
  return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : "";
}

// The second named; nothing for an undated article.
std::optional<std::int64_t> instant(const std::string& iso) {
  const auto when = parse_iso_date(iso);
  return when ? std::optional(when->seconds) : std::nullopt;
}

std::string joined_words(std::string_view text) {
  std::string out;
  for (const std::string& word : folded_words(text)) out += word + " ";
  return out;
}

}  // namespace

TEST_CASE("each article of the sample is read as a person reads it") {
  const std::map<std::string, Json> records = extracted();
  const Json expected = Json::parse(*read_file(kSample + "/expected.json", 1 << 24));
  CHECK(records.size() == expected.size());
  for (const Json& want : expected) {
    const std::string key = key_of(want["file"].get<std::string>(),
                                   want["line"].is_null() ? 0 : want["line"].get<unsigned>());
    CAPTURE(key);
    const auto found = records.find(key);
    REQUIRE(found != records.end());
    const Json& got = found->second;
    CHECK(text_or_empty(got, "title") == text_or_empty(want, "title"));
    CHECK(got["source"]["id"] == want["source"]);
    CHECK(instant(text_or_empty(got, "published")) == instant(text_or_empty(want, "published")));
    for (const char* field : {"language", "agency", "place", "section", "type"}) {
      CAPTURE(field);
      CHECK(text_or_empty(got, field) == text_or_empty(want, field));
    }
    CHECK(text_or_empty(got["source"], "country") == text_or_empty(want, "country"));
    CHECK(got.value("authors", Json::array()) == want["authors"]);
    const std::string words = joined_words(text_or_empty(got, "text"));
    CHECK(words.starts_with(joined_words(text_or_empty(want, "first_words"))));
    CHECK(words.ends_with(joined_words(text_or_empty(want, "last_words"))));
  }
}

TEST_CASE("no word of adverts, notices and comments becomes searchable") {
  std::string all;
  for (const auto& [key, record] : extracted()) {
    all += " " + joined_words(text_or_empty(record, "title")) +
           joined_words(text_or_empty(record, "text")) +
           joined_words(text_or_empty(record, "abstract"));
  }
  std::istringstream never(*read_file(kSample + "/never-searchable.txt", 1 << 20));
  for (std::string word; std::getline(never, word);) {
    if (word.empty()) continue;
    CAPTURE(word);
    CHECK(all.find(" " + joined_words(word)) == std::string::npos);
  }
}
