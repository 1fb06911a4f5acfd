// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// Records are short and alike: with a dictionary of what they share they take two thirds of the
// room, and each can still be read alone.

// Trains a dictionary on records of the archive; empty when they are too few for one to pay.
// It has no piece of 12 bytes or more that stands in fewer than four of them.
std::string train_dictionary(const std::vector<std::string>& records);
inline constexpr std::size_t kFewestTrainingRecords = 500;
inline constexpr std::size_t kMostTrainingBytes = 8 << 20;

// Makes the frames of common/index/records.h. One thread at a time.
class RecordPacker {
 public:
  explicit RecordPacker(std::string_view dictionary);
  RecordPacker(RecordPacker&&) noexcept;
  RecordPacker& operator=(RecordPacker&&) noexcept;
  ~RecordPacker();

  // The frame, valid until the next call.
  std::string_view pack(std::string_view record);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace backfile
