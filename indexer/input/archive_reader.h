// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <archive.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "indexer/input/buffered_stream.h"

namespace backfile {

// libarchive over one of our streams. Never support_format_all: it takes a JSON line for an mtree
// listing.
class ArchiveReader {
 public:
  // `name` stands in messages. `prepare` says what is to be supported, to a handle that is new.
  ArchiveReader(BufferedStream packed, std::string name,
                std::function<void(struct archive*)> prepare);
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;
  ~ArchiveReader();

  struct archive* handle() const {
    return handle_;
  }
  Result<void> open();

  // After damage: goes on, with a new handle, at the next `mark` behind the header of the entry at
  // hand. False when there is none. A mark more than two blocks (of 128 KiB) before what libarchive
  // has read last is not found.
  Result<bool> go_on_at(std::string_view mark);

  // What the last call failed of: the stream's own error if it has one, Corrupt if the data is
  // damaged, else Io. `plain` bytes came before.
  Error failure(std::uint64_t plain) const;
  Error bomb(std::uint64_t plain) const;

  std::uint64_t packed() const { return packed_.offset(); }  // Bytes taken from the stream.
  std::uint64_t consumed() const { return packed_.consumed(); }

 private:
  static la_ssize_t next_block(struct archive*, void* self, const void** block);
  Result<std::size_t> read_block();

  BufferedStream packed_;
  std::string name_;
  std::function<void(struct archive*)> prepare_;
  std::vector<char> block_;
  std::string recent_;           // The last two blocks.
  std::string again_;            // What a new handle reads before the next block.
  std::uint64_t handle_at_ = 0;  // In the stream: where the handle began to read.
  std::optional<Error> stream_error_;
  struct archive* handle_;
};

}  // namespace backfile
