// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/words.h"

#include <doctest/doctest.h>

using namespace backfile;

namespace {

std::string joined(std::string_view text) {
  std::string out;
  for (const std::string& word : folded_words(text)) {
    if (!out.empty()) out += "|";
    out += word;
  }
  return out;
}

}  // namespace

TEST_CASE("texts are cut into folded words") {
  struct Case {
    const char* text;
    const char* words;
  };
  const Case cases[] = {
      {"The ferry sailed.", "the|ferry|sailed"},
      {"well-being", "well|being"},
      {"U.S.", "u|s"},
      {"O'Neill", "o|neill"},
      {"Moscow’s", "moscow|s"},
      {"1,000.5", "1|000|5"},
      {"COVID-19", "covid|19"},
      {"snake_case", "snake|case"},
      {"Café CAFE cafe\xcc\x81", "cafe|cafe|cafe"},
      {"Straße", "strasse"},
      {"Ёлка йод їжак", "елка|йод|їжак"},
      {"東京 tower", "東|京|tower"},
      {"ก็ไทย", "ก็|ไ|ท|ย"},
      {"abc東def", "abc|東|def"},
      {"हिन्दी", "हिन्दी"},
      {"한국어 신문", "한국어|신문"},
      {"٣٤ صفحة", "34|صفحه"},
      {"२०१४", "2014"},
      {"مُحَمَّد محمّد محمــد ـ", "محمد|محمد|محمد"},
      {"أحمد إلى آخر ٱلله مسؤول رئيس", "احمد|الي|اخر|الله|مسوول|رييس"},
      {"کتاب فارسی", "كتاب|فارسي"},
      {"שָׁלוֹם ירושלים עיתון", "שלומ|ירושלימ|עיתונ"},
      {"צה״ל", "צה|ל"},
      {"😀 a 😀", "a"},
      {"\xcc\x81"
       "a",
       "a"},
      {"a\xff"
       "b",
       "a|b"},
      {"", ""},
      {"...", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(joined(c.text) == c.words);
  }
}

TEST_CASE("offsets name the bytes of each word") {
  const std::string text = "«Café» à 東京!";
  std::vector<std::string> pieces;
  for_each_word(text, [&](const Word& word) {
    pieces.push_back(text.substr(word.begin, word.end - word.begin));
  });
  CHECK(pieces == std::vector<std::string>{"Café", "à", "東", "京"});
}

TEST_CASE("a word of two megabytes is cut and does not swallow the next one") {
  const std::string text = std::string(2'000'000, 'x') + " ferry";
  const auto words = folded_words(text);
  REQUIRE(words.size() == 2);
  CHECK(words[0].size() == kLongestWord);
  CHECK(words[1] == "ferry");
}
