// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/faults/trace.h"

namespace backfile {

// What a power cut may take away. Only what POSIX promises is safe: the bytes of a file after fsync
// of the file, its name after fsync of the folder.
enum class PowerCut {
  LosesAll,       // Everything that was not fsynced.
  LosesContents,  // Bytes that were not fsynced; all names are there.
  LosesSome,      // Any part of what was not fsynced, in blocks of 4 KiB, names in any order.
};

// A folder on a disk, and what of it would survive. Built from a trace.
class DiskModel {
 public:
  // Starts with what is below `root` now, all of it safe.
  explicit DiskModel(const std::string& root);

  // Events of other folders are ignored.
  void apply(const TraceEvent& event);

  // Writes to `folder`, which must not exist, what would be found below the root after a power cut
  // at this moment.
  void write_after(PowerCut cut, std::mt19937* random, const std::string& folder) const;

 private:
  struct Change {  // Of the bytes of a file: data at an offset, or a new size.
    std::uint64_t offset = 0;
    std::optional<std::string> data = {};
  };
  // Of the names of a folder; all of one change happen or none.
  struct Entry {
    std::string name;
    std::optional<std::size_t> node;  // Nothing: the name goes away.
  };
  using Entries = std::map<std::string, std::size_t>;
  struct Node {
    bool is_folder = false;
    std::string safe = {};
    std::vector<Change> unsafe = {};
    Entries entries = {};  // As programs see them.
    Entries safe_entries = {};
    std::vector<std::vector<Entry>> unsafe_entries = {};
  };
  struct Place {
    std::size_t folder;
    std::string name;
  };

  std::size_t load(const std::string& path);
  std::optional<Place> place_of(const std::string& path) const;
  std::optional<std::size_t> find(const std::string& path) const;
  void change_entries(std::size_t folder, std::vector<Entry> change);
  void add_node(const TraceEvent& event, bool is_folder);
  void rename(const TraceEvent& event);
  void sync(Node* node) const;
  static void apply(const Change& change, std::string* bytes);
  static void apply(const std::vector<Entry>& change, Entries* entries);
  static std::string bytes_after(const Node& node, PowerCut cut, std::mt19937* random);
  void write_node(std::size_t node, PowerCut cut, std::mt19937* random,
                  const std::string& path) const;

  std::string root_;
  std::vector<Node> nodes_;
  std::size_t top_;
  std::map<int, std::size_t> open_;  // By descriptor.
};

}  // namespace backfile
