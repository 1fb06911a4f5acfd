// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/plain_text_gate.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "common/ascii.h"
#include "common/index/words.h"
#include "common/text.h"
#include "indexer/format/paragraph_lines.h"

namespace backfile {
namespace {

constexpr std::size_t kFewestWords = 4;
// So many words in one line are a paragraph, even if it was cut or its script ends no sentences.
constexpr std::size_t kWordsOfParagraph = 20;

// Word lists, tables of contents and the like: many short lines and no sentence among them.
bool is_list(const std::vector<TextLine>& lines) {
  constexpr std::size_t kFewLines = 8;
  constexpr std::size_t kShortLine = 40;  // Bytes.
  return lines.size() >= kFewLines && std::ranges::all_of(lines, [](const TextLine& line) {
           return line.text.size() < kShortLine && !ends_like_prose(line.text);
         });
}

// Rows of tables, sums, addresses and programs have figures and signs instead.
bool is_mostly_letters(std::string_view line) {
  const auto letters = std::ranges::count_if(line, [](char c) {
    return is_ascii_letter(c) || c == ' ' || static_cast<unsigned char>(c) >= 0x80;
  });
  return letters * 4 >= static_cast<std::ptrdiff_t>(line.size()) * 3;
}

// "* Licensed under ...", "// Reads a file.", "# The name." and "> He said" comment on something.
bool is_comment(std::string_view line) {
  return std::string_view("*/#>").find(line.front()) != std::string_view::npos;
}

bool is_sentence(std::string_view line) {
  if (!is_mostly_letters(line) || is_comment(line)) return false;
  const std::size_t words = count_words(line);
  if (words < kFewestWords) return false;
  if (ends_like_prose(line)) return true;
  const bool has_pauses = line.find(", ") != std::string_view::npos ||
                          line.find(". ") != std::string_view::npos || !is_ascii(line);
  return words >= kWordsOfParagraph && has_pauses;
}

bool has_mark_of_news(const RawDocument& document, const Article& article) {
  return article.published || !article.authors.empty() || !article.agency.empty() ||
         !article.place.empty() || !article.abstract.empty() || !document.url.empty() ||
         !document.hints.source.empty();
}

Error rejected(std::string_view kind, std::string message) {
  Error error{ErrorCode::BadRecord, std::move(message)};
  error.detail.kind = kind;
  return error;
}

}  // namespace

bool is_mostly_prose(std::string_view text) {
  std::size_t all = 0;
  std::size_t prose = 0;
  for (const TextLine& line : text_lines(text)) {
    all += line.text.size();
    if (is_sentence(line.text)) prose += line.text.size();
  }
  return prose > 0 && prose * 2 >= all;
}

PlainTextKind plain_text_kind(const RawDocument& document, const Article& article) {
  const bool list = is_list(text_lines(article.title + "\n" + article.text));
  if (!list && has_mark_of_news(document, article)) return PlainTextKind::Article;
  return !list && is_mostly_prose(article.text) ? PlainTextKind::Unsure : PlainTextKind::None;
}

Error no_article_in_plain_text(PlainTextKind kind) {
  if (kind == PlainTextKind::Unsure) {
    return rejected("plain_text_beside_articles",
                    "plain text beside articles of other formats, without a date, an author or a "
                    "dateline: a note about them; if it is an article, name the file itself");
  }
  return rejected("plain_text_without_prose",
                  "plain text that is no prose: a list, sums, a table or a program; if it is an "
                  "article, name the file itself");
}

}  // namespace backfile
