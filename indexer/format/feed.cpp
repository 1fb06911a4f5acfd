// SPDX-License-Identifier: GPL-3.0-or-later
// RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0: an article an item.
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/ascii.h"
#include "common/text.h"
#include "common/url.h"
#include "indexer/format/feed_item.h"
#include "indexer/format/format.h"
#include "indexer/format/html_text.h"
#include "indexer/format/xml_article.h"
#include "indexer/format/xml_text.h"
#include "indexer/format/xml_tree.h"

namespace backfile {
namespace {

Error bad_record(std::string message) { return {ErrorCode::BadRecord, std::move(message)}; }

// The text of the first child that has one; names in order of preference, in small letters because
// feeds write "pubDate" and "pubdate".
std::string first_text(const XmlElement& element, std::initializer_list<std::string_view> names) {
  const std::vector<XmlElement> children = element.children();
  for (const std::string_view name : names) {
    for (const XmlElement& child : children) {
      if (ascii_lower(child.name()) != name) continue;
      std::string text = child.text();
      if (!text.empty()) return text;
    }
  }
  return {};
}

// A text of Atom as markup: its types are text, html and xhtml.
std::string markup_of(const XmlElement& element) {
  const std::string_view type = element.attribute("type");
  if (type == "xhtml" || !element.children().empty()) return xml_paragraphs(element);
  return element.raw_text();
}

// "link" of RSS has a text; links of Atom, which stand in RSS as well, have href and rel.
std::string link_of(const XmlElement& element) {
  std::string found;
  for (const XmlElement& link : element.children({"link"})) {
    const std::string_view href = link.attribute("href");
    const std::string_view rel = link.attribute("rel");
    if (href.empty() && link.text().empty()) continue;
    if (href.empty()) return link.text();
    if ((rel.empty() || rel == "alternate") && found.empty()) found = href;
  }
  return found;
}

FeedChannel channel_of(const XmlElement& root, const RawDocument& document) {
  const XmlElement inner = root.find("channel");
  const XmlElement channel = inner ? inner : root;
  FeedChannel about;
  about.title = first_text(channel, {"title"});
  about.url = resolved_url(link_of(channel), document.url);
  about.language = first_text(channel, {"language", "dc:language"});
  if (about.language.empty()) about.language = channel.attribute("xml:lang");
  const std::string_view base = root.attribute("xml:base");
  about.base = is_http_url(base) ? std::string(base) : about.url;
  if (about.base.empty()) about.base = document.url;
  about.date = parse_date(first_text(channel, {"lastbuilddate", "pubdate", "updated", "dc:date"}));
  return about;
}

class EntryReader {
 public:
  explicit EntryReader(const XmlElement& entry) : entry_(entry) {}

  FeedItem read() {
    item_.id = first_text(entry_, {"guid", "id", "dc:identifier"});
    item_.title = first_text(entry_, {"title", "dc:title"});
    item_.url = url();
    item_.published =
        first_text(entry_, {"pubdate", "published", "dc:date", "dcterms:issued", "issued",
                            "dcterms:created", "created", "dc:created", "date"});
    item_.updated = first_text(entry_, {"updated", "dcterms:modified", "modified", "lastmod"});
    item_.language = first_text(entry_, {"dc:language", "language"});
    if (item_.language.empty()) item_.language = entry_.attribute("xml:lang");
    read_texts();
    read_names();
    return std::move(item_);
  }

 private:
  std::string url() const {
    std::string url = first_text(entry_, {"feedburner:origlink"});
    if (url.empty()) url = link_of(entry_);
    const XmlElement guid = entry_.find("guid");
    const bool permalink = guid.attribute("isPermaLink") != "false" && is_http_url(guid.text());
    if (url.empty() && permalink) url = guid.text();
    if (url.empty()) url = entry_.attribute("rdf:about");
    const std::string_view base = entry_.attribute("xml:base");
    return is_http_url(base) ? resolved_url(url, base) : url;
  }

  void read_texts() {
    for (const std::string_view name : {"content:encoded", "content", "xhtml:body", "body"}) {
      const XmlElement content = entry_.find(name);
      const bool elsewhere = !content.attribute("src").empty();
      if (content && !elsewhere && item_.html.empty()) item_.html = markup_of(content);
    }
    for (const std::string_view name : {"description", "summary", "dc:description"}) {
      if (item_.summary.empty()) item_.summary = markup_of(entry_.find(name));
    }
  }

  void read_names() {
    for (const XmlElement& child : entry_.children()) {
      const std::string_view name = child.name();
      if (name == "dc:creator") item_.bylines.push_back(child.text());
      if (name == "author") {
        const XmlElement person = child.find("name");
        item_.bylines.push_back(person ? person.text() : child.text());
      }
      if (name == "category" || name == "dc:subject") item_.tags.push_back(category(child));
      if (name == "dc:type" || (name == "category" && is_genre(child))) {
        item_.genres.push_back(category(child));
      }
      if (name == "source") {
        const XmlElement title = child.find("title");
        item_.source_name = title ? title.text() : child.text();
        item_.source_url = child.attribute("url");
        if (item_.source_url.empty()) item_.source_url = link_of(child);
      }
    }
  }

  // The vocabulary that a category is of: "domain" in RSS, "scheme" in Atom.
  static bool is_genre(const XmlElement& category) {
    for (const std::string_view name : {"domain", "scheme"}) {
      const std::string vocabulary = ascii_lower(category.attribute(name));
      for (const std::string_view word : {"genre", "material", "article-type", "articletype"}) {
        if (vocabulary.find(word) != std::string::npos) return true;
      }
    }
    return false;
  }

  static std::string category(const XmlElement& element) {
    if (std::string text = element.text(); !text.empty()) return text;
    const std::string_view label = element.attribute("label");
    return std::string(label.empty() ? element.attribute("term") : label);
  }

  const XmlElement& entry_;
  FeedItem item_;
};

// RFC 6721: an entry that its feed takes back.
Article deleted_entry(const XmlElement& entry) {
  Article article;
  const std::string_view ref = entry.attribute("ref");
  const std::string link = link_of(entry);
  article.url = is_http_url(ref) ? std::string(ref) : link;
  if (article.url.empty()) article.id = ref;
  article.updated = parse_date(entry.attribute("when"));
  article.status = ArticleStatus::Canceled;
  return article;
}

Result<Article> read_entry(const XmlElement& entry, const FeedChannel& channel,
                           const RawDocument& document, const NewsHosts& hosts) {
  Result<Article> article = entry.name() == "at:deleted-entry"
                                ? deleted_entry(entry)
                                : article_of(EntryReader(entry).read(), channel, hosts);
  const Provenance provenance = article_at(document, Format::Feed, entry).provenance;
  if (article) {
    article->provenance = provenance;
  } else {
    return bad_record(article.error().message + ", in line " + std::to_string(provenance.line));
  }
  return article;
}

}  // namespace

Parsed parse_feed(const RawDocument& document, const NewsHosts& hosts) {
  const Result<XmlTree> tree = XmlTree::parse(document.bytes, document.charset);
  if (!tree) return tree.error();
  const XmlElement root = tree->root();
  const FeedChannel channel = channel_of(root, document);
  Parsed parsed;
  bool any = false;
  for (const XmlElement& where : {root, root.find("channel")}) {
    for (const XmlElement& entry : where.children({"item", "entry", "at:deleted-entry"})) {
      any = true;
      if (parsed.is_full()) {
        parsed.skip();
      } else if (entry.is_closed()) {
        parsed.add(read_entry(entry, channel, document, hosts));
      }
    }
  }
  if (tree->error()) {
    parsed.add(*tree->error());
  } else if (!any) {
    parsed.add(bad_record("the feed has no items"));
  }
  parsed.close();
  return parsed;
}

}  // namespace backfile
