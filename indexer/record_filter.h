// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "indexer/reject.h"

namespace backfile {

// The records that are to be read again.
class RecordFilter {
 public:
  explicit RecordFilter(const std::vector<Reject>& rejects) {
    for (const Reject& reject : rejects) {
      File& file = files_[reject.provenance.file];
      file.whole |= reject.whole_file;
      file.records.insert(key_of(reject.provenance));
    }
  }

  // All records of a file from now on.
  void add_whole(const std::string& path) { files_[path].whole = true; }

  bool contains(const Provenance& record) const {
    const auto file = files_.find(record.file);
    if (file == files_.end()) return false;
    return file->second.whole || file->second.records.contains(key_of(record));
  }

 private:
  using Key = std::tuple<std::string, std::uint64_t, std::uint64_t>;
  static Key key_of(const Provenance& record) {
    return {record.member, record.offset, record.line};
  }

  struct File {
    bool whole = false;
    std::set<Key> records;
  };
  std::unordered_map<std::string, File> files_;
};

}  // namespace backfile
