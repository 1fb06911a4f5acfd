// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/query_writer.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string_view>

#include "common/article_json.h"
#include "common/date.h"
#include "common/index/values.h"
#include "common/index/words.h"

namespace backfile {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

std::size_t test_setting(const char* name, std::size_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::vector<Article> read_test_articles() {
  const char* const given = std::getenv("BACKFILE_TEST_ARTICLES");
  std::ifstream lines(given == nullptr ? BACKFILE_TEST_RECORDS : given);
  const std::size_t most = test_setting("BACKFILE_TEST_MOST_ARTICLES", 1'000);
  std::vector<Article> articles;
  std::set<std::string> ids;
  for (std::string line; articles.size() < most && std::getline(lines, line);) {
    Result<Article> article = from_json_line(line);
    REQUIRE_MESSAGE(article, article.error().message);
    if (ids.insert(article->id).second) articles.push_back(*std::move(article));
  }
  REQUIRE(articles.size() > 50);
  return articles;
}

std::vector<std::string> test_values(const Article& article, FieldId field) {
  std::vector<std::string> values;
  if (field == FieldId::Story && !article.story_id.empty()) values.push_back(article.story_id);
  for (const KeywordValue& one : keyword_values(article, field)) values.push_back(one.value);
  return values;
}

std::string QueryWriter::write(std::size_t depth) {
  switch (depth == 0 ? below(4) : below(9)) {
    case 0:
    case 1: return places(1 + below(3));
    case 2: return leaf();
    case 3: return value();
    case 4: return "ATLEAST" + std::to_string(1 + below(4)) + '(' + places(2) + ')';
    case 5: return "NOT (" + write(depth - 1) + ')';
    case 6: return '(' + write(depth - 1) + ") AND (" + write(depth - 1) + ')';
    case 7: return '(' + write(depth - 1) + ") OR (" + write(depth - 1) + ')';
    default: return '(' + write(depth - 1) + ") NOT (" + write(depth - 1) + ')';
  }
}

std::size_t QueryWriter::below(std::size_t limit) {
  return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
}
// Words of an article as they stand there, side by side.
std::vector<std::string> QueryWriter::words(std::size_t count) {
  for (;;) {
    const Article& from = article();
    const std::string& text = below(4) == 0 || from.text.empty() ? from.title : from.text;
    std::vector<std::string> all;
    for_each_word(text, [&](const Word& word) {
      all.push_back(text.substr(word.begin, word.end - word.begin));
    });
    if (all.size() < count) continue;
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(below(all.size() - count + 1));
    return {first, first + static_cast<std::ptrdiff_t>(count)};
  }
}

std::string QueryWriter::leaf() {
  constexpr std::array<std::string_view, 6> kPlaces = {"", "", "", "title:", "text:", "lead:"};
  const std::string field(kPlaces[below(kPlaces.size())]);
  const std::string word = words(1).front();
  switch (below(10)) {
    case 0: return field + '"' + joined(words(2)) + '"';
    case 1: return field + '"' + joined(words(3)) + '"';
    case 2: return field + '"' + word + '"';
    case 3: return field + "==\"" + word + '"';
    case 4: return field + "==\"" + joined(words(2)) + '"';
    case 5:
      return word.size() > 3 ? field + word.substr(0, 3 + below(word.size() - 3)) + '*' : word;
    case 6: return field + with_gap(word);
    case 7: return word.size() > 5 ? field + word + "~1" : word;
    default: return field + word;
  }
}

std::string QueryWriter::with_gap(std::string word) {
  if (word.size() < 4) return word;
  word[2 + below(word.size() - 2)] = below(2) == 0 ? '?' : '*';
  return word;
}

// Often words that do stand near each other.
std::string QueryWriter::places(std::size_t depth) {
  if (depth == 0) return leaf();
  const std::string sign = near_sign();
  if (below(3) == 0) {
    const std::vector<std::string> near = words(2 + below(4));
    return '"' + near.front() + "\" " + sign + " \"" + near.back() + '"';
  }
  if (below(4) == 0) return '(' + places(depth - 1) + ") OR (" + places(depth - 1) + ')';
  return '(' + places(depth - 1) + ") " + sign + " (" + places(depth - 1) + ')';
}

std::string QueryWriter::near_sign() {
  constexpr std::array<std::string_view, 7> kSigns = {"W/",  "W/",      "PRE/", "NOT W/",
                                                      "W/S", "NOT W/S", "W/P"};
  const std::string sign(kSigns[below(kSigns.size())]);
  return sign.ends_with('/') ? sign + std::to_string(1 + below(20)) : sign;
}

std::string QueryWriter::value() {
  const Article& from = article();
  switch (below(6)) {
    case 0: return "id:\"" + from.id + '"';
    case 1: return from.url.empty() ? leaf() : "url:\"" + from.url + '"';
    case 2:
      return "words:" + std::to_string(below(from.words + 1)) + ".." +
             std::to_string(from.words + below(200));
    case 3: return "words:>" + std::to_string(from.words);
    case 4: {
      if (!from.published) return leaf();
      const std::string day = to_iso(*from.published).substr(0, 4 + 3 * below(3));
      return "date:" + day + (below(2) == 0 ? "" : "..");
    }
    default: return keyword(from);
  }
}

std::string QueryWriter::keyword(const Article& from) {
  const Field& row = kFields[below(kFields.size())];
  const std::vector<KeywordValue> values = keyword_values(from, row.id);
  if (values.empty() || values.front().value.find('"') != std::string::npos) return leaf();
  return std::string(row.name) + ":\"" + values.front().value + '"';
}

std::string QueryWriter::value_of(FieldId field) {
  for (int tries = 0; tries < 20; ++tries) {
    const Article& from = article();
    const std::vector<std::string> values = test_values(from, field);
    if (values.empty()) continue;
    const bool by_name = field == FieldId::Source && !from.source.name.empty() && below(2) == 0;
    return by_name ? from.source.name : values[below(values.size())];
  }
  return {};
}

}  // namespace backfile
