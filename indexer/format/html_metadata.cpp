// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/html_metadata.h"

#include <algorithm>

#include "common/ascii.h"
#include "common/text.h"
#include "common/url.h"
#include "indexer/extract/country.h"
#include "indexer/extract/date_hints.h"
#include "indexer/format/meta_tags.h"
#include "indexer/format/page_agency.h"
#include "indexer/format/page_authors.h"
#include "indexer/format/page_dates.h"
#include "indexer/format/page_rubrics.h"
#include "indexer/format/page_title.h"

namespace backfile {
namespace {

constexpr std::size_t kMaxTags = 40;

// Whether two hosts belong to one publisher. Invented and local hosts have no registrable domain:
// they must be the same, or one a subdomain of the other.
bool same_publisher(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const std::string domain = registrable_domain(a);
  if (!domain.empty() && domain == registrable_domain(b)) return true;
  if (a.size() < b.size()) std::swap(a, b);
  return a.ends_with(b) && a[a.size() - b.size() - 1] == '.' &&
         b.find('.') != std::string_view::npos;
}

bool is_home_page(std::string_view url) {
  const std::size_t host = url.find("://");
  const std::size_t path = host == std::string_view::npos ? host : url.find('/', host + 3);
  return path == std::string_view::npos || path + 1 >= url.size();
}

std::string canonical_link(const HtmlTree& tree) {
  for (NodeId node = tree.find(HtmlTag::Link); node < tree.size();
       node = tree.find(HtmlTag::Link, node + 1)) {
    if (tree.attribute(node, HtmlAttribute::Rel) == "canonical") {
      return std::string(trim(tree.attribute(node, HtmlAttribute::Href)));
    }
  }
  return {};
}

// What the page calls its own address, if that can be its address.
std::string declared_url(const HtmlTree& tree, const MetaTags& meta, std::string_view read_from) {
  for (const std::string& url : {canonical_link(tree), meta.first({"og:url", "twitter:url"})}) {
    if (!is_http_url(url) || is_home_page(url)) continue;
    if (read_from.empty() || same_publisher(host_of(url), host_of(read_from))) return url;
  }
  return {};
}

std::string primary_language(std::string_view tag) {
  tag = trim(tag);
  std::string language(tag.substr(0, tag.find_first_of("-_ ,")));
  for (char& c : language) {
    c = ascii_lower(c);
  }
  const bool valid = (language.size() == 2 || language.size() == 3) &&
                     std::all_of(language.begin(), language.end(), is_small);
  return valid ? language : std::string();
}

std::string language_of(const HtmlTree& tree, const MetaTags& meta, const JsonLd& json_ld) {
  for (const std::string& tag :
       {std::string(tree.attribute(0, HtmlAttribute::Lang)), json_ld.language,
        meta.first({"og:locale", "language", "content-language", "dc.language"})}) {
    if (std::string language = primary_language(tag); !language.empty()) return language;
  }
  return {};
}

void add_tags(std::string_view list, std::vector<std::string>* tags) {
  for (std::size_t begin = 0; begin <= list.size() && tags->size() < kMaxTags;) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    std::string tag = collapse_blanks(list.substr(begin, end - begin));
    const bool fresh = std::find(tags->begin(), tags->end(), tag) == tags->end();
    if (!tag.empty() && tag.size() <= 100 && fresh) tags->push_back(std::move(tag));
    begin = end + 1;
  }
}

// A front lists articles with their links and says that it is none itself.
bool is_front(const HtmlTree& tree, const MetaTags& meta, const JsonLd& json_ld,
              std::string_view url) {
  constexpr std::size_t kFewestTeasers = 6;
  if (json_ld.has_article) return false;
  const std::string type = meta.first({"og:type"});
  if (type == "article") return false;
  if (!(json_ld.is_collection || type == "website" || (!url.empty() && is_home_page(url)))) {
    return false;
  }
  std::size_t teasers = 0;
  for (NodeId node = 1; node < tree.size(); ++node) {
    const HtmlTag tag = tree.tag(node);
    if (tag != HtmlTag::H2 && tag != HtmlTag::H3 && tag != HtmlTag::H4) continue;
    const bool links_out =
        tree.tag(tree[node].parent) == HtmlTag::A || tree.find(HtmlTag::A, node) < tree[node].end;
    teasers += links_out && tree.text_of(node).size() >= 20;
  }
  return teasers >= kFewestTeasers;
}

void set_origins(const PageTitle& title, const PageAuthors& authors, const PageDates& dates,
                 Article* article) {
  if (!article->title.empty()) set_origin(article, "title", title.origin, title.confidence);
  if (!article->authors.empty()) set_origin(article, "authors", authors.origin, authors.confidence);
  if (!article->agency.empty()) {
    const bool in_byline = !authors.agency_origin.empty();
    set_origin(article, "agency", in_byline ? authors.agency_origin : "json-ld", 95);
  }
  if (dates.published) {
    set_origin(article, "published", dates.source, confidence_of_date(dates.source));
  }
  if (dates.updated) {
    set_origin(article, "updated", dates.updated_source, confidence_of_date(dates.updated_source));
  }
}

std::vector<std::string> tags_of(const HtmlTree& tree, const MetaTags& meta,
                                 const JsonLd& json_ld) {
  std::vector<std::string> tags;
  for (const std::string& tag : meta.all("article:tag")) add_tags(tag, &tags);
  if (tags.empty()) {
    for (const std::string& tag : json_ld.tags) add_tags(tag, &tags);
  }
  if (tags.empty()) add_tags(meta.first({"news_keywords", "parsely-tags", "sailthru.tags"}), &tags);
  for (NodeId node = 0; tags.empty() && node < tree.size(); ++node) {
    if (tree.tag(node) == HtmlTag::A && tree.attribute(node, HtmlAttribute::Rel) == "tag") {
      add_tags(tree.text_of(node), &tags);
    }
  }
  if (tags.empty()) add_tags(meta.first({"keywords"}), &tags);
  return tags;
}

DateHints hints_of(const Article& article, std::string_view html_lang, const NewsHosts& hosts) {
  if (const auto hints = date_hints_of(article, hosts)) return *hints;
  // Sites under a generic ending that say nothing else are mostly American.
  const bool english = html_lang.empty() || html_lang == "en" || html_lang.starts_with("en-US") ||
                       html_lang.starts_with("en_US");
  return {.day_first = !english, .country = {}};
}

bool has_headed_article(const HtmlTree& tree, NodeId h1) {
  for (NodeId node = tree.find(HtmlTag::Article); node < tree.size();
       node = tree.find(HtmlTag::Article, node + 1)) {
    if (h1 > node && h1 < tree[node].end) return true;
  }
  return false;
}

}  // namespace

HtmlMetadata html_metadata(const HtmlTree& tree, std::string_view url, const PageMoments& moments,
                           const NewsHosts& hosts) {
  HtmlMetadata out;
  Article& article = out.article;
  const MetaTags meta(tree);
  const NodeId title_node = tree.find(HtmlTag::Title);
  if (title_node < tree.size()) out.page_title = tree.text_of(title_node);

  const std::string declared = declared_url(tree, meta, url);
  article.url = url.empty() ? declared : std::string(url);
  article.canonical_url = canonical_url(declared.empty() ? article.url : declared);
  out.json_ld = read_json_ld(tree.json_ld(), article.url, out.page_title);
  const JsonLd& json_ld = out.json_ld;
  if (article.url.empty() && is_http_url(json_ld.url) && !is_home_page(json_ld.url)) {
    article.url = json_ld.url;
    article.canonical_url = canonical_url(json_ld.url);
  }

  std::string site = meta.first({"og:site_name", "application-name", "cxenseparse:sitename",
                                 "twitter:app:name:iphone", "apple-mobile-web-app-title"});
  if (!json_ld.publisher.empty()) site = json_ld.publisher;
  const PageTitle title = page_title(tree, meta, json_ld, site);
  out.h1 = title.h1;
  article.title = title.headline;
  article.source.name = site.empty() ? title.site : site;
  article.source.domain = host_of(article.url);
  article.abstract = meta.first({"og:description", "description", "twitter:description"});
  if (article.abstract.empty()) article.abstract = json_ld.description;
  PageValue section = page_section(meta, json_ld, article.url);
  article.section = std::move(section.value);
  if (!article.section.empty()) set_origin(&article, "section", section.origin, section.confidence);
  PageValue kind = page_type(meta, json_ld);
  article.type = std::move(kind.value);
  if (!article.type.empty()) set_origin(&article, "type", kind.origin, kind.confidence);
  article.source.country = country_code(json_ld.publisher_country);
  if (!article.source.country.empty()) set_origin(&article, "source.country", "json-ld", 95);
  article.language = language_of(tree, meta, json_ld);
  article.tags = tags_of(tree, meta, json_ld);

  // Any headline shows where bylines and dates stand.
  const NodeId first_h1 = tree.find(HtmlTag::H1);
  const NodeId top = title.h1 == 0 && first_h1 < tree.size() ? first_h1 : title.h1;
  PageValue subtitle = page_subtitle(tree, json_ld, top, article.title);
  article.subtitle = std::move(subtitle.value);
  if (!article.subtitle.empty()) {
    set_origin(&article, "subtitle", subtitle.origin, subtitle.confidence);
  }
  PageAuthors authors = page_authors(tree, meta, json_ld, top, article.source.name);
  article.authors = authors.names;
  article.agency = authors.agency;
  if (article.agency.empty()) article.agency = page_agency(json_ld, article.source.name);

  const DateContext context{article.url, top,
                            hints_of(article, tree.attribute(0, HtmlAttribute::Lang), hosts),
                            moments.now, moments.captured};
  PageDates dates = page_dates(tree, meta, json_ld, context);
  article.published = dates.published;
  article.updated = dates.updated;
  article.date_source = dates.source;
  if (!article.source.name.empty()) {
    const bool in_title = site.empty();
    set_origin(&article, "source",
               !json_ld.publisher.empty() ? "json-ld"
               : in_title                 ? "title"
                                          : "meta",
               in_title ? 60 : 95);
  }
  if (!article.language.empty()) set_origin(&article, "language", "declared", 90);
  set_origins(title, authors, dates, &article);

  const std::string type = meta.first({"og:type"});
  out.lists_articles = is_front(tree, meta, json_ld, article.url);
  out.says_article = json_ld.has_article || type == "article" || has_headed_article(tree, title.h1);
  return out;
}

}  // namespace backfile
