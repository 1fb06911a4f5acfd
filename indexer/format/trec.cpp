// SPDX-License-Identifier: GPL-3.0-or-later
// The newswire collections of TREC (disks 1 to 5, AQUAINT) and LDC (TDT, Gigaword): <DOC> elements
// in SGML, whose fields have other names in each.
#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/ascii.h"
#include "common/text.h"
#include "common/url.h"
#include "indexer/format/format.h"
#include "indexer/format/sgml_element.h"
#include "indexer/format/trec_date.h"
#include "indexer/format/trec_text.h"
#include "indexer/format/xml_article.h"

namespace backfile {
namespace {

struct Collection {
  std::string_view prefix;  // Of DOCNO.
  std::string_view source;
};

constexpr std::array kCollections = {
    Collection{"APW", "Associated Press"},
    Collection{"AP", "Associated Press"},
    Collection{"WSJ", "The Wall Street Journal"},
    Collection{"FT", "Financial Times"},
    Collection{"FBIS", "Foreign Broadcast Information Service"},
    Collection{"LA", "Los Angeles Times"},
    Collection{"SJMN", "San Jose Mercury News"},
    Collection{"NYT", "The New York Times"},
    Collection{"XIE", "Xinhua"},
    Collection{"XIN", "Xinhua"},
    Collection{"AFP", "AFP"},
    Collection{"CNA", "Central News Agency"},
    Collection{"LTW", "Los Angeles Times-Washington Post"},
};

class DocReader {
 public:
  DocReader(const SgmlElement& doc, const NewsHosts& hosts, Article article)
      : doc_(doc), hosts_(hosts), article_(std::move(article)) {}

  Article read() {
    read_identity();
    read_title();
    read_dates();
    read_names();
    read_text();
    return std::move(article_);
  }

 private:
  // The content of the first field that is there.
  std::string_view field(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names) {
      const auto element = find_sgml_element(doc_.content, name);
      if (element && !trim(element->content).empty()) return element->content;
    }
    return {};
  }

  std::string line(std::initializer_list<std::string_view> names) const {
    bool is_marked = false;
    return sgml_line(without_sgml_tags(field(names), &is_marked));
  }

  void read_identity() {
    article_.id = line({"DOCNO", "DOCID", "DOC-NO"});
    if (article_.id.empty()) article_.id = sgml_attribute(doc_.attributes, "id");
    read_publisher(line({"PUB"}), hosts_, &article_);
    const std::string source = line({"SO"});
    for (const Collection& row : kCollections) {
      const bool known = article_.id.starts_with(row.prefix) &&
                         article_.id.size() > row.prefix.size() &&
                         !is_capital(article_.id[row.prefix.size()]);
      if (known) read_publisher(row.source, hosts_, &article_);
    }
    read_publisher(source.substr(0, source.find_first_of("(,")), hosts_, &article_);
  }

  void read_title() {
    article_.title = line({"HEADLINE", "HEAD", "HL", "TITLE", "TI", "H3"});
    // "FT  14 MAY 91 / International Company News: Plans for a harbour"
    const std::size_t slash = article_.title.find(" / ");
    if (!article_.title.starts_with("FT ") || slash == std::string::npos) return;
    article_.title.erase(0, slash + 3);
    const std::size_t colon = article_.title.find(": ");
    if (colon == std::string::npos) return;
    article_.section = article_.title.substr(0, colon);
    article_.title.erase(0, colon + 2);
  }

  void read_dates() {
    article_.published = date_in_fileid(line({"FILEID"}));
    for (const std::string_view name : {"DATE_TIME", "DATE", "DATE1", "PUBDATE", "DD"}) {
      if (!article_.published) article_.published = trec_date(line({name}));
    }
    if (!article_.published) article_.published = date_in_docno(article_.id);
    if (article_.published) article_.date_source = "record";
  }

  void read_names() {
    read_byline(line({"BYLINE", "AUTHOR", "AU"}), &article_);
    read_dateline(line({"DATELINE"}), &article_);
    const std::string section = line({"SECTION"});
    if (article_.section.empty()) {
      article_.section = collapse_blanks(section.substr(0, section.find_first_of(";,")));
    }
    for (const std::string_view name : {"IN", "NS", "RE", "SUBJECT", "KEYWORD"}) {
      add_tags(field({name}));
    }
  }

  // A subject a line, with its code: "NORTH AMERICA (NME)"; or several, parted by semicolons.
  void add_tags(std::string_view content) {
    bool is_marked = false;
    const std::string text = decode_sgml(without_sgml_tags(content, &is_marked));
    for (std::string_view rest : split_lines(text)) {
      while (!rest.empty()) {
        const std::size_t end = rest.find(';');
        const std::string_view part = rest.substr(0, end);
        std::string tag = collapse_blanks(part.substr(0, part.find('(')));
        if (!tag.empty()) article_.tags.push_back(std::move(tag));
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
      }
    }
  }

  // The Wall Street Journal parts its lead from the text; some stories have several texts.
  void read_text() {
    for (const std::string_view name : {"LP", "LEADPARA", "TEXT", "BODY"}) {
      if (name == "BODY" && !article_.text.empty()) break;
      std::string_view rest = doc_.content;
      while (const auto element = find_sgml_element(rest, name)) {
        const std::string text = trec_paragraphs(element->content);
        if (!text.empty()) {
          article_.text += (article_.text.empty() ? "" : "\n\n") + text;
        }
        rest.remove_prefix(element->end);
      }
    }
  }

  const SgmlElement& doc_;
  const NewsHosts& hosts_;
  Article article_;
};

// Collections of web pages keep a page behind a header with its address.
Result<Article> read_page(const SgmlElement& doc, const RawDocument& document, std::string id,
                          const NewsHosts& hosts) {
  RawDocument page;
  const auto header = find_sgml_element(doc.content, "DOCHDR");
  const std::string_view first =
      header ? trim(header->content.substr(0, header->content.find('\n', 1))) : "";
  const std::string url(first.substr(0, first.find(' ')));
  if (is_http_url(url)) page.url = url;
  page.bytes = header ? doc.content.substr(header->end) : doc.content;
  page.charset = "utf-8";
  page.provenance = document.provenance;
  Result<Article> article = parse_html(page, hosts);
  if (article) article->id = std::move(id);
  return article;
}

Result<Article> read_doc(const SgmlElement& doc, const RawDocument& document, std::uint64_t line,
                         const NewsHosts& hosts) {
  Article article;
  article.provenance = document.provenance;
  article.provenance.line = std::max<std::uint64_t>(1, document.provenance.line) + line;
  article.provenance.reader = format_name(Format::Trec);
  const Provenance provenance = article.provenance;
  article = DocReader(doc, hosts, std::move(article)).read();
  const bool is_page = article.text.empty() && article.title.empty() &&
                       ascii_lower(doc.content).find("<html") != std::string::npos;
  if (is_page) {
    Result<Article> page = read_page(doc, document, article.id, hosts);
    if (page) page->provenance = provenance;
    return page;
  }
  if (article.title.empty() && article.text.empty()) {
    return Error{ErrorCode::BadRecord, "the <DOC> in line " + std::to_string(provenance.line) +
                                           " has neither a headline nor a text"};
  }
  article.url = document.url;
  return article;
}

bool begins_doc(std::string_view text, std::size_t at) {
  return at + 4 < text.size() && (text[at + 4] == '>' || text[at + 4] == ' ');
}

std::size_t find_doc(std::string_view text, std::size_t from) {
  std::size_t at = text.find("<DOC", from);
  while (at != std::string_view::npos && !begins_doc(text, at)) at = text.find("<DOC", at + 4);
  return at;
}

}  // namespace

Parsed parse_trec(const RawDocument& document, const NewsHosts& hosts) {
  const std::string text = clean_text(to_utf8(document.bytes, document.charset));
  const std::string_view all = text;
  Parsed parsed;
  std::size_t close = 0;
  std::size_t counted = 0;
  std::uint64_t line = 0;
  std::size_t at = find_doc(all, 0);
  if (at == std::string_view::npos) parsed.add(Error{ErrorCode::BadRecord, "no <DOC> element"});
  while (at != std::string_view::npos) {
    line +=
        static_cast<std::uint64_t>(std::count(all.begin() + static_cast<std::ptrdiff_t>(counted),
                                              all.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted = at;
    const std::size_t next = find_doc(all, at + 4);
    if (close != std::string_view::npos && close <= at) close = all.find("</DOC>", at);
    const std::size_t content = all.find('>', at) + 1;
    if (parsed.is_full()) {
      parsed.skip();
    } else if (close == std::string_view::npos || close > next || content == 0 || content > close) {
      parsed.add(Error{ErrorCode::BadRecord,
                       "the <DOC> in line " + std::to_string(line + 1) + " has no </DOC>"});
    } else {
      const SgmlElement doc{all.substr(at + 4, content - at - 5),
                            all.substr(content, close - content), at, close + 6};
      parsed.add(read_doc(doc, document, line, hosts));
    }
    at = next;
  }
  parsed.close();
  return parsed;
}

}  // namespace backfile
