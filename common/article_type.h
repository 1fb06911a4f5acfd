// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace backfile {

// What kind of article a piece is, in the archive's closed vocabulary, and what others call it.
struct ArticleType {
  std::string_view name;  // In records, queries and facets.
  std::string_view
      schema_org;         // "@type" of schema.org; NewsArticle where it has no word of its own.
  std::string_view nyt;   // "type_of_material" of the New York Times.
  std::string_view tone;  // Tag of the Guardian; empty: "tone/" and the name.
};

// Sources: schema.org/NewsArticle with its subtypes, IPTC NewsCodes Genre, the New York Times'
// types of material. What each stands for: docs/formats.md, "Types".
inline constexpr std::array kArticleTypes = {
    // clang-format off
    ArticleType{"news",       "ReportageNewsArticle",     "News",          "tone/news"},
    ArticleType{"brief",      "NewsArticle",              "Brief",         ""},
    ArticleType{"live",       "LiveBlogPosting",          "Live Blog",     "tone/minutebyminute"},
    ArticleType{"analysis",   "AnalysisNewsArticle",      "News Analysis", "tone/analysis"},
    ArticleType{"background", "BackgroundNewsArticle",    "Backgrounder",  "tone/explainers"},
    ArticleType{"feature",    "NewsArticle",              "Feature",       "tone/features"},
    ArticleType{"interview",  "NewsArticle",              "Interview",     "tone/interview"},
    ArticleType{"obituary",   "NewsArticle",              "Obituary",      "tone/obituaries"},
    ArticleType{"transcript", "NewsArticle",              "Transcript",    ""},
    ArticleType{"listing",    "NewsArticle",              "List",          ""},
    ArticleType{"opinion",    "OpinionNewsArticle",       "Op-Ed",         "tone/comment"},
    ArticleType{"editorial",  "OpinionNewsArticle",       "Editorial",     "tone/editorials"},
    ArticleType{"column",     "OpinionNewsArticle",       "Column",        "tone/comment"},
    ArticleType{"letter",     "OpinionNewsArticle",       "Letter",        "tone/letters"},
    ArticleType{"review",     "ReviewNewsArticle",        "Review",        "tone/reviews"},
    ArticleType{"satire",     "SatiricalArticle",         "Satire",        ""},
    ArticleType{"factcheck",  "NewsArticle",              "Fact Check",    ""},
    ArticleType{"correction", "NewsArticle",              "Correction",    ""},
    ArticleType{"callout",    "AskPublicNewsArticle",     "Callout",       ""},
    ArticleType{"release",    "NewsArticle",              "Press Release", ""},
    ArticleType{"advert",     "AdvertiserContentArticle", "Paid Notice",   "tone/advertisement-features"},
    // clang-format on
};

// The row of a name, or null.
const ArticleType* find_article_type(std::string_view name);

// The name of the type that a word of another vocabulary means, in any spelling ("Op-Ed",
// "genre:Press_Release", "https://schema.org/ReviewNewsArticle", "tone/comment"); of several,
// parted by ";", "," or "|", as article_type_among. Empty for what says no type: "article",
// "story".
std::string_view article_type_named(std::string_view value);

// The first that says more than that it is news, else news if one says so, else empty.
std::string_view article_type_among(const std::vector<std::string_view>& values);

}  // namespace backfile
