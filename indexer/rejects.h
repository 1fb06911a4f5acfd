// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "common/result.h"
#include "indexer/read_articles.h"

namespace backfile {

// The records of a run that became no article: told in the log, at most kLinesPerReason lines a
// reason and then their number, and kept for people in rejects/<hash>.jsonl of the archive. The
// hash is of the content, so that the same rejects twice are one file.
class RejectsDesk {
 public:
  void add(const Reject& reject);

  // The rest of a file that could not be read to its end.
  void add_rest(const InputFile& file, const Error& failure);

  std::uint64_t count() const { return count_; }

  // The first failure whose reason lies outside of the data, or nothing.
  const std::optional<Error>& unreadable() const { return unreadable_; }

  // Logs what was left untold. Call once, at the end.
  void log_totals() const;

  // Writes the file, if there is anything to write; its size is bounded.
  Result<void> save(const std::string& archive) const;

 private:
  std::uint64_t count_ = 0;
  std::map<std::string, std::uint64_t> by_reason_;
  std::string lines_;
  std::optional<Error> unreadable_;
};

inline constexpr std::uint64_t kLinesPerReason = 20;

}  // namespace backfile
