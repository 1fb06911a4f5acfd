// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/trec_text.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "common/ascii.h"
#include "common/text.h"
#include "indexer/format/sgml_element.h"

namespace backfile {
namespace {

constexpr std::size_t kIndentOfParagraph = 2;

// Whether a tag begins at `at`: "<P>", "</F>", "<F P=102>". In running text "<" stands bare.
std::size_t tag_length(std::string_view text, std::size_t at) {
  std::size_t name = at + 1;
  if (name < text.size() && text[name] == '/') ++name;
  if (name >= text.size() || !is_ascii_letter(text[name])) return 0;
  const std::size_t end = text.find_first_of("<>", name);
  return end != std::string_view::npos && text[end] == '>' ? end + 1 - at : 0;
}

// Whether a paragraph can end with these words.
bool ends_sentence(std::string_view words) {
  const std::size_t last = words.find_last_not_of("\"')");
  return last != std::string_view::npos &&
         std::string_view(".!?:").find(words[last]) != std::string_view::npos;
}

// The blanks before every line of a text.
std::size_t common_indent(const std::vector<std::string_view>& lines) {
  std::size_t least = std::string_view::npos;
  for (const std::string_view line : lines) {
    least = std::min(least, line.find_first_not_of(' '));
  }
  return least;
}

}  // namespace

std::string without_sgml_tags(std::string_view text, bool* has_paragraphs) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = text[at] == '<' ? tag_length(text, at) : 0;
    if (length == 0) {
      out += text[at++];
      continue;
    }
    const std::string_view tag = text.substr(at + 1, length - 2);
    const bool paragraph = tag == "P" || tag == "/P" || tag == "p" || tag == "/p";
    if (paragraph) *has_paragraphs = true;
    out += paragraph ? "\n\n" : " ";
    at += length;
  }
  return out;
}

std::string trec_paragraphs(std::string_view content) {
  bool is_marked = false;
  const std::string text = decode_sgml(without_sgml_tags(content, &is_marked));
  const std::vector<std::string_view> lines = split_lines(text);
  const std::size_t common = common_indent(lines);
  std::string out;
  bool starts_paragraph = true;
  for (const std::string_view line : lines) {
    const std::string words = collapse_blanks(line);
    if (words.empty()) {
      starts_paragraph = true;
      continue;
    }
    const std::size_t indent = line.find_first_not_of(' ');
    const bool indented =
        !is_marked && indent >= kIndentOfParagraph && (indent > common || ends_sentence(out));
    if (!out.empty()) out += starts_paragraph || indented ? "\n\n" : " ";
    out += words;
    starts_paragraph = false;
  }
  return out;
}

}  // namespace backfile
