// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "server/search/archive.h"

namespace backfile {

// One article in the forms that other programs read. `.json` is render_article().
struct ArticleFormat {
  std::string_view suffix;
  std::string_view content_type;
  std::string (*render)(const ArticleAnswer&);
};

std::string article_text(const ArticleAnswer& answer);    // Head lines, a blank line, the text.
std::string article_html(const ArticleAnswer& answer);    // A page of its own, without scripts.
std::string article_jsonld(const ArticleAnswer& answer);  // schema.org NewsArticle.
std::string article_bibtex(const ArticleAnswer& answer);
std::string article_ris(const ArticleAnswer& answer);
std::string article_csl(const ArticleAnswer& answer);  // CSL-JSON: a list of one.

inline constexpr std::array<ArticleFormat, 6> kArticleFormats = {{
    // ".csl.json" must be looked for before ".json".
    {".csl.json", "application/vnd.citationstyles.csl+json; charset=utf-8", article_csl},
    {".txt", "text/plain; charset=utf-8", article_text},
    {".html", "text/html; charset=utf-8", article_html},
    {".jsonld", "application/ld+json; charset=utf-8", article_jsonld},
    {".bib", "application/x-bibtex; charset=utf-8", article_bibtex},
    {".ris", "application/x-research-info-systems; charset=utf-8", article_ris},
}};

}  // namespace backfile
