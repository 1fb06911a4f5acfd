// SPDX-License-Identifier: GPL-3.0-or-later
// NewsML 1.0 to 1.2 (iptc.org/standards/newsml-1): items made of nested components.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/article_type.h"
#include "common/ascii.h"
#include "common/text.h"
#include "indexer/format/format.h"
#include "indexer/format/html_text.h"
#include "indexer/format/nitf.h"
#include "indexer/format/record_values.h"
#include "indexer/format/xml_article.h"
#include "indexer/format/xml_text.h"

namespace backfile {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kBodyRoles = {"body"sv,      "main"sv,  "maintext"sv,
                                   "main text"sv, "story"sv, "text"sv};
// Components that belong to an article and are not its text.
constexpr std::array kSideRoles = {"stylesheet"sv, "headline"sv, "subheadline"sv, "contact"sv,
                                   "caption"sv,    "byline"sv,   "credit"sv,      "metadata"sv};

Error bad_record(std::string message) { return {ErrorCode::BadRecord, std::move(message)}; }

template <typename List>
bool has(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::string_view formal_name(const XmlElement& element) { return element.attribute("FormalName"); }

class NewsMlReader {
 public:
  NewsMlReader(const XmlElement& item, const XmlElement& envelope, const NewsHosts& hosts,
               Article article)
      : management_(item.find("NewsManagement")),
        item_(item),
        envelope_(envelope),
        hosts_(hosts),
        article_(std::move(article)) {}

  Article read() {
    read_identity();
    read_source();
    read_lines();
    read_dates();
    read_tags();
    read_type();
    read_text();
    read_status();
    return std::move(article_);
  }

 private:
  // The revision is no part of the identity.
  void read_identity() {
    const XmlElement identifier = item_.find("Identification/NewsIdentifier");
    const std::string number = identifier.text_at("NewsItemId");
    if (!number.empty()) {
      article_.id = "urn:newsml:" + identifier.text_at("ProviderId") + ":" +
                    identifier.text_at("DateId") + ":" + number;
    }
    for (const char c : identifier.text_at("RevisionId").substr(0, 9)) {
      if (!is_digit(c)) break;
      article_.sent_version = article_.sent_version * 10 + static_cast<std::uint32_t>(c - '0');
    }
  }

  void read_source() {
    const XmlElement data = item_.descendant("AdministrativeMetadata");
    read_publisher(formal_name(data.find("Provider/Party")), hosts_, &article_);
    read_publisher(formal_name(envelope_.find("SentFrom/Party")), hosts_, &article_);
    read_publisher(formal_name(data.find("Source/Party")), hosts_, &article_);
    article_.language = language_tag(formal_name(item_.descendant("Language")));
  }

  void read_lines() {
    article_.title = item_.descendant("HeadLine").text();
    article_.subtitle = item_.descendant("SubHeadLine").text();
    read_byline(item_.descendant("ByLine").text(), &article_);
    read_dateline(item_.descendant("DateLine").text(), &article_);
  }

  void read_dates() {
    article_.published = parse_date(management_.text_at("FirstCreated"));
    const std::optional<Timestamp> revised = parse_date(management_.text_at("ThisRevisionCreated"));
    if (!article_.published) article_.published = revised;
    if (article_.published) article_.date_source = "record";
    if (revised != article_.published) article_.updated = revised;
  }

  void read_tags() {
    article_.tags = split_list(item_.descendant("KeywordLine").text());
    for (const XmlElement& property : item_.descendants("Property")) {
      const bool keyword = formal_name(property).find("Keyword") != std::string_view::npos;
      if (keyword) article_.tags.emplace_back(property.attribute("Value"));
    }
  }

  void read_type() {
    std::vector<std::string_view> names;
    for (const XmlElement& genre : item_.descendants("Genre")) names.push_back(formal_name(genre));
    article_.type = article_type_among(names);
  }

  void read_text() {
    const std::vector<XmlElement> components = item_.descendants("NewsComponent");
    for (const bool body_only : {true, false}) {
      for (const XmlElement& component : components) {
        const std::string role = ascii_lower(formal_name(component.find("Role")));
        const bool wanted = body_only ? has(kBodyRoles, role) : !has(kSideRoles, role);
        if (wanted) read_content(component);
        if (!article_.text.empty()) break;
      }
    }
    if (!article_.subtitle.empty()) return;
    for (const XmlElement& component : components) {
      const bool is_subtitle = ascii_lower(formal_name(component.find("Role"))) == "subheadline";
      if (!is_subtitle) continue;
      article_.subtitle = lines_of(component.descendant("DataContent"));
      return;
    }
  }

  // Sub-headlines are often a list.
  static std::string lines_of(const XmlElement& data) {
    const XmlElement body = data.descendant("body");
    const std::string paragraphs = xml_paragraphs(body ? body : data);
    std::string lines;
    for (const std::string_view line : split_lines(paragraphs)) {
      if (!line.empty()) lines.append(lines.empty() ? "" : "; ").append(line);
    }
    return lines;
  }

  void read_content(const XmlElement& component) {
    for (const XmlElement& content : component.children({"ContentItem"})) {
      const std::string media = ascii_lower(formal_name(content.find("MediaType")));
      const std::string mime = ascii_lower(formal_name(content.find("MimeType")));
      const bool text = (media.empty() || media == "text") && mime != "text/css" &&
                        !mime.starts_with("image/") && !content.find("Encoding/Encoding");
      if (text && article_.text.empty()) read_data(content.find("DataContent"), mime);
    }
  }

  void read_data(const XmlElement& data, const std::string& mime) {
    if (const XmlElement nitf = data.find("nitf")) return read_nitf(nitf, hosts_, &article_);
    const std::vector<XmlElement> markup = data.children();
    if (!markup.empty()) {
      const XmlElement body = data.descendant("body");
      article_.text = xml_paragraphs(body ? body : data);
      return;
    }
    const std::string text = data.raw_text();
    const bool html = mime.find("html") != std::string::npos;
    article_.text = html ? html_to_text(text) : record_paragraphs(text);
  }

  void read_status() {
    const XmlElement status = management_.find("Status");
    article_.status = status_named(formal_name(status));
    for (const XmlElement& instruction : management_.children({"Instruction"})) {
      const ArticleStatus told = status_named(formal_name(instruction));
      if (article_.status == ArticleStatus::Usable) article_.status = told;
    }
    const XmlElement change = management_.find("StatusWillChange");
    const bool becomes_usable = ascii_lower(formal_name(change.find("FutureStatus"))) == "usable";
    if (becomes_usable) article_.embargoed_until = parse_date(change.text_at("DateAndTime"));
  }

  XmlElement management_;
  const XmlElement& item_;
  const XmlElement& envelope_;
  const NewsHosts& hosts_;
  Article article_;
};

Result<Article> read_item(const XmlElement& item, const XmlElement& envelope,
                          const RawDocument& document, const NewsHosts& hosts) {
  Article article =
      NewsMlReader(item, envelope, hosts, article_at(document, Format::NewsMl, item)).read();
  if (article.url.empty()) article.url = document.url;
  const bool withdrawn =
      article.status == ArticleStatus::Canceled || article.status == ArticleStatus::Withheld;
  if (article.text.empty() && article.title.empty() && !withdrawn) {
    return bad_record("the <NewsItem> has neither a headline nor a text");
  }
  return article;
}

}  // namespace

Parsed parse_newsml(const RawDocument& document, const NewsHosts& hosts) {
  const Result<XmlTree> tree = XmlTree::parse(document.bytes, document.charset);
  if (!tree) return tree.error();
  const XmlElement envelope = tree->root().find("NewsEnvelope");
  Parsed parsed;
  bool any = false;
  bool cut_in_item = false;
  for (const XmlElement& item : tree->root().descendants("NewsItem")) {
    // An item that holds others is a package.
    if (item.descendant("NewsItem")) continue;
    any = true;
    cut_in_item = tree->error() && !item.is_closed();
    if (parsed.is_full()) {
      parsed.skip();
    } else if (cut_in_item) {
      parsed.add(*tree->error());
    } else {
      parsed.add(read_item(item, envelope, document, hosts));
    }
  }
  if (tree->error() && !cut_in_item) {
    parsed.add(*tree->error());
  } else if (!any) {
    parsed.add(bad_record("the <NewsML> document holds no <NewsItem>"));
  }
  parsed.close();
  return parsed;
}

}  // namespace backfile
