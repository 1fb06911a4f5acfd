// SPDX-License-Identifier: GPL-3.0-or-later
// NITF 3.x (iptc.org/standards/nitf), with what the New York Times Annotated Corpus makes of it:
// classes of blocks and bylines, and metas that give the date.
#include "indexer/format/nitf.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "common/article_type.h"
#include "common/ascii.h"
#include "common/text.h"
#include "common/url.h"
#include "indexer/extract/place_name.h"
#include "indexer/extract/source_names.h"
#include "indexer/format/format.h"
#include "indexer/format/xml_article.h"
#include "indexer/format/xml_text.h"

namespace backfile {
namespace {

class NitfReader {
 public:
  NitfReader(const XmlElement& nitf, const NewsHosts& hosts, Article* article)
      : head_(nitf.find("head")),
        data_(nitf.find("head/docdata")),
        body_(nitf.find("body")),
        body_head_(nitf.find("body/body.head")),
        nitf_(nitf),
        hosts_(hosts),
        article_(*article) {}

  void read() {
    read_source();
    read_identity();
    read_titles();
    read_people();
    read_subjects();
    read_type();
    read_dates();
    read_text();
    read_status();
  }

 private:
  static void set(std::string* field, std::string value) {
    if (field->empty()) *field = std::move(value);
  }

  std::string_view meta(std::string_view name) const {
    for (const XmlElement& element : head_.children({"meta"})) {
      if (element.attribute("name") == name) return element.attribute("content");
    }
    return {};
  }

  void read_source() {
    read_publisher(head_.find("pubdata").attribute("name"), hosts_, &article_);
    read_publisher(data_.find("doc.copyright").attribute("holder"), hosts_, &article_);
    read_publisher(data_.find("doc.rights").attribute("owner"), hosts_, &article_);
    read_publisher(body_head_.text_at("distributor"), hosts_, &article_);
  }

  // Numbers count within their register only.
  std::string id_in(std::string_view regsrc, std::string_view id) const {
    std::string_view within = regsrc;
    if (within.empty() && all_digits(id)) within = article_.source.id;
    return within.empty() || id.empty() ? std::string(id)
                                        : std::string(within) + "-" + std::string(id);
  }

  void read_identity() {
    const XmlElement doc = data_.find("doc-id");
    set(&article_.id, id_in(doc.attribute("regsrc"), trim(doc.attribute("id-string"))));
    set(&article_.id, std::string(nitf_.attribute("uno")));
    const std::string_view url = head_.find("pubdata").attribute("ex-ref");
    if (is_http_url(url)) set(&article_.url, std::string(url));
    for (const XmlElement& element : {nitf_, body_}) {
      const std::string_view language = element.attribute("xml:lang");
      set(&article_.language, std::string(language.substr(0, language.find('-'))));
    }
  }

  void read_titles() {
    set(&article_.title, body_head_.text_at("hedline/hl1"));
    set(&article_.title, body_.descendant("hl1").text());
    set(&article_.title, head_.text_at("title"));
    set(&article_.subtitle, body_head_.text_at("hedline/hl2"));
    set(&article_.abstract, body_head_.text_at("abstract"));
  }

  // "normalized_byline" of the New York Times has the names turned round, for sorting.
  void read_people() {
    if (article_.authors.empty()) {
      for (const XmlElement& byline : body_head_.children({"byline"})) {
        if (byline.attribute("class") != "normalized_byline") read_byline_of(byline);
      }
    }
    const XmlElement line = body_head_.find("dateline");
    const XmlElement location = line.find("location");
    const std::string city = location.text_at("city");
    if (article_.place.empty() && !city.empty()) article_.place = place_in_running_text(city);
    read_dateline(location ? location.text() : line.text(), &article_);
  }

  void read_byline_of(const XmlElement& byline) {
    const std::vector<XmlElement> people = byline.children({"person"});
    for (const XmlElement& person : people) read_byline(person.text(), &article_);
    if (!people.empty()) return;
    std::string text;
    byline.walk([&text](const XmlElement::Step& step, const XmlElement&) {
      if (step.event == XmlElement::Event::Text) text += step.text;
      return step.name != "byttl";
    });
    // "By Ada Finch; Compiled by Bob Roe".
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::size_t end = rest.find(';');
      std::string_view part = trim(rest.substr(0, end));
      const std::size_t by = ascii_lower(part).find(" by ");
      if (by != std::string::npos) part.remove_prefix(by + 4);
      read_byline(part, &article_);
      rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
  }

  void read_subjects() {
    const std::string_view sections = meta("online_sections");
    set(&article_.section, collapse_blanks(sections.substr(0, sections.find(';'))));
    set(&article_.section, collapse_blanks(meta("dsk")));
    set(&article_.section, collapse_blanks(head_.find("pubdata").attribute("position.section")));
    if (!article_.tags.empty()) return;
    for (const XmlElement& keyword : data_.find("key-list").children({"keyword"})) {
      article_.tags.emplace_back(keyword.attribute("key"));
    }
    for (const XmlElement& subject : head_.find("tobject").children({"tobject.subject"})) {
      for (const std::string_view part :
           {"tobject.subject.type", "tobject.subject.matter", "tobject.subject.detail"}) {
        article_.tags.emplace_back(subject.attribute(part));
      }
    }
    const XmlElement content = data_.find("identified-content");
    for (const XmlElement& thing : content.children({"classifier", "org", "person"})) {
      const bool path = thing.attribute("type") == "taxonomic_classifier";
      if (!path) article_.tags.push_back(thing.text());
    }
    std::erase_if(article_.tags, [](const std::string& tag) { return tag.empty(); });
  }

  // What kind of piece it is, of IPTC's vocabulary or the New York Times'.
  void read_type() {
    if (!article_.type.empty()) return;
    std::vector<std::string> names;
    for (const XmlElement& property : head_.find("tobject").children({"tobject.property"})) {
      names.emplace_back(property.attribute("tobject.property.type"));
    }
    for (const XmlElement& thing : data_.find("identified-content").children({"classifier"})) {
      if (thing.attribute("type") == "types_of_material") names.push_back(thing.text());
    }
    article_.type = article_type_among({names.begin(), names.end()});
  }

  void read_dates() {
    const std::string metas = std::string(meta("publication_year")) + "-" +
                              two_digits(meta("publication_month")) + "-" +
                              two_digits(meta("publication_day_of_month"));
    const std::string_view release = data_.find("date.release").attribute("norm");
    if (!article_.published) {
      article_.published = best_date({head_.find("pubdata").attribute("date.publication"), metas,
                                      release, data_.find("date.issue").attribute("norm"),
                                      body_head_.find("dateline/story.date").attribute("norm")});
      if (article_.published) article_.date_source = "record";
    }
    if (!article_.updated) article_.updated = best_date({meta("correction_date")});
    if (data_.attribute("management-status") == "embargoed" && !article_.embargoed_until) {
      article_.embargoed_until = parse_date(release);
    }
  }

  static std::string two_digits(std::string_view number) {
    return (number.size() == 1 ? "0" : "") + std::string(number);
  }

  // The New York Times repeats the lead inside of the full text.
  void read_text() {
    if (!article_.text.empty()) return;
    const XmlElement content = body_.find("body.content");
    const std::vector<XmlElement> blocks = content.children({"block"});
    const bool has_full_text = std::any_of(
        blocks.begin(), blocks.end(),
        [](const XmlElement& block) { return block.attribute("class") == "full_text"; });
    if (has_full_text) {
      for (const XmlElement& block : blocks) {
        if (block.attribute("class") != "lead_paragraph") add(xml_paragraphs(block));
      }
    } else {
      add(xml_paragraphs(content));
    }
    add(xml_paragraphs(body_.find("body.end/tagline")));
    if (std::any_of(blocks.begin(), blocks.end(), [](const XmlElement& block) {
          return block.attribute("class") == "correction_text";
        })) {
      article_.status = ArticleStatus::Corrected;
    }
  }

  void add(const std::string& text) {
    if (text.empty()) return;
    if (!article_.text.empty()) article_.text += "\n\n";
    article_.text += text;
  }

  void read_status() {
    const ArticleStatus own = status_named(data_.attribute("management-status"));
    if (own != ArticleStatus::Usable) article_.status = own;
    const std::string other =
        id_in(data_.find("doc-id").attribute("regsrc"), data_.attribute("management-doc-idref"));
    const ArticleStatus others = status_named(data_.attribute("management-idref-status"));
    if (!other.empty() && other != article_.id && others != ArticleStatus::Usable) {
      article_.acts_on = ActsOn{other, others};
    }
    const XmlElement correction = data_.find("correction");
    if (!correction) return;
    article_.status = ArticleStatus::Corrected;
    const std::string corrected =
        id_in(correction.attribute("regsrc"), correction.attribute("id-string"));
    if (!corrected.empty() && corrected != article_.id && !article_.acts_on) {
      article_.acts_on = ActsOn{corrected, ArticleStatus::Corrected};
    }
  }

  XmlElement head_;
  XmlElement data_;
  XmlElement body_;
  XmlElement body_head_;
  const XmlElement& nitf_;
  const NewsHosts& hosts_;
  Article& article_;
};

}  // namespace

void read_nitf(const XmlElement& nitf, const NewsHosts& hosts, Article* article) {
  NitfReader(nitf, hosts, article).read();
}

Result<Article> parse_nitf(const RawDocument& document, const NewsHosts& hosts) {
  const Result<XmlTree> tree = XmlTree::parse(document.bytes, document.charset);
  if (!tree) return tree.error();
  const XmlElement root = tree->root();
  const XmlElement nitf = root.name() == "nitf" ? root : root.descendant("nitf");
  if (!nitf) return Error{ErrorCode::BadRecord, "the document has no <nitf> element"};
  Article article = article_at(document, Format::Nitf, root);
  read_nitf(nitf, hosts, &article);
  if (article.url.empty()) article.url = document.url;
  if (auto reason = why_unusable(*tree, article, "the <nitf> element")) return *std::move(reason);
  return article;
}

}  // namespace backfile
