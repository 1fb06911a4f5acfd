// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/html_text.h"

#include "common/ascii.h"
#include "common/repairs.h"
#include "common/text.h"
#include "indexer/format/html_tree.h"
#include "indexer/format/text_blocks.h"

namespace backfile {
namespace {

// Nobody's headline is longer; a megabyte of markup there is an attack.
constexpr std::size_t kLongestLine = 64 << 10;

// Whether text that was decoded once still reads like markup: "<p>" or "&amp;".
bool has_markup(std::string_view text) {
  for (std::size_t at = text.find_first_of("<&"); at != std::string_view::npos;
       at = text.find_first_of("<&", at + 1)) {
    const std::string_view rest = text.substr(at + 1, 12);
    if (rest.empty()) return false;
    const bool entity = text[at] == '&';
    const bool letter = (static_cast<unsigned char>(rest[0]) | 0x20U) - 'a' < 26U;
    const char close = entity ? ';' : '>';
    if (!letter && rest[0] != '#' && rest[0] != '/') continue;
    if (rest.find(close) != std::string_view::npos || (!entity && text.find('>', at) < at + 400)) {
      return true;
    }
  }
  return false;
}

// Captions of pictures are no text of an article.
DroppedNodes captions(const HtmlTree& tree) {
  DroppedNodes dropped(tree.size());
  for (NodeId node = 0; node < tree.size(); ++node) {
    const bool caption = tree.tag(node) == HtmlTag::Figcaption ||
                         tree.attribute(node, HtmlAttribute::Class).find("wp-caption-text") !=
                             std::string_view::npos;
    if (caption) dropped[node] = 1;
  }
  return dropped;
}

std::string decode_once(std::string_view fragment) {
  const HtmlTree tree(fragment);
  std::string text;
  for (const TextBlock& block : text_blocks(tree, 0, captions(tree))) {
    if (!text.empty()) text.append("\n\n");
    text.append(block.text);
  }
  return text;
}

// JSON feeds write paragraphs as blank lines, which mean nothing in HTML.
std::string with_breaks(std::string_view fragment) {
  std::string marked;
  std::size_t begin = 0;
  for (std::size_t at = fragment.find('\n'); at != std::string_view::npos;
       at = fragment.find('\n', begin)) {
    marked.append(fragment.substr(begin, at - begin)).append("<br>");
    begin = at + 1;
  }
  return marked.append(fragment.substr(begin));
}

// Whether an entity with its semicolon stands somewhere.
bool has_entity(std::string_view text) {
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    std::size_t end = at + 1;
    if (end < text.size() && text[end] == '#') ++end;
    const std::size_t begin = end;
    while (end < text.size() && end - begin < 8 &&
           (is_ascii_letter(text[end]) || is_digit(text[end]))) {
      ++end;
    }
    if (end > begin + 1 && end < text.size() && text[end] == ';') return true;
  }
  return false;
}

std::string decoded_line(std::string_view line) {
  std::string fragment;
  for (const char c : line) {
    if (c == '<') {
      fragment += "&lt;";
    } else {
      fragment.push_back(c);
    }
  }
  const HtmlTree tree(fragment);
  return tree.text_of(0);
}

bool has_block_tags(std::string_view fragment) {
  return fragment.find("</p>") != std::string_view::npos ||
         fragment.find("<br") != std::string_view::npos ||
         fragment.find("</div>") != std::string_view::npos;
}

}  // namespace

std::string html_to_text(std::string_view fragment) {
  std::string text(fragment);
  // Three rounds are enough for what is escaped twice, and bound the work.
  for (int round = 0; round < 3 && (round == 0 || has_markup(text)); ++round) {
    if (round > 0) note_repair(Repair::Entities);
    text = decode_once(has_block_tags(text) ? text : with_breaks(text));
  }
  return text;
}

std::string without_left_entities(std::string text) {
  if (!has_entity(text)) return text;
  note_repair(Repair::Entities);
  std::string decoded;
  for (const std::string_view line : split_lines(text)) {
    if (!decoded.empty() || line.data() != text.data()) decoded.push_back('\n');
    decoded.append(has_entity(line) ? decoded_line(line) : std::string(line));
  }
  return decoded;
}

std::string html_to_line(std::string_view fragment) {
  fragment = truncate_utf8(fragment, kLongestLine);
  if (fragment.find_first_of("<&") == std::string_view::npos) return collapse_blanks(fragment);
  return collapse_blanks(html_to_text(fragment));
}

}  // namespace backfile
