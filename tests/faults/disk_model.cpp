// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/disk_model.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace backfile {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kBlock = 4096;

bool tossed(std::mt19937* random) { return ((*random)() & 1U) != 0; }

}  // namespace

DiskModel::DiskModel(const std::string& root)
    : root_(fs::path(root).lexically_normal().string()), top_(load(root)) {}

std::size_t DiskModel::load(const std::string& path) {
  Node node;
  node.is_folder = fs::is_directory(path);
  if (node.is_folder) {
    for (const auto& entry : fs::directory_iterator(path)) {
      node.entries[entry.path().filename().string()] = load(entry.path().string());
    }
    node.safe_entries = node.entries;
  } else {
    std::ifstream file(path, std::ios::binary);
    node.safe.assign(std::istreambuf_iterator<char>(file), {});
  }
  nodes_.push_back(std::move(node));
  return nodes_.size() - 1;
}

std::optional<DiskModel::Place> DiskModel::place_of(const std::string& path) const {
  const fs::path relative = fs::path(path).lexically_normal().lexically_relative(root_);
  if (relative.empty() || *relative.begin() == ".." || relative == ".") return std::nullopt;
  std::size_t folder = top_;
  for (auto part = relative.begin(); std::next(part) != relative.end(); ++part) {
    const auto entry = nodes_[folder].entries.find(part->string());
    if (entry == nodes_[folder].entries.end()) return std::nullopt;
    folder = entry->second;
  }
  return Place{folder, std::prev(relative.end())->string()};
}

std::optional<std::size_t> DiskModel::find(const std::string& path) const {
  if (fs::path(path).lexically_normal() == fs::path(root_)) return top_;
  const std::optional<Place> place = place_of(path);
  if (!place) return std::nullopt;
  const Entries& entries = nodes_[place->folder].entries;
  const auto entry = entries.find(place->name);
  return entry == entries.end() ? std::nullopt : std::optional(entry->second);
}

void DiskModel::apply(const Change& change, std::string* bytes) {
  if (!change.data) {
    bytes->resize(change.offset, '\0');
    return;
  }
  if (bytes->size() < change.offset + change.data->size()) {
    bytes->resize(change.offset + change.data->size(), '\0');
  }
  bytes->replace(change.offset, change.data->size(), *change.data);
}

void DiskModel::apply(const std::vector<Entry>& change, Entries* entries) {
  for (const Entry& entry : change) {
    if (entry.node) {
      (*entries)[entry.name] = *entry.node;
    } else {
      entries->erase(entry.name);
    }
  }
}

void DiskModel::change_entries(std::size_t folder, std::vector<Entry> change) {
  apply(change, &nodes_[folder].entries);
  nodes_[folder].unsafe_entries.push_back(std::move(change));
}

void DiskModel::add_node(const TraceEvent& event, bool is_folder) {
  const std::optional<Place> place = place_of(event.path);
  if (!place) return;
  nodes_.push_back({.is_folder = is_folder});
  change_entries(place->folder, {{place->name, nodes_.size() - 1}});
  if (!is_folder) open_[event.descriptor] = nodes_.size() - 1;
}

// Within a folder a rename is atomic.
void DiskModel::rename(const TraceEvent& event) {
  const std::optional<Place> from = place_of(event.path);
  const std::optional<Place> to = place_of(event.other);
  const std::optional<std::size_t> node = find(event.path);
  if (!from || !to || !node) return;
  const Entry added{to->name, *node};
  const Entry removed{from->name, std::nullopt};
  if (from->folder == to->folder) {
    change_entries(from->folder, {removed, added});
    return;
  }
  change_entries(to->folder, {added});
  change_entries(from->folder, {removed});
}

void DiskModel::sync(Node* node) const {
  for (const Change& change : node->unsafe) apply(change, &node->safe);
  node->unsafe.clear();
  node->safe_entries = node->entries;
  node->unsafe_entries.clear();
}

void DiskModel::apply(const TraceEvent& event) {
  const auto open = open_.find(event.descriptor);
  Node* const node = open == open_.end() ? nullptr : &nodes_[open->second];
  switch (event.kind) {
    case TraceKind::Create: return add_node(event, false);
    case TraceKind::MakeFolder: return add_node(event, true);
    case TraceKind::Rename: return rename(event);
    case TraceKind::Open:
      if (const auto found = find(event.path)) open_[event.descriptor] = *found;
      return;
    case TraceKind::Close: open_.erase(event.descriptor); return;
    case TraceKind::Write:
      if (node != nullptr) node->unsafe.push_back({event.offset, event.data});
      return;
    case TraceKind::Truncate:
      if (node != nullptr) node->unsafe.push_back({event.offset});
      return;
    case TraceKind::Sync:
      if (node != nullptr) sync(node);
      return;
    case TraceKind::Unlink:
      if (const auto place = place_of(event.path)) {
        change_entries(place->folder, {{place->name, std::nullopt}});
      }
      return;
    case TraceKind::RunDone: open_.clear(); return;
  }
}

std::string DiskModel::bytes_after(const Node& node, PowerCut cut, std::mt19937* random) {
  std::string bytes = node.safe;
  if (cut != PowerCut::LosesSome) return bytes;
  for (const Change& change : node.unsafe) {
    if (!change.data) {
      if (tossed(random)) apply(change, &bytes);
      continue;
    }
    for (std::uint64_t at = 0; at < change.data->size();) {
      const std::uint64_t to_border = kBlock - (change.offset + at) % kBlock;
      const std::uint64_t size = std::min<std::uint64_t>(to_border, change.data->size() - at);
      if (tossed(random)) apply({change.offset + at, change.data->substr(at, size)}, &bytes);
      at += size;
    }
  }
  return bytes;
}

void DiskModel::write_node(std::size_t index, PowerCut cut, std::mt19937* random,
                           const std::string& path) const {
  const Node& node = nodes_[index];
  if (!node.is_folder) {
    std::ofstream(path, std::ios::binary) << bytes_after(node, cut, random);
    return;
  }
  fs::create_directory(path);
  Entries entries = node.safe_entries;
  for (const std::vector<Entry>& change : node.unsafe_entries) {
    const bool survives =
        cut == PowerCut::LosesContents || (cut == PowerCut::LosesSome && tossed(random));
    if (survives) apply(change, &entries);
  }
  for (const auto& [name, child] : entries) {
    write_node(child, cut, random, path + "/" + name);
  }
}

void DiskModel::write_after(PowerCut cut, std::mt19937* random, const std::string& folder) const {
  write_node(top_, cut, random, folder);
}

}  // namespace backfile
