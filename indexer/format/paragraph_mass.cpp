// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/paragraph_mass.h"

#include "common/ascii.h"

namespace backfile {
namespace {

constexpr std::uint32_t kMinParagraph = 25;
constexpr std::uint32_t kMinItem = 60;

std::uint32_t own_paragraphs(HtmlTag tag, const Mass& own) {
  if (is_heading(tag) || tag == HtmlTag::Title) return 0;
  const bool item = tag == HtmlTag::Li || tag == HtmlTag::Td || tag == HtmlTag::Th;
  if (own.text < (item ? kMinItem : kMinParagraph)) return 0;
  return own.link_text * 2 < own.text ? own.text : 0;
}

}  // namespace

std::uint32_t text_length(std::string_view utf8) {
  std::uint32_t length = 0;
  bool blank = true;
  for (const char c : utf8) {
    if (is_html_blank(c)) {
      length += blank ? 0U : 1U;
      blank = true;
    } else {
      // Continuation bytes of UTF-8 do not count.
      length += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0U : 1U;
      blank = false;
    }
  }
  return blank && length > 0 ? length - 1 : length;
}

std::vector<Mass> measure_mass(const HtmlTree& tree, const DroppedNodes& dropped) {
  std::vector<Mass> mass(tree.size());
  std::vector<Mass> own(tree.size());      // Of blocks: text without that of inner blocks.
  std::vector<NodeId> block(tree.size());  // The block that a node's text belongs to.
  std::vector<char> linked(tree.size());
  std::vector<NodeId> kept;
  kept.reserve(tree.size());
  for (NodeId node = 0; node < tree.size();) {
    if (dropped[node]) {
      node = tree[node].end;
      continue;
    }
    const HtmlNode& it = tree[node];
    block[node] = is_block(it.tag) ? node : block[it.parent];
    linked[node] = it.tag == HtmlTag::A || linked[it.parent];
    if (it.tag == HtmlTag::A) mass[node].links = 1;
    if (it.tag == HtmlTag::Text) {
      const std::uint32_t length = text_length(it.text);
      mass[node].text = length;
      mass[node].link_text = linked[node] ? length : 0;
      own[block[node]].text += length;
      own[block[node]].link_text += mass[node].link_text;
    }
    kept.push_back(node);
    ++node;
  }
  for (auto it = kept.rbegin(); it != kept.rend() && *it != 0; ++it) {
    const NodeId node = *it;
    mass[node].paragraphs += own_paragraphs(tree.tag(node), own[node]);
    Mass& up = mass[tree[node].parent];
    up.text += mass[node].text;
    up.link_text += mass[node].link_text;
    up.links += mass[node].links;
    up.paragraphs += mass[node].paragraphs;
  }
  return mass;
}

}  // namespace backfile
