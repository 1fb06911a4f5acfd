// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "common/result.h"
#include "indexer/input/buffered_stream.h"
#include "indexer/input/raw_document.h"

namespace backfile {

// A file, opened, that yields its records in order. One thread at a time.
class Container {
 public:
  virtual ~Container() = default;

  // The next record; nothing at the end. BadRecord: this record is unusable (its provenance is in
  // bad_record()), go on calling. Any other error ends the container; what came before is good.
  virtual Result<std::optional<RawDocument>> next() = 0;

  // Bytes of the file consumed so far, for progress.
  virtual std::uint64_t consumed() const = 0;

  // Where the record stands that next() has just called bad, and its first bytes.
  const RawDocument& bad_record() const { return bad_record_; }

 protected:
  RawDocument bad_record_;
};

// A record may have this many bytes; a longer one is skipped and rejected.
inline constexpr std::size_t kLargestRecord = 16 << 20;

// Opens `path` ("-" is standard input) as the container that its first bytes show: docs/formats.md
// lists them. Compressed files are decompressed first. `is_found` is what its records are told of.
Result<std::unique_ptr<Container>> open_container(const std::string& path, bool is_found = false);

// The same over bytes from elsewhere. `about` is what all their records have in common: file,
// member, file name, and for what was fetched the URL and the headers' type and charset. `depth`
// counts the containers around.
Result<std::unique_ptr<Container>> open_container(BufferedStream stream, RawDocument about,
                                                  int depth = 0);

}  // namespace backfile
