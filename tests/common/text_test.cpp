// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text.h"

#include <doctest/doctest.h>

using namespace backfile;

TEST_CASE("bytes become UTF-8 by mark, label, validity and detection, in this order") {
  struct Case {
    const char* name;
    std::string bytes;
    const char* declared;
    const char* expected;
  };
  const Case cases[] = {
      {"plain", "ferry", "", "ferry"},
      {"UTF-8", "caf\xc3\xa9", "", "café"},
      {"UTF-8 under a wrong label", "caf\xc3\xa9", "iso-8859-1", "café"},
      {"byte-order mark",
       "\xef\xbb\xbf"
       "caf\xc3\xa9",
       "iso-8859-1", "café"},
      {"UTF-16 little-endian",
       std::string("\xff\xfe"
                   "a\0\xe9\0",
                   6),
       "", "aé"},
      {"UTF-16 big-endian",
       std::string("\xfe\xff"
                   "\0a\0\xe9",
                   6),
       "", "aé"},
      {"declared Latin-1 is windows-1252",
       "\x93"
       "caf\xe9\x94",
       "ISO-8859-1", "“café”"},
      {"declared windows-1251", "\xcc\xee\xf1\xea\xe2\xe0", "windows-1251", "Москва"},
      {"an unknown label is no label", "caf\xc3\xa9", "x-nonsense", "café"},
      {"undeclared windows-1252",
       "Der B\xfcrgermeister er\xf6"
       "ffnete die Br\xfc"
       "cke",
       "", "Der Bürgermeister eröffnete die Brücke"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(to_utf8(c.bytes, c.declared) == c.expected);
  }
}

TEST_CASE("one broken byte in long UTF-8 is replaced and does not change the character set") {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "Straßenbahnöffnung ";
  CHECK(to_utf8(text + "\xff") == text + "\xef\xbf\xbd");
}

TEST_CASE("clean text is NFC without invisible characters, and cleaning it again changes nothing") {
  struct Case {
    std::string text;
    const char* expected;
  };
  const Case cases[] = {
      {"one\r\ntwo\rthree", "one\ntwo\nthree"},
      {"e\xcc\x81", "é"},
      {"soft\xc2\xadhyphen", "softhyphen"},
      {"zero\xe2\x80\x8bwidth", "zerowidth"},
      {"no\xc2\xa0"
       "break",
       "no break"},
      {std::string("nul\0byte", 8), "nulbyte"},
      {"\xe2\x80\xaeright to left", "right to left"},
      {"می\xe2\x80\x8cخواهم", "می\xe2\x80\x8cخواهم"},
      {"bad\xffutf", "bad\xef\xbf\xbdutf"},
      {"line\xe2\x80\xa8separator", "line\nseparator"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.expected);
    CHECK(clean_text(c.text) == c.expected);
    CHECK(clean_text(c.expected) == c.expected);
  }
}

TEST_CASE("folding makes names comparable") {
  CHECK(fold("  Süddeutsche \t Zeitung ") == "suddeutsche zeitung");
  CHECK(fold("SUDDEUTSCHE ZEITUNG") == "suddeutsche zeitung");
  CHECK(fold("ÅNGSTRÖM") == "angstrom");
  CHECK(fold("Łódź") == "lodz");
  CHECK(fold("Straße") == "strasse");
  CHECK(fold("ﬁnance") == "finance");
  CHECK(fold("ＦＵＬＬ") == "full");
  CHECK(fold("Ёлка") == "елка");
  CHECK(fold("القدس العربيّ") == fold("القدس العربي"));
  CHECK(fold("Ἀθῆναι") == "αθηναι");
  CHECK(fold("") == "");
}

TEST_CASE("text is cut only between code points") {
  CHECK(truncate_utf8("abc", 5) == "abc");
  CHECK(truncate_utf8("aé", 2) == "a");
  CHECK(truncate_utf8("aé", 3) == "aé");
  CHECK(truncate_utf8("é", 1) == "");
}

TEST_CASE("blanks of every kind collapse to one space") {
  CHECK(collapse_blanks(" a \n\n b\xc2\xa0\t c ") == "a b c");
  CHECK(collapse_blanks("\n") == "");
}

TEST_CASE("lines end at LF and CR LF") {
  const auto lines = split_lines("a\r\nb\n\nc");
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] == "a");
  CHECK(lines[2] == "");
  CHECK(lines[3] == "c");
}
