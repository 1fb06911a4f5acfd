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

// Eight bytes are read together: every length and every neighbour of letters and digits, at the end
// of a text and before more of it, with a letter of several bytes on either side or none.
TEST_CASE("words of ASCII end where a look at each byte ends them") {
  const auto plain = [](std::string_view text) {
    std::string words;
    bool in_word = false;
    for (const char c : text) {
      const bool part = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                        (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
      if (part && !in_word && !words.empty()) words += '|';
      if (part) words += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      in_word = part;
    }
    return words;
  };
  std::string wrong;
  for (std::size_t length = 0; length < 20; ++length) {
    for (int byte = 1; byte < 0x80; ++byte) {
      const std::string word = std::string("aZ9zA0mQ7Xb5Yc4Wd3Ve").substr(0, length);
      const std::string other(1, static_cast<char>(byte));
      for (const std::string& text :
           {word + other, other + word, word + other + word, word + "ж" + other + word,
            word + other + "ж" + word + other, other + other + word + "ж"}) {
        if (joined(text) != plain(text)) wrong += "[" + text + "]";
      }
    }
  }
  CHECK(wrong == "");
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
