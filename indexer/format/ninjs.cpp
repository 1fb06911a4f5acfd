// SPDX-License-Identifier: GPL-3.0-or-later
// ninjs 1.x, 2.x and 3.x (iptc.org/standards/ninjs): news as JSON. Version 1 has one property for
// each form of a text ("body_xhtml"), 2 and 3 have lists with roles, and 3 writes camel case, which
// JsonObject reads as the small letters of the others.
#include <algorithm>
#include <array>
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
#include "indexer/format/json_object.h"
#include "indexer/format/nitf.h"
#include "indexer/format/record_values.h"
#include "indexer/format/xml_article.h"
#include "indexer/format/xml_tree.h"

namespace backfile {
namespace {

// Kinds of news that are text or may have one; for the others a headline is all there is to read.
constexpr std::array<std::string_view, 4> kTextTypes = {"", "text", "composite", "component"};

Error bad_record(std::string message) { return {ErrorCode::BadRecord, std::move(message)}; }

// One form of a headline, description or body.
struct Form {
  std::string role;  // "main", "html5", "caption"; in version 1 what stands behind "body_".
  std::string type;  // MIME, or empty.
  std::string value;
};

class NinjsReader {
 public:
  NinjsReader(const JsonObject& item, const NewsHosts& hosts, Article article)
      : item_(item), hosts_(hosts), article_(std::move(article)) {}

  Article read() {
    read_identity();
    read_source();
    read_titles();
    read_names();
    read_type();
    read_dates();
    read_body();
    return std::move(article_);
  }

 private:
  // "bodies" and "body", "body_text", "body_xhtml": all forms in their order.
  std::vector<Form> forms(std::string_view list, std::string_view single) const {
    std::vector<Form> found;
    for (const JsonObject& form : item_.objects_at(list)) {
      found.push_back({ascii_lower(form.text("role")), ascii_lower(form.text("contenttype")),
                       form.text("value")});
    }
    for (const std::string& name : item_.names()) {
      if (!name.starts_with(single)) continue;
      const std::string_view rest = std::string_view(name).substr(single.size());
      if (!rest.empty() && rest[0] != '_') continue;
      found.push_back({std::string(rest.substr(rest.empty() ? 0 : 1)), {}, item_.text(name)});
    }
    std::erase_if(found, [](const Form& form) { return form.value.empty(); });
    return found;
  }

  void read_identity() {
    article_.id = item_.text("uri");
    for (const char c : item_.text("version").substr(0, 9)) {
      if (!is_digit(c)) break;
      article_.sent_version = article_.sent_version * 10 + static_cast<std::uint32_t>(c - '0');
    }
    article_.status = status_named(item_.text("pubstatus"));
    for (const char* key : {"embargoeduntil", "embargoed"}) {
      if (!article_.embargoed_until) article_.embargoed_until = parse_date(item_.text(key));
    }
    article_.language = language_tag(item_.text("language"));
    for (const char* key : {"url", "uri"}) {
      if (article_.url.empty() && is_http_url(item_.text(key))) article_.url = item_.text(key);
    }
  }

  void read_source() {
    read_publisher(item_.text("copyrightholder"), hosts_, &article_);
    for (const char* list : {"infosources", "infosource"}) {
      for (const JsonObject& source : item_.objects_at(list)) {
        read_publisher(source.text("name"), hosts_, &article_);
      }
    }
    read_publisher(item_.text("provider"), hosts_, &article_);
  }

  void read_titles() {
    for (const Form& form : forms("headlines", "headline")) {
      const bool deck = form.role.find("sub") != std::string::npos || form.role == "deck";
      std::string* field = deck ? &article_.subtitle : &article_.title;
      if (field->empty()) *field = record_line(form.value);
    }
    if (article_.title.empty()) article_.title = record_line(item_.text("title"));
    for (const Form& form : forms("descriptions", "description")) {
      const bool other = form.role.find("caption") != std::string::npos ||
                         form.role == "creditline" || form.role == "writer";
      if (!other && article_.abstract.empty()) article_.abstract = record_line(form.value);
    }
  }

  void read_names() {
    read_byline(item_.text("by"), &article_);
    read_byline(item_.text("byline"), &article_);
    const std::string place = item_.text("located");
    article_.place = collapse_blanks(std::string_view(place).substr(0, place.find(',')));
    for (const char* list : {"subjects", "subject"}) {
      for (const JsonObject& subject : item_.objects_at(list)) {
        std::string name = subject.text("name");
        if (!name.empty()) article_.tags.push_back(std::move(name));
      }
    }
    if (const auto keywords = item_.at("keywords"); keywords && keywords->is_list) {
      article_.tags.insert(article_.tags.end(), keywords->items.begin(), keywords->items.end());
    }
  }

  void read_type() {
    std::vector<std::string> names;
    for (const char* list : {"genres", "genre"}) {
      for (const JsonObject& genre : item_.objects_at(list)) {
        for (const char* key : {"uri", "code", "literal", "name"}) names.push_back(genre.text(key));
      }
    }
    article_.type = article_type_among({names.begin(), names.end()});
  }

  void read_dates() {
    const std::optional<Timestamp> version = parse_date(item_.text("versioncreated"));
    for (const char* key : {"firstcreated", "contentcreated"}) {
      if (!article_.published) article_.published = parse_date(item_.text(key));
    }
    if (!article_.published) article_.published = version;
    if (article_.published) article_.date_source = "record";
    if (version != article_.published) article_.updated = version;
  }

  // Markup has the paragraphs that plain text often lacks.
  static int rank(const Form& form) {
    const auto says = [&form](std::string_view word) {
      return form.type.find(word) != std::string::npos || form.role.find(word) != std::string::npos;
    };
    if (says("nitf")) return 1;
    if (is_markup(form.value)) return says("rich") ? 2 : 3;
    return 0;
  }

  void read_body() {
    std::vector<Form> bodies = forms("bodies", "body");
    std::erase_if(bodies, [](const Form& form) {
      return form.role.find("caption") != std::string::npos || form.role == "summary";
    });
    std::stable_sort(bodies.begin(), bodies.end(),
                     [](const Form& a, const Form& b) { return rank(a) > rank(b); });
    for (const Form& form : bodies) {
      if (article_.text.empty()) read_form(form);
    }
    // The headline is often the first line of the body, too, and that of its <head>.
    std::string& text = article_.text;
    for (std::size_t line = text.find('\n');
         line != std::string::npos && text.compare(0, line, article_.title) == 0;
         line = text.find('\n')) {
      text = trim(std::string_view(text).substr(line));
    }
  }

  // Newlines mean nothing in HTML, but some write paragraphs without tags and with blank lines.
  static std::string unwrapped(std::string text) {
    for (std::size_t at = 1; at + 1 < text.size(); ++at) {
      const bool alone = text[at] == '\n' && text[at - 1] != '\n' && text[at + 1] != '\n';
      if (alone) text[at] = ' ';
    }
    return text;
  }

  void read_form(const Form& form) {
    const bool html =
        form.type.find("html") != std::string::npos || form.role.find("html") != std::string::npos;
    if (rank(form) != 1) {
      article_.text = html ? html_to_text(unwrapped(form.value)) : record_paragraphs(form.value);
      return;
    }
    const Result<XmlTree> tree = XmlTree::parse(form.value, "utf-8");
    if (!tree) return;
    const XmlElement root = tree->root();
    const XmlElement nitf = root.name() == "nitf" ? root : root.descendant("nitf");
    if (nitf) read_nitf(nitf, hosts_, &article_);
    if (article_.text.empty()) article_.text = html_to_text(form.value);
  }

  const JsonObject& item_;
  const NewsHosts& hosts_;
  Article article_;
};

}  // namespace

Result<Article> parse_ninjs(const RawDocument& document, const NewsHosts& hosts) {
  const Result<JsonObject> item = JsonObject::parse(to_utf8(document.bytes, document.charset));
  if (!item) return item.error();
  const std::string type = item->text("type");
  const bool is_event = item->at("eventdetails").has_value();
  const bool is_text =
      !is_event && std::find(kTextTypes.begin(), kTextTypes.end(), type) != kTextTypes.end();
  if (!is_text) {
    return bad_record("the ninjs item is of type \"" + (is_event ? "event" : type) +
                      "\" and no text");
  }
  Article article;
  article.provenance = document.provenance;
  article.provenance.reader = format_name(Format::Ninjs);
  article = NinjsReader(*item, hosts, std::move(article)).read();
  if (article.url.empty()) article.url = document.url;
  const bool withdrawn =
      article.status == ArticleStatus::Canceled || article.status == ArticleStatus::Withheld;
  if (article.title.empty() && article.text.empty() && !withdrawn) {
    return bad_record("the ninjs item has neither a headline nor a body");
  }
  return article;
}

}  // namespace backfile
