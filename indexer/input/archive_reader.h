// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <archive.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/result.h"
#include "indexer/input/buffered_stream.h"

namespace backfile {

// libarchive over one of our streams. Say what is to be supported through handle(), then open().
// Never support_format_all: it takes a JSON line for an mtree listing.
class ArchiveReader {
 public:
  // `name` stands in messages.
  ArchiveReader(BufferedStream packed, std::string name);
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;
  ~ArchiveReader();

  struct archive* handle() const {
    return handle_;
  }
  Result<void> open();

  // What the last call failed of: the stream's own error if it has one, Corrupt if the data is
  // damaged, else Io. `plain` bytes came before.
  Error failure(std::uint64_t plain) const;
  Error bomb(std::uint64_t plain) const;

  std::uint64_t packed() const { return packed_.offset(); }  // Bytes taken from the stream.
  std::uint64_t consumed() const { return packed_.consumed(); }

 private:
  static la_ssize_t next_block(struct archive*, void* self, const void** block);

  BufferedStream packed_;
  std::string name_;
  std::vector<char> block_;
  std::optional<Error> stream_error_;
  struct archive* handle_;
};

}  // namespace backfile
