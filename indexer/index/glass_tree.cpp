// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/glass_tree.h"

#include <algorithm>
#include <utility>

#include "common/index/glass_format.h"

namespace backfile {
namespace {

constexpr std::size_t kDirectoryEntry = 2;
constexpr std::uint32_t kRevision = 1;

constexpr unsigned kLastComponent = 0x4000;
constexpr unsigned kFirstComponent = 0x2000;
constexpr std::size_t kComponentNumber = 2;

void put_number(std::uint64_t number, std::size_t width, char* at) {
  for (std::size_t i = width; i-- > 0; number >>= 8) at[i] = static_cast<char>(number & 0xff);
}

void append_number(std::uint64_t number, std::size_t width, std::string* bytes) {
  const std::size_t at = bytes->size();
  bytes->resize(at + width);
  put_number(number, width, bytes->data() + at);
}

std::string leaf_item(std::string_view key, unsigned component, bool last, std::string_view tag) {
  std::string item;
  const bool first = component == 1;
  const std::size_t size = key.size() + (first ? 0 : kComponentNumber) + tag.size();
  append_number((first ? kFirstComponent : 0U) | (last ? kLastComponent : 0U) | size, 2, &item);
  append_number(key.size(), 1, &item);
  item.append(key);
  if (!first) append_number(component, kComponentNumber, &item);
  return item.append(tag);
}

// The shortest key that is above `before` and not above `key`.
std::string divider_between(std::string_view before, std::string_view key) {
  const auto difference = std::ranges::mismatch(before, key).in2;
  const auto common = static_cast<std::size_t>(difference - key.begin());
  return std::string(key.substr(0, common + 1));
}

}  // namespace

GlassTree::GlassTree(OutputFile* file, std::uint32_t first_block)
    : file_(file), next_block_(first_block) {
  levels_.push_back(new_block({"", 0}));
  // Every tree begins with an item without a key.
  put(leaf_item("", 1, true, ""), &levels_[0]);
}

std::string GlassTree::branch_item(const Divider& divider, std::uint32_t child) {
  std::string item;
  append_number(child, 4, &item);
  append_number(divider.key.size(), 1, &item);
  item.append(divider.key);
  append_number(divider.component, kComponentNumber, &item);
  return item;
}

GlassTree::Block GlassTree::new_block(Divider divider) {
  return {std::string(kBlockSize, '\0'), glass::kDirectoryStart, kBlockSize, std::move(divider)};
}

bool GlassTree::fits(const Block& block, std::size_t item_bytes) {
  return block.items_begin - block.directory_end >= item_bytes + kDirectoryEntry;
}

void GlassTree::put(std::string_view item, Block* block) {
  block->items_begin -= item.size();
  std::ranges::copy(item, block->bytes.begin() + static_cast<std::ptrdiff_t>(block->items_begin));
  put_number(block->items_begin, kDirectoryEntry, block->bytes.data() + block->directory_end);
  block->directory_end += kDirectoryEntry;
}

std::size_t GlassTree::room() const {
  const std::size_t free = levels_[0].items_begin - levels_[0].directory_end;
  return free < kDirectoryEntry + kItemOverhead ? 0 : free - kDirectoryEntry - kItemOverhead;
}

std::uint32_t GlassTree::write(std::size_t level) {
  Block& block = levels_[level];
  const std::size_t free = block.items_begin - block.directory_end;
  char* at = block.bytes.data();
  put_number(kRevision, 4, at);
  put_number(level, 1, at + 4);
  put_number(free, 2, at + 5);
  put_number(free, 2, at + 7);
  put_number(block.directory_end, 2, at + 9);
  file_->write(block.bytes);
  return next_block_++;
}

void GlassTree::add(std::string_view key, std::string_view tag) {
  const std::size_t longest = kLongestItem - kItemOverhead - key.size();
  unsigned component = 1;
  for (; tag.size() > longest - (component == 1 ? 0 : kComponentNumber); ++component) {
    const std::size_t piece = longest - (component == 1 ? 0 : kComponentNumber);
    add_item(key, component, leaf_item(key, component, false, tag.substr(0, piece)));
    tag.remove_prefix(piece);
  }
  add_item(key, component, leaf_item(key, component, true, tag));
  ++root_.entries;
}

void GlassTree::add_item(std::string_view key, unsigned component, std::string_view item) {
  if (!fits(levels_[0], item.size())) {
    const std::uint32_t block = write(0);
    const Divider divider = std::move(levels_[0].divider);
    levels_[0] = new_block({divider_between(last_key_, key), component});
    add_to_branch(1, divider, block);
  }
  put(item, &levels_[0]);
  last_key_.assign(key);
}

// The first divider of a branch stands for everything below the second one: it is left empty there,
// and only the level above knows it.
void GlassTree::add_to_branch(std::size_t level, const Divider& divider, std::uint32_t child) {
  const bool is_new_level = levels_.size() == level;
  if (is_new_level) levels_.push_back(new_block(divider));
  std::string item = branch_item(is_new_level ? Divider{"", 0} : divider, child);
  if (!fits(levels_[level], item.size())) {
    const std::uint32_t block = write(level);
    const Divider above = std::move(levels_[level].divider);
    levels_[level] = new_block(divider);
    add_to_branch(level + 1, above, block);
    item = branch_item({"", 0}, child);
  }
  put(item, &levels_[level]);
}

void GlassTree::finish() {
  for (std::size_t level = 0;; ++level) {
    const std::uint32_t block = write(level);
    if (level + 1 == levels_.size()) {
      root_.block = block;
      root_.level = static_cast<unsigned>(level);
      break;
    }
    add_to_branch(level + 1, Divider(levels_[level].divider), block);
  }
  root_.next_block = next_block_;
}

}  // namespace backfile
