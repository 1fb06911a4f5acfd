// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/page_rubrics.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "common/article_type.h"
#include "common/ascii.h"
#include "common/text.h"
#include "common/url.h"

namespace backfile {
namespace {

constexpr std::size_t kShortestSubtitle = 15;
constexpr std::size_t kLongestSubtitle = 400;
constexpr NodeId kReach = 60;  // Nodes from the headline.

// A name of a class holds one of these as a word of its own.
bool is_named_subtitle(std::string_view names) {
  constexpr std::string_view kWords[] = {"subtitle",     "sub-title",  "subhead",  "subheadline",
                                         "sub-headline", "standfirst", "deck",     "dek",
                                         "subheading",   "untertitel", "chapo",    "bajada",
                                         "sottotitolo",  "catenaccio", "subtitulo"};
  const std::string lower = ascii_lower(names);
  return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) {
    for (std::size_t at = lower.find(word); at != std::string::npos;
         at = lower.find(word, at + 1)) {
      const std::size_t end = at + word.size();
      const bool begins = at == 0 || !is_small(lower[at - 1]);
      if (begins && (end == lower.size() || !is_small(lower[end]))) return true;
    }
    return false;
  });
}

bool can_be_subtitle(std::string_view text, std::string_view headline) {
  return text.size() >= kShortestSubtitle && text.size() <= kLongestSubtitle &&
         fold(text) != fold(headline);
}

// Names of newspaper sections as addresses write them.
bool names_section(std::string_view part) {
  constexpr std::string_view kSections[] = {
      "arts", "books", "business", "cars", "climate", "companies", "crime", "culture", "economy",
      "education", "elections", "energy", "entertainment", "environment", "europe", "fashion",
      "finance", "food", "football", "health", "india", "international", "investing", "law", "life",
      "lifestyle", "local", "local-news", "markets", "money", "movies", "music", "nation",
      "national", "obituaries", "opinion", "opinions", "personal-finance", "politics",
      "real-estate", "religion", "science", "society", "sport", "sports", "tech", "technology",
      "travel", "us-news", "weather", "world", "world-news",
      // German, French, Spanish.
      "ausland", "feuilleton", "gesellschaft", "gesundheit", "inland", "kultur", "lokales",
      "meinung", "netzwelt", "panorama", "politik", "reise", "unternehmen", "wirtschaft", "wissen",
      "wissenschaft", "economie", "monde", "politique", "sante", "sciences", "societe", "ciencia",
      "cultura", "deportes", "economia", "internacional", "mundo", "nacional", "negocios",
      "politica", "salud", "sociedad", "tecnologia",
      // Italian, Portuguese, Dutch, Polish.
      "cronaca", "esteri", "interni", "scienza", "spettacoli", "brasil", "esporte", "esportes",
      "saude", "binnenland", "buitenland", "cultuur", "politiek", "wetenschap", "gospodarka",
      "kraj", "swiat"};
  return std::find(std::begin(kSections), std::end(kSections), part) != std::end(kSections);
}

std::string section_in_path(std::string_view url) {
  const std::size_t host = url.find("://");
  if (host == std::string_view::npos) return {};
  const std::size_t begin = url.find('/', host + 3);
  if (begin == std::string_view::npos) return {};
  const std::size_t end = url.find('/', begin + 1);
  // The last part is the article's own.
  if (end == std::string_view::npos || end + 1 >= url.size()) return {};
  const std::string part = ascii_lower(url.substr(begin + 1, end - begin - 1));
  if (!names_section(part)) return {};
  std::string section = part;
  std::replace(section.begin(), section.end(), '-', ' ');
  return section;
}

}  // namespace

PageValue page_subtitle(const HtmlTree& tree, const JsonLd& json_ld, NodeId h1,
                        std::string_view headline) {
  if (can_be_subtitle(json_ld.alternative_headline, headline)) {
    return {json_ld.alternative_headline, "json-ld", 70};
  }
  if (h1 == 0) return {};
  const auto end = static_cast<NodeId>(std::min<std::size_t>(tree.size(), tree[h1].end + kReach));
  for (NodeId node = tree[h1].end; node < end; ++node) {
    if (tree[node].attribute_count == 0 || tree[node].end - node > kReach) continue;
    const bool named = is_named_subtitle(tree.attribute(node, HtmlAttribute::Class));
    const bool marked = tree.attribute(node, HtmlAttribute::Itemprop) == "alternativeHeadline";
    if (!named && !marked) continue;
    std::string text = collapse_blanks(tree.text_of(node));
    if (can_be_subtitle(text, headline)) {
      return {std::move(text), marked ? "itemprop" : "element", 70};
    }
  }
  return {};
}

PageValue page_section(const MetaTags& meta, const JsonLd& json_ld, std::string_view url) {
  if (!json_ld.section.empty()) return {json_ld.section, "json-ld", 90};
  std::string section = meta.first({"article:section", "og:article:section", "parsely-section",
                                    "sailthru.section", "section", "cxenseparse:section"});
  if (is_http_url(section)) section.clear();
  if (!section.empty()) return {std::move(section), "meta", 90};
  if (!json_ld.breadcrumb.empty()) return {json_ld.breadcrumb, "breadcrumb", 80};
  section = section_in_path(url);
  if (!section.empty()) return {std::move(section), "url", 80};
  return {};
}

PageValue page_type(const MetaTags& meta, const JsonLd& json_ld) {
  std::string type(article_type_among({json_ld.types.begin(), json_ld.types.end()}));
  if (!type.empty()) return {std::move(type), "json-ld", 90};
  if (ascii_lower(meta.first({"article:opinion"})) == "true") return {"opinion", "meta", 90};
  // "tom" is the New York Times' type of material.
  for (const std::string_view key :
       {"genre", "news:genre", "article:genre", "article_type", "article-type", "articletype",
        "article:type", "content_type", "tom", "dc.type", "dcterms.type"}) {
    type = article_type_named(meta.first({key}));
    if (!type.empty()) return {std::move(type), "meta", 90};
  }
  return {};
}

}  // namespace backfile
