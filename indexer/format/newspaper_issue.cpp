// SPDX-License-Identifier: GPL-3.0-or-later
// A newspaper's issue in METS or DIDL to its articles, with the words of its pages in ALTO.
#include "indexer/format/newspaper_issue.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/index/words.h"
#include "common/text.h"
#include "common/url.h"
#include "indexer/extract/source_names.h"
#include "indexer/format/alto.h"
#include "indexer/format/format.h"
#include "indexer/format/issue_neighbours.h"
#include "indexer/format/kb_text.h"
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

class IssueReader {
 public:
  IssueReader(NewspaperIssue issue, Format format, const RawDocument& document,
              const NewsHosts& hosts)
      : issue_(std::move(issue)), format_(format), document_(document), hosts_(hosts) {}

  Parsed read() {
    if (issue_.articles.empty()) {
      return bad_record("the issue's description names no articles; its pages are read one by one");
    }
    for (const IssueArticle& article : issue_.articles) texts_.emplace_back(article.areas.size());
    own_texts_.resize(issue_.articles.size());
    read_pages();
    Parsed parsed;
    for (std::size_t i = 0; i < issue_.articles.size(); ++i) parsed.add(article(i));
    for (Error& problem : problems_) parsed.add(std::move(problem));
    parsed.close();
    return parsed;
  }

 private:
  // Reads a page once, for all areas on it, so that only one is in memory.
  void read_pages() {
    std::map<std::string, std::vector<std::pair<std::size_t, std::size_t>>> wanted;
    for (std::size_t i = 0; i < issue_.articles.size(); ++i) {
      const std::vector<IssueArea>& areas = issue_.articles[i].areas;
      for (std::size_t j = 0; j < areas.size(); ++j) wanted[areas[j].file_id].emplace_back(i, j);
    }
    for (const auto& [file_id, places] : wanted) {
      const auto file = issue_.files.find(file_id);
      if (file == issue_.files.end()) continue;
      const Result<std::string> bytes = read_neighbour(document_, file->second);
      Result<AltoPage> page = bytes ? AltoPage::parse(*bytes, {}) : Result<AltoPage>(bytes.error());
      if (!page) {
        if (read_own_texts(places)) continue;
        problems_.push_back(bad_record(bytes ? "page " + file->second + ": " + page.error().message
                                             : page.error().message));
        continue;
      }
      for (const auto& [i, j] : places) {
        const IssueArea& area = issue_.articles[i].areas[j];
        texts_[i][j] = page->text(area.begin, area.end);
      }
    }
  }

  // The words of articles on a page that cannot be read, from files of their own. False when one
  // of them has none.
  bool read_own_texts(const std::vector<std::pair<std::size_t, std::size_t>>& places) {
    bool all = true;
    for (const auto& [i, j] : places) {
      std::string& text = own_texts_[i];
      const std::string& file = issue_.articles[i].text_file;
      if (text.empty() && !file.empty()) {
        const Result<std::string> bytes = read_neighbour(document_, file);
        if (bytes) text = kb_text(*bytes);
      }
      all = all && !text.empty();
    }
    return all;
  }

  Result<Article> article(std::size_t index) const {
    const IssueArticle& from = issue_.articles[index];
    Article article;
    article.provenance = document_.provenance;
    article.provenance.reader = format_name(format_);
    article.provenance.line = std::max<std::uint64_t>(1, document_.provenance.line) + from.line - 1;
    const std::string issue = issue_.id.empty() ? issue_name(document_.file_name) : issue_.id;
    article.id = from.name;
    if (article.id.empty() && !issue.empty() && !from.id.empty()) {
      article.id = issue + "#" + from.id;
    }
    article.url = from.url;
    if (!issue_.source.empty()) article.source = source_named(issue_.source, hosts_);
    article.section = from.section;
    article.type = from.type;
    article.published = issue_.published;
    if (article.published) article.date_source = "record";
    article.title = from.title;
    article.language = from.language.empty() ? issue_.language : from.language;
    for (const std::string& author : from.authors) read_byline(author, &article);
    if (own_texts_[index].empty()) {
      read_text(from.areas, texts_[index], &article);
    } else {
      article.text = own_texts_[index];
    }
    if (count_words(article.title) + count_words(article.text) == 0) {
      return bad_record("the article \"" + from.id + "\" of the issue has no words");
    }
    return article;
  }

  // Headings give the title where the description has none, and are left out of the text.
  static void read_text(const std::vector<IssueArea>& areas, const std::vector<AltoText>& texts,
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

  NewspaperIssue issue_;
  Format format_;
  const RawDocument& document_;
  const NewsHosts& hosts_;
  std::vector<std::vector<AltoText>> texts_;  // By article and area.
  std::vector<std::string> own_texts_;        // By article, where they have files of their own.
  std::vector<Error> problems_;
};

Parsed parse_issue(Format format, NewspaperIssue (*read)(const XmlElement&),
                   const RawDocument& document, const NewsHosts& hosts) {
  const Result<XmlTree> tree = XmlTree::parse(document.bytes, document.charset);
  if (!tree) return tree.error();
  if (tree->error()) return *tree->error();
  return IssueReader(read(tree->root()), format, document, hosts).read();
}

}  // namespace

Parsed parse_mets(const RawDocument& document, const NewsHosts& hosts) {
  return parse_issue(Format::Mets, read_mets, document, hosts);
}

Parsed parse_didl(const RawDocument& document, const NewsHosts& hosts) {
  return parse_issue(Format::Didl, read_didl, document, hosts);
}

}  // namespace backfile
