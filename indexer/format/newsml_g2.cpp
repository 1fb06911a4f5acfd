// SPDX-License-Identifier: GPL-3.0-or-later
// NewsML-G2 (iptc.org/standards/newsml-g2): a news item, or a message with several.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/article_type.h"
#include "common/ascii.h"
#include "common/text.h"
#include "common/url.h"
#include "indexer/extract/agency.h"
#include "indexer/extract/source_names.h"
#include "indexer/format/format.h"
#include "indexer/format/html_text.h"
#include "indexer/format/nitf.h"
#include "indexer/format/record_values.h"
#include "indexer/format/xml_article.h"
#include "indexer/format/xml_text.h"

namespace backfile {
namespace {

Error bad_record(std::string message) { return {ErrorCode::BadRecord, std::move(message)}; }

// "stat:canceled" to "canceled", and the last part of "http://cv.iptc.org/.../canceled".
std::string_view code_of(const XmlElement& element) {
  std::string_view code = element.attribute("qcode");
  if (code.empty()) code = element.attribute("uri");
  return code.substr(code.find_last_of(":/") + 1);
}

// What a person would call it: its name, else a literal, else a code that is a word.
std::string name_of(const XmlElement& element) {
  std::string name = element.text_at("name");
  if (name.empty()) name = collapse_blanks(element.attribute("literal"));
  return name;
}

// A code that is a word: "city:Philadelphia". Those of other schemes are numbers and letters.
std::string city_in(const XmlElement& located) {
  constexpr std::string_view kScheme = "city:";
  const std::string_view code = located.attribute("qcode");
  const bool is_city =
      code.starts_with(kScheme) && code.size() > kScheme.size() && is_capital(code[kScheme.size()]);
  return std::string(is_city ? code.substr(kScheme.size()) : std::string_view{});
}

class NewsItemReader {
 public:
  NewsItemReader(const XmlElement& item, const NewsHosts& hosts, Article article)
      : meta_(item.find("itemMeta")),
        content_(item.find("contentMeta")),
        item_(item),
        hosts_(hosts),
        article_(std::move(article)) {}

  Article read() {
    article_.id = item_.attribute("guid");
    article_.sent_version = version();
    read_language();
    read_source();
    read_titles();
    read_people();
    read_dates();
    read_subjects();
    read_type();
    read_content();
    read_status();
    return std::move(article_);
  }

 private:
  std::uint32_t version() const {
    std::uint32_t number = 0;
    for (const char c : item_.attribute("version").substr(0, 9)) {
      if (!is_digit(c)) return 0;
      number = number * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return number;
  }

  void read_language() {
    std::string_view tag = content_.find("language").attribute("tag");
    if (tag.empty()) tag = item_.attribute("xml:lang");
    article_.language = language_tag(tag);
  }

  void read_source() {
    const XmlElement provider = meta_.find("provider");
    const std::string_view uri = provider.attribute("uri");
    read_publisher(name_of(provider), hosts_, &article_);
    if (article_.source.name.empty() && is_http_url(uri)) {
      article_.source = source_at(host_of(uri), hosts_);
    }
    const std::string_view code = code_of(provider);
    if (article_.agency.empty()) article_.agency = agency_named(code);
    for (const XmlElement& source : content_.children({"infoSource"})) {
      const std::string name = name_of(source);
      if (article_.agency.empty()) article_.agency = agency_named(name);
      if (article_.agency.empty()) article_.agency = agency_named(code_of(source));
    }
    read_publisher(name_of(item_.find("rightsInfo/copyrightHolder")), hosts_, &article_);
    if (article_.source.name.empty()) read_publisher(code, hosts_, &article_);
  }

  void read_titles() {
    for (const XmlElement& headline : content_.children({"headline"})) {
      const std::string_view role = headline.attribute("role");
      const bool is_main = role.empty() || role.ends_with(":main") || role.ends_with(":headline");
      if (is_main && article_.title.empty()) article_.title = headline.text();
      if (role.find("sub") != std::string_view::npos) article_.subtitle = headline.text();
    }
    if (article_.title.empty()) article_.title = content_.text_at("headline");
    for (const XmlElement& description : content_.children({"description"})) {
      const bool caption = description.attribute("role").ends_with("caption");
      if (!caption && article_.abstract.empty()) article_.abstract = description.text();
    }
  }

  void read_people() {
    read_byline(content_.text_at("by"), &article_);
    const bool has_byline = !article_.authors.empty();
    for (const XmlElement& creator : content_.children({"creator"})) {
      const std::string name = name_of(creator);
      const std::string_view agency = agency_named(name);
      if (article_.agency.empty()) article_.agency = agency;
      const bool organisation = creator.attribute("type").ends_with(":organisation");
      if (!has_byline && agency.empty() && !organisation && !name.starts_with("The ")) {
        read_byline(name, &article_);
      }
    }
    read_dateline(content_.text_at("dateline"), &article_);
    const XmlElement located = content_.find("located");
    std::string place = name_of(located);
    if (place.empty()) place = city_in(located);
    if (article_.place.empty()) {
      article_.place = collapse_blanks(std::string_view(place).substr(0, place.find(',')));
    }
  }

  void read_dates() {
    const std::string first = meta_.text_at("firstCreated");
    const std::string created = content_.text_at("contentCreated");
    const std::string version = meta_.text_at("versionCreated");
    const std::string modified = content_.text_at("contentModified");
    for (const std::string* text : {&first, &created, &version}) {
      if (!article_.published) article_.published = parse_date(*text);
    }
    if (article_.published) article_.date_source = "record";
    article_.updated = parse_date(version);
    if (!article_.updated) article_.updated = parse_date(modified);
    if (article_.updated == article_.published) article_.updated.reset();
    article_.embargoed_until = parse_date(meta_.text_at("embargoed"));
  }

  void read_subjects() {
    for (const XmlElement& subject : content_.children({"subject", "keyword"})) {
      const std::string tag =
          subject.name() == "keyword" ? subject.text() : subject.text_at("name");
      if (!tag.empty()) article_.tags.push_back(tag);
    }
  }

  // A genre has a code, a name in some language, or both.
  void read_type() {
    std::vector<std::string> names;
    for (const XmlElement& genre : content_.children({"genre"})) {
      names.emplace_back(code_of(genre));
      names.push_back(name_of(genre));
    }
    article_.type = article_type_among({names.begin(), names.end()});
  }

  void read_content() {
    const XmlElement set = item_.find("contentSet");
    for (const XmlElement& part : set.children({"inlineXML", "inlineData"})) {
      if (article_.text.empty()) read_part(part);
    }
  }

  void read_part(const XmlElement& part) {
    if (const XmlElement nitf = part.find("nitf")) return read_nitf(nitf, hosts_, &article_);
    const std::string_view type = part.attribute("contenttype");
    if (part.name() == "inlineXML") {
      const XmlElement body = part.descendant("body");
      article_.text = xml_paragraphs(body ? body : part);
    } else if (part.attribute("encoding").empty()) {
      const std::string text = part.raw_text();
      article_.text = type.find("html") != std::string_view::npos ? html_to_text(text)
                                                                  : record_paragraphs(text);
    }
  }

  void read_status() {
    const ArticleStatus status = status_named(code_of(meta_.find("pubStatus")));
    if (status != ArticleStatus::Usable) article_.status = status;
    for (const XmlElement& signal : meta_.children({"signal"})) {
      const bool corrects = status_named(code_of(signal)) == ArticleStatus::Corrected;
      if (corrects && status == ArticleStatus::Usable) article_.status = ArticleStatus::Corrected;
    }
    for (const XmlElement& link : meta_.children({"link"})) {
      const std::string_view rel = link.attribute("rel");
      const std::string_view kind = rel.substr(rel.rfind(':') + 1);
      std::string_view other = link.attribute("residref");
      if (other.empty()) other = link.attribute("href");
      const bool replaces = kind == "replaces" || kind == "supersedes" || kind == "corrects" ||
                            kind == "isCorrectionOf" || kind == "previousVersion";
      if (!replaces || other.empty() || other == article_.id) continue;
      article_.acts_on =
          ActsOn{std::string(other), status == ArticleStatus::Canceled ? ArticleStatus::Canceled
                                                                       : ArticleStatus::Corrected};
    }
  }

  XmlElement meta_;
  XmlElement content_;
  const XmlElement& item_;
  const NewsHosts& hosts_;
  Article article_;
};

// "ninat:text"; an item without a class is taken for text.
bool is_text_item(const XmlElement& item) {
  const std::string_view code = code_of(item.find("itemMeta/itemClass"));
  return code.empty() || code == "text" || code == "composite";
}

Result<Article> read_item(const XmlTree& tree, const XmlElement& item, const RawDocument& document,
                          const NewsHosts& hosts) {
  if (!item.is_closed() && tree.error()) return *tree.error();
  if (item.name() != "newsItem") {
    return bad_record("a <" + std::string(item.name()) +
                      "> of NewsML-G2 names articles or things and holds no text");
  }
  if (!is_text_item(item)) {
    return bad_record("the news item is of class " +
                      std::string(item.find("itemMeta/itemClass").attribute("qcode")) +
                      " and no text");
  }
  Article article =
      NewsItemReader(item, hosts, article_at(document, Format::NewsMlG2, item)).read();
  if (article.url.empty()) article.url = document.url;
  const bool withdrawn =
      article.status == ArticleStatus::Canceled || article.status == ArticleStatus::Withheld;
  if (article.title.empty() && article.text.empty() && !withdrawn && !article.acts_on) {
    return bad_record("the news item has neither a headline nor a text");
  }
  return article;
}

}  // namespace

Parsed parse_newsml_g2(const RawDocument& document, const NewsHosts& hosts) {
  const Result<XmlTree> tree = XmlTree::parse(document.bytes, document.charset);
  if (!tree) return tree.error();
  const XmlElement root = tree->root();
  if (root.name() != "newsMessage") return read_item(*tree, root, document, hosts);

  Parsed parsed;
  const std::vector<XmlElement> items = root.find("itemSet").children({"newsItem"});
  const bool has_text = std::any_of(items.begin(), items.end(), is_text_item);
  for (const XmlElement& item : items) {
    // Pictures travel with the texts that they belong to.
    if (has_text && item.is_closed() && !is_text_item(item)) continue;
    parsed.add(read_item(*tree, item, document, hosts));
  }
  const bool cut_in_item = !items.empty() && !items.back().is_closed();
  if (tree->error() && !cut_in_item) {
    parsed.add(*tree->error());
  } else if (items.empty()) {
    parsed.add(bad_record("the <newsMessage> holds no news item"));
  }
  parsed.close();
  return parsed;
}

}  // namespace backfile
