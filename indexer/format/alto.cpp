// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/alto.h"

#include <algorithm>

#include "common/ascii.h"
#include "common/date.h"
#include "common/index/words.h"
#include "common/text.h"
#include "indexer/format/format.h"
#include "indexer/format/issue_neighbours.h"
#include "indexer/format/record_values.h"
#include "indexer/format/xml_article.h"

namespace backfile {
namespace {

// The date in the name of a page: "1858-12-07_01-00001.xml", "0002088_18321123_0001.xml".
std::optional<Timestamp> date_in_name(std::string_view name) {
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (!is_digit(name[at]) || (at > 0 && is_digit(name[at - 1]))) continue;
    std::size_t end = at;
    while (end < name.size() && is_digit(name[end])) ++end;
    const std::string_view digits = name.substr(at, end - at);
    if (digits.size() == 8) {
      const std::string iso = std::string(digits.substr(0, 4)) + "-" +
                              std::string(digits.substr(4, 2)) + "-" +
                              std::string(digits.substr(6));
      if (const auto when = parse_iso_date(iso)) return when;
    }
    if (digits.size() == 4) {
      if (const auto when = parse_iso_date(name.substr(at, 10))) return when;
    }
  }
  return std::nullopt;
}

}  // namespace

Result<AltoPage> AltoPage::parse(std::string_view bytes, std::string_view charset) {
  const Result<XmlTree> tree = XmlTree::parse(bytes, charset);
  if (!tree) return tree.error();
  if (tree->error()) return *tree->error();
  if (tree->root().name() != "alto") {
    return Error{ErrorCode::BadRecord, "not a page in ALTO: its root element is <" +
                                           std::string(tree->root().name()) + ">"};
  }
  AltoPage page;
  page.read(tree->root());
  return page;
}

void AltoPage::read(const XmlElement& root) {
  struct Open {
    std::string id;
    std::size_t begin;
  };
  std::vector<Open> open;
  bool after_space = true;
  has_spaces_ = static_cast<bool>(root.descendant("SP"));
  root.walk([&](const XmlElement::Step& step, const XmlElement& element) {
    if (step.event == XmlElement::Event::Begin) {
      if (step.name == "TextBlock") ++blocks_;
      if (step.name == "TextLine") ++lines_;
      if (step.name == "TextBlock" || step.name == "TextLine") after_space = true;
      if (step.name == "SP") after_space = true;
      if (step.name == "HYP" && !words_.empty()) words_.back().cut = true;
      if (language_.empty()) language_ = element.attribute("LANG");
      if (language_.empty()) language_ = element.attribute("language");
      open.push_back({std::string(element.attribute("ID")), words_.size()});
      if (step.name == "String") {
        add_word(element, after_space || !has_spaces_);
        after_space = false;
      }
    } else if (step.event == XmlElement::Event::End) {
      if (!open.back().id.empty() && words_.size() > open.back().begin) {
        ranges_.emplace(std::move(open.back().id), Range{open.back().begin, words_.size()});
      }
      open.pop_back();
    }
    return true;
  });
}

void AltoPage::add_word(const XmlElement& string, bool after_space) {
  std::string_view content = string.attribute("CONTENT");
  Word word;
  const std::string_view whole = string.attribute("SUBS_CONTENT");
  const std::string_view part = string.attribute("SUBS_TYPE");
  if (part == "HypPart1" && !whole.empty()) {
    word.hyphen_part = 1;
    content = whole;
  } else if (part == "HypPart2" && !whole.empty()) {
    word.hyphen_part = 2;
  }
  // OCR writes "¬" and soft hyphens at the ends of lines.
  for (const std::string_view mark : {"\u00AC", "\u00AD"}) {
    if (content.size() <= mark.size() || !content.ends_with(mark)) continue;
    content.remove_suffix(mark.size());
    word.cut = true;
  }
  word.begin = static_cast<std::uint32_t>(pool_.size());
  word.length = static_cast<std::uint32_t>(content.size());
  word.line = lines_;
  word.block = blocks_;
  word.after_space = after_space;
  pool_ += content;
  words_.push_back(word);
}

std::string_view AltoPage::word(std::size_t index) const {
  return std::string_view(pool_).substr(words_[index].begin, words_[index].length);
}

AltoText AltoPage::text(std::string_view begin, std::string_view end) const {
  const auto first = ranges_.find(begin);
  const auto last = ranges_.find(end.empty() ? begin : end);
  if (first == ranges_.end() || last == ranges_.end()) return {};
  return text_of(first->second.first, std::max(first->second.second, last->second.second));
}

AltoText AltoPage::text_of(std::size_t begin, std::size_t end) const {
  AltoText result;
  std::string& text = result.text;
  for (std::size_t i = begin; i < end; ++i) {
    const Word& here = words_[i];
    const bool first = i == begin;
    if (here.hyphen_part == 2) {
      if (first) result.head = word(i);
      const bool part_1_stands_before = !first && words_[i - 1].hyphen_part == 1;
      if (first || part_1_stands_before) continue;
    }
    if (!text.empty()) {
      const Word& before = words_[i - 1];
      const bool glued = before.cut && before.hyphen_part == 0 && before.line != here.line;
      if (before.block != here.block && !glued && before.hyphen_part != 1) {
        text += "\n\n";
      } else if ((before.line != here.line || here.after_space) && !glued) {
        text += ' ';
      } else if (glued && is_capital(word(i).empty() ? ' ' : word(i).front())) {
        text += '-';  // "Port-Ellery", cut at its own hyphen.
      }
    }
    text += word(i);
  }
  result.ends_inside_word = begin < end && words_[end - 1].hyphen_part == 1;
  return result;
}

Parsed parse_alto(const RawDocument& document) {
  const Result<AltoPage> page = AltoPage::parse(document.bytes, document.charset);
  if (!page) return page.error();
  if (!issue_of_page(document.provenance.file).empty()) return {};
  Article article;
  article.provenance = document.provenance;
  article.provenance.reader = format_name(Format::Alto);
  const AltoText words = page->text();
  article.text = words.head.empty() ? words.text : words.head + " " + words.text;
  if (count_words(article.text) == 0) {
    return Error{ErrorCode::BadRecord, "the page has no words"};
  }
  article.language = language_tag(page->language());
  article.published = date_in_name(document.file_name);
  if (article.published) article.date_source = "file name";
  article.url = document.url;
  return article;
}

}  // namespace backfile
