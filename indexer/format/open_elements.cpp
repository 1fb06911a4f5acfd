// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/open_elements.h"

namespace backfile {
namespace {

// An end tag of an inline element without its start tag would search the whole page each time.
constexpr std::size_t kInlineReach = 64;
// Blocks misnested deeper than this are closed by the parser, which knows better.
constexpr std::size_t kBlockReach = 4096;

std::uint32_t hash_of(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

}  // namespace

void OpenElements::push(std::string_view name, bool block, bool emitted) {
  const std::uint32_t hash = hash_of(name);
  elements_.push_back({hash, block, name == "table", emitted});
  ++open_[hash % open_.size()];
  if (emitted) ++depth_;
}

bool OpenElements::close(std::string_view name, bool block) {
  const std::uint32_t hash = hash_of(name);
  if (open_[hash % open_.size()] == 0) return false;
  const std::size_t reach = block ? kBlockReach : kInlineReach;
  const bool table = name == "table";
  for (std::size_t back = 1; back <= elements_.size() && back <= reach; ++back) {
    const Element& element = elements_[elements_.size() - back];
    if (element.hash == hash) {
      const bool emitted = element.emitted;
      for (std::size_t i = 0; i < back; ++i) pop();
      return emitted;
    }
    if (block ? element.table && !table : element.block) return false;
  }
  return false;
}

void OpenElements::pop() {
  const Element& element = elements_.back();
  --open_[element.hash % open_.size()];
  if (element.emitted) --depth_;
  elements_.pop_back();
}

}  // namespace backfile
