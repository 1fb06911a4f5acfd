// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/plain_text_gate.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "indexer/extract/complete.h"
#include "indexer/format/format.h"

namespace backfile {
namespace {

const std::string kProse =
    "The harbour of Port Ellery will open its old lighthouse to visitors next month.\n\n\"We have "
    "polished the lens for a year,\" said the harbour master, Rosa Quill.\n";

PlainTextKind kind_of(const std::string& text, const std::string& url = {}) {
  RawDocument document;
  document.bytes = text;
  document.url = url;
  const Result<Article> read = parse_scraped(document);
  REQUIRE(read);
  const Result<Article> article = complete(*read);
  REQUIRE(article);
  return plain_text_kind(document, *article);
}

TEST_CASE("plain text that nobody named is an article, a note, or no prose") {
  struct Case {
    std::string text;
    PlainTextKind kind;
  };
  using enum PlainTextKind;
  const Case kCases[] = {
      // What news have and notes have not.
      {"Lighthouse opens\n\nPublished: 2 March 2017\n\n" + kProse, Article},
      {"Lighthouse opens\n\nBy Ada Finch\n\n" + kProse, Article},
      {"Lighthouse opens\n\nIANS Port Ellery\n\n" + kProse, Article},
      {"Lighthouse opens\n\nPORT ELLERY, March 2 - " + kProse, Article},
      {"Lighthouse opens\n\n" + kProse + "\n(Reporting by Ada Finch; Editing by Tom Vale)\n",
       Article},
      {kProse + "\n@highlight\n\nLighthouse opens\n", Article},
      {"Cattle prices\n\nPublished: 2 March 2017\n\n12.5 13.5 14.5\n13.5 14.0 14.1\n", Article},
      // Prose, and nothing says what of.
      {"Lighthouse opens\n\n" + kProse, Unsure},
      {"About this folder\n\nIt holds the pages of the paper of 23 November 1832, scanned from "
       "film.\n",
       Unsure},
      {"Dataset\n\nhttps://a.example/dataset\n\nLast updated: 2 March 2017\n\n" + kProse, Unsure},
      {"Six lines\n\nThe lamp is lit again.\nThe gulls do not object.\n", Unsure},
      {"港口的灯塔\n\n港口的旧灯塔将于下个月向游客开放，港务局长周四对记者说。\n", Unsure},
      {"ท่าเรือ\n\nประภาคารเก่าของท่าเรือจะเปิดให้นักท่องเที่ยวเข้าชมในเดือนหน้า\n", Unsure},
      {"बंदरगाह\n\nबंदरगाह का पुराना प्रकाशस्तंभ अगले महीने खुलेगा।\n", Unsure},
      // No prose.
      {"sha256 (page_0001.jp2) = 26c5073e7ee2756c5ae2cf1fb71b953ddf8e320fdf5a8863b1bfeff1f2a63f15\n"
       "sha256 (page_0002.jp2) = "
       "be294100eac1c0bfe8f1cd8c6ab5600b07274da471e1181de1867abe8cc3d4f6\n",
       None},
      {"page_0001.xml\npage_0002.xml\n", None},
      {"enough\nsimple\n", None},
      {"DOC222\n", None},
      {"Lighthouse opens\n", None},
      {"User-agent: *\nDisallow: /search\nSitemap: https://a.example/sitemap.xml\n", None},
      {"pages=8\nscanner=film\nresolution=300\n", None},
      {"1813-11-16;8;ok\n1813-11-17;8;ok\n", None},
      {"/*\n * Licensed under the Apache License, Version 2.0.\n * You may not use this file "
       "except "
       "in compliance with the License.\n */\npublic class Reader {\n  int read() {\n    return "
       "1;\n  }\n}\n",
       None},
      {"Contents\nForeign news\nHome news\nShipping\nLetters\nPoetry\nDeaths\nMarkets\nNotices\n",
       None},
      {"[1, 2, 3]\n", None},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.text);
    CHECK(kind_of(row.text) == row.kind);
  }
}

TEST_CASE("text of a page whose address is known is an article, but no list of words is") {
  CHECK(kind_of("Lighthouse opens\n\n12.5 13.5\n", "https://lantern.example/1") ==
        PlainTextKind::Article);
  CHECK(kind_of("alpha\nbeta\ngamma\ndelta\nepsilon\nzeta\neta\ntheta\niota\n",
                "https://lantern.example/1") == PlainTextKind::None);
}

TEST_CASE("the reject says what the text is and how to have it read") {
  const Error none = no_article_in_plain_text(PlainTextKind::None);
  CHECK(none.detail.kind == "plain_text_without_prose");
  CHECK(none.message.find("name the file itself") != std::string::npos);
  const Error unsure = no_article_in_plain_text(PlainTextKind::Unsure);
  CHECK(unsure.detail.kind == "plain_text_beside_articles");
  CHECK(unsure.message.find("name the file itself") != std::string::npos);
}

}  // namespace
}  // namespace backfile
