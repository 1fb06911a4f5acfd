// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "common/result.h"
#include "indexer/input/input_files.h"
#include "indexer/reject.h"

namespace backfile {

// The records of a run that became no article: told in the log, at most kLinesPerReason lines a
// code and then their number, and kept for people and for `replay`.
class RejectsDesk {
 public:
  void add(const Reject& reject);

  // The rest of a file that could not be read to its end.
  void add_rest(const InputFile& file, const Error& failure);

  std::uint64_t count() const { return count_; }
  const std::map<std::string, std::uint64_t>& by_code() const { return by_code_; }

  // The first failure whose reason lies outside of the data, or nothing.
  const std::optional<Error>& unreadable() const { return unreadable_; }

  // Logs what was left untold. Call once, at the end.
  void log_totals() const;

  // Writes all so far to a file, in place of the one written before; its size is bounded.
  Result<void> save(const std::string& archive);

  // The name of that file; empty when there was nothing to write.
  const std::string& saved_as() const { return saved_as_; }

 private:
  std::uint64_t count_ = 0;
  std::map<std::string, std::uint64_t> by_code_;
  std::string lines_;
  std::string saved_as_;
  std::optional<Error> unreadable_;
};

inline constexpr std::uint64_t kLinesPerReason = 20;
inline constexpr std::size_t kLargestRejectsOfRun = 16 << 20;

}  // namespace backfile
