// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/paragraph_lines.h"

#include <algorithm>
#include <cstddef>

#include "common/text.h"

namespace backfile {
namespace {

// Typewriters and mailers wrap at 60 to 80 columns; a paragraph on a line of its own is longer.
constexpr std::size_t kWidestColumn = 100;
constexpr std::size_t kNarrowestColumn = 45;

bool is_wrapped(const std::vector<TextLine>& lines) {
  std::size_t widest = 0;
  bool has_blank_lines = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    widest = std::max(widest, lines[i].text.size());
    has_blank_lines = has_blank_lines || (i > 0 && lines[i].after_blank_line);
  }
  if (!has_blank_lines || widest > kWidestColumn || widest < kNarrowestColumn) return false;
  std::size_t continued = 0;
  std::size_t full = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i + 1].after_blank_line) continue;
    ++continued;
    if (lines[i].text.size() * 3 >= widest * 2) ++full;
  }
  return continued >= 2 && full * 10 >= continued * 8;
}

}  // namespace

bool ends_like_prose(std::string_view line) {
  // Behind the Latin ones: the ideographic full stop and its wide companions, danda, Arabic and
  // Urdu, Armenian, Ethiopic, Khmer, Burmese.
  for (const std::string_view end :
       {".",      "!",      "?",      "\"",     "\u201D", "\u2019", "\u00BB",
        ")",      "\u2026", "\u3002", "\uFF01", "\uFF1F", "\u300D", "\u0964",
        "\u061F", "\u06D4", "\u0589", "\u1362", "\u17D4", "\u104B"}) {
    if (line.ends_with(end)) return true;
  }
  return false;
}

std::vector<TextLine> text_lines(std::string_view text) {
  std::vector<TextLine> lines;
  bool after_blank_line = false;
  for (const std::string_view raw : split_lines(text)) {
    std::string line = collapse_blanks(raw);
    if (line.empty()) {
      after_blank_line = true;
      continue;
    }
    lines.push_back({std::move(line), after_blank_line});
    after_blank_line = false;
  }
  return lines;
}

std::string join_paragraphs(const std::vector<TextLine>& lines) {
  const bool wrapped = is_wrapped(lines);
  std::string text;
  for (const TextLine& line : lines) {
    if (!text.empty()) text += wrapped && !line.after_blank_line ? " " : "\n\n";
    text += line.text;
  }
  return text;
}

}  // namespace backfile
