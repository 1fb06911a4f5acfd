// SPDX-License-Identifier: GPL-3.0-or-later
// A newspaper's issue in METS to its articles, with the words of its pages in ALTO.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/text.h"
#include "common/url.h"
#include "indexer/extract/source_names.h"
#include "indexer/format/alto.h"
#include "indexer/format/format.h"
#include "indexer/format/mets.h"
#include "indexer/format/mets_neighbours.h"
#include "indexer/format/record_values.h"
#include "indexer/format/xml_article.h"

namespace backfile {
namespace {

Error bad_record(std::string message) { return {ErrorCode::BadRecord, std::move(message)}; }

// "0002088_18321123_mets.xml" to "0002088_18321123".
std::string issue_name(std::string_view file_name) {
  std::string name(file_name.substr(0, file_name.rfind('.')));
  for (const std::string_view ending : {"_mets", "-mets", "mets"}) {
    if (ascii_lower(name).ends_with(ending)) name.resize(name.size() - ending.size());
  }
  return name;
}

// "Le" and "Nord." stand in elements of their own.
std::string title_in(const XmlElement& mods) {
  std::string title;
  for (const XmlElement& info : mods.children({"mods:titleInfo"})) {
    const std::string part =
        collapse_blanks(info.text_at("mods:nonSort") + " " + info.text_at("mods:title"));
    if (!part.empty()) title += (title.empty() ? "" : " ") + part;
  }
  return title;
}

std::string author_in(const XmlElement& name) {
  std::string given;
  std::string family;
  for (const XmlElement& part : name.children({"mods:namePart"})) {
    const std::string_view type = part.attribute("type");
    if (type == "date" || type == "termsOfAddress") continue;
    std::string* which = type == "given" ? &given : &family;
    *which += (which->empty() ? "" : " ") + part.text();
  }
  return collapse_blanks(given + " " + family);
}

class IssueReader {
 public:
  IssueReader(MetsIssue issue, const RawDocument& document, const NewsHosts& hosts)
      : issue_(std::move(issue)), document_(document), hosts_(hosts) {}

  Parsed read() {
    if (issue_.articles.empty()) {
      return bad_record("the METS document names no articles; its pages are read one by one");
    }
    read_descriptions();
    for (const MetsArticle& article : issue_.articles) texts_.emplace_back(article.areas.size());
    read_pages();
    Parsed parsed;
    for (std::size_t i = 0; i < issue_.articles.size(); ++i) parsed.add(article(i));
    for (Error& problem : problems_) parsed.add(std::move(problem));
    parsed.close();
    return parsed;
  }

 private:
  void read_descriptions() {
    for (const XmlElement& mods : issue_.descriptions) {
      for (const XmlElement& date : mods.descendants("mods:dateIssued")) {
        const std::optional<Timestamp> when = parse_date(date.text());
        if (when && (!date_ || date_->precision < when->precision)) date_ = when;
      }
      if (source_.empty()) source_ = title_in(mods);
      if (language_.empty()) {
        language_ = language_tag(mods.descendant("mods:languageTerm").text());
      }
    }
    while (source_.ends_with('.')) source_.pop_back();
  }

  // Reads a page once, for all areas on it, so that only one is in memory.
  void read_pages() {
    std::map<std::string, std::vector<std::pair<std::size_t, std::size_t>>> wanted;
    for (std::size_t i = 0; i < issue_.articles.size(); ++i) {
      const std::vector<MetsArea>& areas = issue_.articles[i].areas;
      for (std::size_t j = 0; j < areas.size(); ++j) wanted[areas[j].file_id].emplace_back(i, j);
    }
    for (const auto& [file_id, places] : wanted) {
      const auto file = issue_.files.find(file_id);
      if (file == issue_.files.end()) continue;
      const Result<std::string> bytes = read_neighbour(document_, file->second);
      Result<AltoPage> page = bytes ? AltoPage::parse(*bytes, {}) : Result<AltoPage>(bytes.error());
      if (!page) {
        problems_.push_back(bad_record(bytes ? "page " + file->second + ": " + page.error().message
                                             : page.error().message));
        continue;
      }
      for (const auto& [i, j] : places) {
        const MetsArea& area = issue_.articles[i].areas[j];
        texts_[i][j] = page->text(area.begin, area.end);
      }
    }
  }

  Result<Article> article(std::size_t index) const {
    const MetsArticle& from = issue_.articles[index];
    Article article;
    article.provenance = document_.provenance;
    article.provenance.reader = format_name(Format::Mets);
    article.provenance.line = std::max<std::uint64_t>(1, document_.provenance.line) + from.line - 1;
    const std::string name = issue_.id.empty() ? issue_name(document_.file_name) : issue_.id;
    if (!name.empty() && !from.id.empty()) article.id = name + "#" + from.id;
    if (!source_.empty()) article.source = source_named(source_, hosts_);
    article.section = from.section;
    article.published = date_;
    if (date_) article.date_source = "record";
    article.title = title_in(from.mods);
    if (article.title.empty()) article.title = from.label;
    article.language = language_tag(from.mods.descendant("mods:languageTerm").text());
    if (article.language.empty()) article.language = language_;
    for (const XmlElement& author : from.mods.children({"mods:name"})) {
      read_byline(author_in(author), &article);
    }
    read_text(from.areas, texts_[index], &article);
    if (article.title.empty() && article.text.empty()) {
      return bad_record("the article \"" + from.id + "\" of the issue has no words");
    }
    return article;
  }

  // Headings give the title where the description has none, and are left out of the text.
  static void read_text(const std::vector<MetsArea>& areas, const std::vector<AltoText>& texts,
                        Article* article) {
    const bool has_title = !article->title.empty();
    bool inside_word = false;
    for (std::size_t i = 0; i < areas.size(); ++i) {
      const AltoText& piece = texts[i];
      std::string text = piece.text;
      if (!piece.head.empty() && !inside_word) {
        text = piece.head + (text.empty() ? "" : " ") + text;
      }
      inside_word = piece.ends_inside_word;
      if (text.empty()) continue;
      if (areas[i].is_heading) {
        if (!has_title) article->title += (article->title.empty() ? "" : " ") + text;
        continue;
      }
      if (!article->text.empty()) article->text += areas[i].continues ? " " : "\n\n";
      article->text += text;
    }
  }

  MetsIssue issue_;
  const RawDocument& document_;
  const NewsHosts& hosts_;
  std::string source_;
  std::string language_;
  std::optional<Timestamp> date_;
  std::vector<std::vector<AltoText>> texts_;  // By article and area.
  std::vector<Error> problems_;
};

}  // namespace

Parsed parse_mets(const RawDocument& document, const NewsHosts& hosts) {
  const Result<XmlTree> tree = XmlTree::parse(document.bytes, document.charset);
  if (!tree) return tree.error();
  if (tree->error()) return *tree->error();
  return IssueReader(read_mets(tree->root()), document, hosts).read();
}

}  // namespace backfile
