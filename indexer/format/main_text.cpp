// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/main_text.h"

#include <vector>

#include "indexer/format/candidates.h"
#include "indexer/format/line_filter.h"
#include "indexer/format/paragraph_mass.h"
#include "indexer/format/pruning.h"
#include "indexer/format/text_blocks.h"

namespace backfile {
namespace {

constexpr std::uint32_t kDoubtful = 400;
constexpr std::uint32_t kPoor = 250;

MainText text_at(const HtmlTree& tree, PruningLevel level, NodeId h1, const ArticleHead& head) {
  const DroppedNodes dropped = prune(tree, level);
  const std::vector<Mass> mass = measure_mass(tree, dropped);
  MainText found;
  found.container = choose_container(tree, dropped, mass, h1);
  std::vector<TextBlock> blocks = text_blocks(tree, found.container, dropped);
  std::uint32_t length = 0;
  std::uint32_t link_length = 0;
  for (const TextBlock& block : blocks) {
    length += block.length;
    link_length += block.link_length;
  }
  if (length > 0) found.link_share = static_cast<double>(link_length) / length;
  for (const TextBlock& block : filter_lines(std::move(blocks), head)) {
    if (!found.text.empty()) found.text.append("\n\n");
    found.text.append(block.text);
    found.length += block.length;
  }
  return found;
}

}  // namespace

MainText main_text(const HtmlTree& tree, NodeId h1, const ArticleHead& head) {
  MainText best = text_at(tree, PruningLevel::Vocabulary, h1, head);
  if (best.length < kDoubtful) {
    MainText next = text_at(tree, PruningLevel::NoVocabulary, h1, head);
    if (next.length > best.length) best = std::move(next);
  }
  if (best.length < kPoor) {
    MainText next = text_at(tree, PruningLevel::TagsOnly, h1, head);
    if (next.length > best.length) best = std::move(next);
  }
  return best;
}

}  // namespace backfile
