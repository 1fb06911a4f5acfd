// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/article_type.h"

#include <algorithm>
#include <string>

#include "common/ascii.h"
#include "common/text.h"

namespace backfile {
namespace {

struct OtherWord {
  std::string_view word;  // Folded, its letters alone.
  std::string_view type;
};

// What schema.org, IPTC, the New York Times, the Guardian and data sets write beside our own names,
// in English, German, French and Spanish. Sorted by word.
constexpr std::array kOtherWords = {
    // clang-format off
    OtherWord{"addendum", "correction"},
    OtherWord{"advertisement", "advert"},
    OtherWord{"advertisementfeature", "advert"},
    OtherWord{"advertisementfeatures", "advert"},
    OtherWord{"advertisercontentarticle", "advert"},
    OtherWord{"advertisersupplied", "advert"},
    OtherWord{"advertorial", "advert"},
    OtherWord{"albumreviews", "review"},
    OtherWord{"almanac", "listing"},
    OtherWord{"analyse", "analysis"},
    OtherWord{"analyses", "analysis"},
    OtherWord{"analysisnewsarticle", "analysis"},
    OtherWord{"ananalysis", "analysis"},
    OtherWord{"anniversary", "background"},
    OtherWord{"anzeige", "advert"},
    OtherWord{"askpublicnewsarticle", "callout"},
    OtherWord{"backgrounder", "background"},
    OtherWord{"backgroundnewsarticle", "background"},
    OtherWord{"behindthestory", "background"},
    OtherWord{"biography", "feature"},
    OtherWord{"bookreview", "review"},
    OtherWord{"brandedcontent", "advert"},
    OtherWord{"breakingnews", "news"},
    OtherWord{"briefs", "brief"},
    OtherWord{"callouts", "callout"},
    OtherWord{"chronique", "column"},
    OtherWord{"chronology", "background"},
    OtherWord{"claimreview", "factcheck"},
    OtherWord{"clarification", "correction"},
    OtherWord{"columna", "column"},
    OtherWord{"columnist", "column"},
    OtherWord{"columns", "column"},
    OtherWord{"comment", "opinion"},
    OtherWord{"commentary", "opinion"},
    OtherWord{"corrections", "correction"},
    OtherWord{"correctionsandclarifications", "correction"},
    OtherWord{"criticreview", "review"},
    OtherWord{"critique", "review"},
    OtherWord{"current", "news"},
    OtherWord{"curtainraiser", "background"},
    OtherWord{"daybook", "listing"},
    OtherWord{"economicanalysis", "analysis"},
    OtherWord{"edito", "editorial"},
    OtherWord{"editorials", "editorial"},
    OtherWord{"editorsnote", "correction"},
    OtherWord{"entretien", "interview"},
    OtherWord{"entrevista", "interview"},
    OtherWord{"exclusive", "news"},
    OtherWord{"explainer", "background"},
    OtherWord{"explainers", "background"},
    OtherWord{"factbox", "background"},
    OtherWord{"factchecking", "factcheck"},
    OtherWord{"factchecks", "factcheck"},
    OtherWord{"faktencheck", "factcheck"},
    OtherWord{"features", "feature"},
    OtherWord{"filmreview", "review"},
    OtherWord{"forecast", "analysis"},
    OtherWord{"fromthescene", "news"},
    OtherWord{"glosse", "column"},
    OtherWord{"guestessay", "opinion"},
    OtherWord{"helpustoreport", "callout"},
    OtherWord{"hintergrund", "background"},
    OtherWord{"history", "background"},
    OtherWord{"horoscope", "listing"},
    OtherWord{"interviews", "interview"},
    OtherWord{"kolumne", "column"},
    OtherWord{"kommentar", "opinion"},
    OtherWord{"leader", "editorial"},
    OtherWord{"leitartikel", "editorial"},
    OtherWord{"leserbrief", "letter"},
    OtherWord{"letters", "letter"},
    OtherWord{"letterstotheeditor", "letter"},
    OtherWord{"lettertotheeditor", "letter"},
    OtherWord{"list", "listing"},
    OtherWord{"listingoffacts", "background"},
    OtherWord{"listings", "listing"},
    OtherWord{"liveblog", "live"},
    OtherWord{"liveblogposting", "live"},
    OtherWord{"livecoverage", "live"},
    OtherWord{"liveticker", "live"},
    OtherWord{"longread", "feature"},
    OtherWord{"meinung", "opinion"},
    OtherWord{"militaryanalysis", "analysis"},
    OtherWord{"minutebyminute", "live"},
    OtherWord{"nachricht", "news"},
    OtherWord{"nachruf", "obituary"},
    OtherWord{"necrologie", "obituary"},
    OtherWord{"newsanalysis", "analysis"},
    OtherWord{"newsbrief", "brief"},
    OtherWord{"newsrelease", "release"},
    OtherWord{"newsreport", "news"},
    OtherWord{"obit", "obituary"},
    OtherWord{"obituaries", "obituary"},
    OtherWord{"obituario", "obituary"},
    OtherWord{"obituaryobit", "obituary"},
    OtherWord{"oped", "opinion"},
    OtherWord{"opinionnewsarticle", "opinion"},
    OtherWord{"opinionpiece", "opinion"},
    OtherWord{"opinions", "opinion"},
    OtherWord{"paidcontent", "advert"},
    OtherWord{"paiddeathnotice", "advert"},
    OtherWord{"paidmemorialnotice", "advert"},
    OtherWord{"paidnotice", "advert"},
    OtherWord{"paidpost", "advert"},
    OtherWord{"pressdigest", "brief"},
    OtherWord{"pressrelease", "release"},
    OtherWord{"pressreleases", "release"},
    OtherWord{"profile", "feature"},
    OtherWord{"profiles", "feature"},
    OtherWord{"program", "listing"},
    OtherWord{"qanda", "interview"},
    OtherWord{"questionandanswersession", "interview"},
    OtherWord{"reportage", "feature"},
    OtherWord{"reportagenewsarticle", "news"},
    OtherWord{"resena", "review"},
    OtherWord{"resultslistingsandstatistics", "listing"},
    OtherWord{"resultslistingsstatistics", "listing"},
    OtherWord{"retrospective", "background"},
    OtherWord{"reviewnewsarticle", "review"},
    OtherWord{"reviews", "review"},
    OtherWord{"rezension", "review"},
    OtherWord{"roundup", "brief"},
    OtherWord{"satirical", "satire"},
    OtherWord{"satiricalarticle", "satire"},
    OtherWord{"scener", "news"},
    OtherWord{"schedule", "listing"},
    OtherWord{"sidebar", "background"},
    OtherWord{"sidebarandsupportinginformation", "background"},
    OtherWord{"specialreport", "feature"},
    OtherWord{"sponsored", "advert"},
    OtherWord{"sponsoredarticle", "advert"},
    OtherWord{"sponsoredcontent", "advert"},
    OtherWord{"sponsoredfeatures", "advert"},
    OtherWord{"statistics", "listing"},
    OtherWord{"summary", "brief"},
    OtherWord{"synopsis", "brief"},
    OtherWord{"timelines", "background"},
    OtherWord{"transcriptandverbatim", "transcript"},
    OtherWord{"transcripts", "transcript"},
    OtherWord{"transcriptverbatim", "transcript"},
    OtherWord{"tribune", "opinion"},
    OtherWord{"update", "news"},
    OtherWord{"verbatim", "transcript"},
    OtherWord{"viewpoint", "opinion"},
    OtherWord{"weather", "listing"},
    OtherWord{"wrap", "news"},
    OtherWord{"wrapup", "news"},
    // clang-format on
};
static_assert(std::ranges::is_sorted(kOtherWords, {}, &OtherWord::word));

// Nobody's word for a type is longer.
constexpr std::size_t kLongestValue = 200;

// Of one word; what stands before the last "/" or ":" says whose word it is.
std::string_view type_of_word(std::string_view value) {
  std::string word = fold(value.substr(value.find_last_of("/:") + 1));
  std::erase_if(word, [](char c) { return !is_small(c); });
  if (const ArticleType* own = find_article_type(word)) return own->name;
  const auto* const found = std::ranges::lower_bound(kOtherWords, word, {}, &OtherWord::word);
  const bool is_known = found != kOtherWords.end() && found->word == word;
  return is_known ? found->type : std::string_view();
}

}  // namespace

const ArticleType* find_article_type(std::string_view name) {
  const auto* const found = std::ranges::find(kArticleTypes, name, &ArticleType::name);
  return found == kArticleTypes.end() ? nullptr : found;
}

std::string_view article_type_named(std::string_view value) {
  if (value.size() > kLongestValue) return {};
  if (const std::string_view type = type_of_word(value); !type.empty()) return type;
  std::vector<std::string_view> parts;
  while (!value.empty()) {
    const std::string_view part = value.substr(0, value.find_first_of(";,|"));
    value.remove_prefix(std::min(value.size(), part.size() + 1));
    parts.push_back(part);
  }
  return parts.size() < 2 ? std::string_view() : article_type_among(parts);
}

std::string_view article_type_among(const std::vector<std::string_view>& values) {
  constexpr std::string_view kNews = "news";
  std::string_view found;
  for (const std::string_view value : values) {
    const std::string_view type = article_type_named(value);
    if (!type.empty() && type != kNews) return type;
    if (!type.empty()) found = type;
  }
  return found;
}

}  // namespace backfile
