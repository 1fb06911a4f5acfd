// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/sentences.h"

#include <doctest/doctest.h>

#include <string>

#include "common/index/words.h"

namespace backfile {
namespace {

// The words of a text, "|" where a sentence ends and "||" where a paragraph does.
std::string cut(const std::string& text) {
  const SentenceRules rules(text);
  std::string out;
  std::size_t begin = 0;
  std::size_t end = 0;
  for_each_word(text, [&](const Word& word) {
    if (end > 0) {
      switch (rules.between(begin, end, word.begin, word.end)) {
        case Boundary::None: out += ' '; break;
        case Boundary::Sentence: out += '|'; break;
        case Boundary::Paragraph: out += "||"; break;
      }
    }
    out += text.substr(word.begin, word.end - word.begin);
    begin = word.begin;
    end = word.end;
  });
  return out;
}

TEST_CASE("sentences and paragraphs end where a reader would end them") {
  struct Case {
    std::string text;
    std::string cut;
  };
  const Case cases[] = {
      {"The ferry sailed. It sank.", "The ferry sailed|It sank"},
      {"The ferry sailed.", "The ferry sailed"},
      {"The ferry sailed! It sank? Nobody knows.", "The ferry sailed|It sank|Nobody knows"},
      {"\"It sank.\" He wept.", "It sank|He wept"},
      {"It sank (at night). He wept.", "It sank at night|He wept"},
      {"“It sank.” “When?” he asked.", "It sank|When he asked"},
      {"Mr. Ek met Dr. Noor in St. Ives on Jan. 5.", "Mr Ek met Dr Noor in St Ives on Jan 5"},
      {"Ek & Co. The firm", "Ek Co|The firm"},
      {"J. R. Ek of the U.S. Navy", "J R Ek of the U S Navy"},
      {"in the U.S. The navy", "in the U S|The navy"},
      {"It cost 1,000.50 kroner. 5 people came.", "It cost 1 000 50 kroner|5 people came"},
      {"see example.com/ferry. He wept", "see example com ferry|He wept"},
      {"It sank... and rose", "It sank and rose"},
      {"It sank… He wept", "It sank|He wept"},
      {"One line\nand another\n\nA paragraph", "One line|and another||A paragraph"},
      {"One line\nAnother", "One line||Another"},
      {"東京。大阪", "東 京|大 阪"},
      {"東京！大阪？", "東 京|大 阪"},
      {"नमस्ते। फिर", "नमस्ते|फिर"},
      {"سفينة؟ نعم", "سفينة|نعم"},
      {"Паром ушёл. Он затонул.", "Паром ушёл|Он затонул"},
      {"no stop  at all", "no stop at all"},
      {"", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(cut(c.text) == c.cut);
  }
}

}  // namespace
}  // namespace backfile
