// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/glass_format.h"
#include "indexer/index/output_file.h"

namespace backfile {

// One B-tree of a Xapian glass database, made bottom up from sorted entries: every block is written
// once, full, in order. The layout is that of Xapian 1.4 (backends/glass/glass_table.h there; the
// format has been the same since 1.4.0, and files of all 1.4 releases are compatible).
class GlassTree {
 public:
  static constexpr std::size_t kBlockSize = glass::kBlockSize;
  // Four items fill a block to the byte. An item is its key, its tag and 3 bytes.
  static constexpr std::size_t kLongestItem = 2043;
  static constexpr std::size_t kItemOverhead = 3;
  static constexpr std::size_t kLongestKey = 255;

  // Blocks are appended to `file`, which holds the blocks before `first_block` already. It must
  // outlive the tree.
  GlassTree(OutputFile* file, std::uint32_t first_block);

  // `key`: not empty, above all before it in byte order, at most kLongestKey bytes. A tag that is
  // too long for one item is cut into components; there may be 65,535 of them.
  void add(std::string_view key, std::string_view tag);

  // Bytes that key and tag together may have to go into the block that is being filled.
  std::size_t room() const;

  // Writes the blocks that are not full yet. Nothing is added after it.
  void finish();

  // What the version block says of the table; valid after finish().
  struct Root {
    std::uint32_t block = 0;
    unsigned level = 0;
    std::uint64_t entries = 0;
    std::uint32_t next_block = 0;  // The first one that is not used.
  };
  const Root& root() const { return root_; }

 private:
  // Above all keys of the block before, not above those of its own.
  struct Divider {
    std::string key;
    unsigned component;
  };
  struct Block {
    std::string bytes;
    std::size_t directory_end;
    std::size_t items_begin;  // They grow downwards from the end.
    Divider divider;
  };

  static Block new_block(Divider divider);
  static std::string branch_item(const Divider& divider, std::uint32_t child);
  static bool fits(const Block& block, std::size_t item_bytes);
  static void put(std::string_view item, Block* block);
  void add_item(std::string_view key, unsigned component, std::string_view item);
  std::uint32_t write(std::size_t level);
  void add_to_branch(std::size_t level, const Divider& divider, std::uint32_t child);

  OutputFile* file_;
  std::uint32_t next_block_;
  std::vector<Block> levels_;  // The block that is being filled on each level; 0: leaves.
  std::string last_key_;
  Root root_;
};

}  // namespace backfile
