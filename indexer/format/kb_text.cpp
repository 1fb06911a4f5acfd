// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/kb_text.h"

#include "common/index/words.h"
#include "indexer/format/format.h"
#include "indexer/format/issue_neighbours.h"
#include "indexer/format/xml_article.h"
#include "indexer/format/xml_tree.h"

namespace backfile {
namespace {

std::string paragraphs_of(const XmlElement& root) {
  std::string text;
  for (const XmlElement& paragraph : root.children({"p"})) {
    const std::string words = paragraph.text();
    if (!words.empty()) text += (text.empty() ? "" : "\n\n") + words;
  }
  return text;
}

}  // namespace

std::string kb_text(std::string_view bytes) {
  const Result<XmlTree> tree = XmlTree::parse(bytes, {});
  if (!tree || tree->error() || tree->root().name() != "text") return {};
  return paragraphs_of(tree->root());
}

Parsed parse_kb_text(const RawDocument& document) {
  const Result<XmlTree> tree = XmlTree::parse(document.bytes, document.charset);
  if (!tree) return tree.error();
  if (tree->error()) return *tree->error();
  if (!issue_of_page(document.provenance.file).empty()) return {};
  Article article = article_at(document, Format::KbText, tree->root());
  article.title = tree->root().text_at("title");
  article.text = paragraphs_of(tree->root());
  if (count_words(article.title) + count_words(article.text) == 0) {
    return Error{ErrorCode::BadRecord, "the <text> has no words in <title> or <p>"};
  }
  article.url = document.url;
  return article;
}

}  // namespace backfile
