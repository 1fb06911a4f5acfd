// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/xml_text.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "common/text.h"

namespace backfile {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kBlocks = {
    "address"sv,      "article"sv,  "aside"sv, "block"sv,   "blockquote"sv, "body"sv,
    "body.content"sv, "body.end"sv, "bq"sv,    "caption"sv, "dd"sv,         "div"sv,
    "dl"sv,           "dt"sv,       "fn"sv,    "footer"sv,  "h1"sv,         "h2"sv,
    "h3"sv,           "h4"sv,       "h5"sv,    "h6"sv,      "header"sv,     "hl1"sv,
    "hl2"sv,          "hr"sv,       "html"sv,  "li"sv,      "nitf-table"sv, "note"sv,
    "ol"sv,           "p"sv,        "pre"sv,   "section"sv, "table"sv,      "tagline"sv,
    "tbody"sv,        "thead"sv,    "tfoot"sv, "tr"sv,      "ul"sv,         "credit"sv};
constexpr std::array kLeftOut = {"head"sv,        "media"sv,
                                 "script"sv,      "style"sv,
                                 "figure"sv,      "iframe"sv,
                                 "img"sv,         "video"sv,
                                 "audio"sv,       "object"sv,
                                 "svg"sv,         "form"sv,
                                 "noscript"sv,    "nitf-table-metadata"sv,
                                 "custom-table"sv};

template <typename List>
bool has(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

class Paragraphs {
 public:
  bool operator()(const XmlElement::Step& step) {
    switch (step.event) {
      case XmlElement::Event::Text: add(step.text); break;
      case XmlElement::Event::Begin: return begin(step.name);
      case XmlElement::Event::End: finish(step.name); break;
    }
    return true;
  }

  std::string result() && {
    flush();
    return std::move(text_);
  }

 private:
  bool begin(std::string_view name) {
    if (has(kLeftOut, name)) return false;
    if (name == "br") {
      end_line("\n");
    } else if (name == "tr") {
      flush();
      in_row_ = true;
    } else if (has(kBlocks, name) && !in_row_) {
      flush();
    }
    return true;
  }

  void finish(std::string_view name) {
    if (name == "tr") {
      in_row_ = false;
      // The rows of a table are lines of one paragraph.
      flush();
      after_row_ = true;
    } else if (in_row_ && (name == "td" || name == "th")) {
      cells_.push_back(collapse_blanks(line_));
      line_.clear();
    } else if (has(kBlocks, name) && !in_row_) {
      flush();
      if (name == "table" || name == "nitf-table") after_row_ = false;
    }
  }

  void add(std::string_view text) { line_ += text; }

  void end_line(std::string_view mark) {
    const std::string line = collapse_blanks(line_);
    line_.clear();
    if (line.empty() && !paragraph_.empty() && !paragraph_.ends_with("\n\n")) {
      paragraph_ += mark;
      return;
    }
    if (line.empty()) return;
    paragraph_ += line;
    paragraph_ += mark;
  }

  void flush() {
    for (const std::string& cell : cells_) {
      if (!cell.empty()) paragraph_ += (paragraph_.empty() ? "" : " | ") + cell;
    }
    const bool is_row = !cells_.empty();
    cells_.clear();
    end_line("");
    const std::string_view paragraph = trim(paragraph_);
    if (!paragraph.empty()) {
      if (!text_.empty()) text_ += is_row && after_row_ ? "\n" : "\n\n";
      text_ += paragraph;
      if (!is_row) after_row_ = false;
    }
    paragraph_.clear();
  }

  std::string text_;
  std::string paragraph_;
  std::string line_;
  std::vector<std::string> cells_;
  bool in_row_ = false;
  bool after_row_ = false;
};

}  // namespace

std::string xml_paragraphs(const XmlElement& element) {
  Paragraphs paragraphs;
  element.walk(
      [&paragraphs](const XmlElement::Step& step, const XmlElement&) { return paragraphs(step); });
  return std::move(paragraphs).result();
}

}  // namespace backfile
