// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace backfile {

// What is known of a page once it has been read.
struct PageEvidence {
  std::string_view page_title;
  std::string_view headline;
  std::string_view text;
  bool says_article = false;    // The page itself claims to hold an article.
  bool lists_articles = false;  // It is a home page or the front of a section.
  double link_share = 0;        // Of the text's place on the page.
};

struct NoArticle {
  std::string code;  // Of the reject: "page_challenge", "page_not_found": docs/operations.md.
  std::string reason;
};

// Why the page holds no article: a challenge, an error page, a wall of consent, a page of links,
// or too little text. Nothing if it may hold one.
std::optional<NoArticle> why_no_article(const PageEvidence& page);

}  // namespace backfile
