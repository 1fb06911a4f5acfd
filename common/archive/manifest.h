// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/result.h"

namespace backfile {

// One immutable file of the index, as the manifest knows it.
struct SegmentEntry {
  std::string file;    // Relative to the archive: "segments/00000c-0.xapian". Never reused.
  std::string sha256;  // 64 hexadecimal digits over the whole file.
  std::uint64_t bytes = 0;
  std::uint32_t documents = 0;      // Docids are 1..documents, dense, dead ones included.
  std::vector<std::uint32_t> dead;  // Docids of superseded articles, ascending.
  // Publication of the oldest and newest dated article in it, dead ones included; absent if none
  // is dated.
  std::optional<std::int64_t> oldest;
  std::optional<std::int64_t> newest;
  std::vector<std::string> languages;  // Of its articles: those whose stems are in the index.

  std::uint32_t articles() const { return documents - static_cast<std::uint32_t>(dead.size()); }
};

// An immutable file beside the segments.
struct FileEntry {
  std::string file;  // Relative to the archive; never reused.
  std::string sha256;
};

// The one mutable file of an archive; what it does not name does not exist. Layout and rules:
// docs/index-format.md. A value: readers hold a copy, the writer replaces the file.
struct Manifest {
  std::string uuid;            // Of the archive, from its creation on.
  std::uint64_t revision = 0;  // Raised by one with each publication; 0 is the empty archive.
  std::string updated;         // UTC, ISO 8601: when this revision was published.
  std::vector<SegmentEntry> segments;
  std::vector<FileEntry> inputs;  // Fingerprints of what has been read.

  std::uint64_t articles() const;
};

// The manifest of the archive at `directory`. NotFound when there is no archive, Incompatible when
// it has another format version, Corrupt when it cannot be read.
Result<Manifest> read_manifest(const std::string& directory);

// Replaces the manifest: writes a temporary file, fsync, rename, fsync of the directory. When it
// returns success the revision survives a power cut; otherwise the old one is still there.
Result<void> publish_manifest(const std::string& directory, const Manifest& manifest);

// 128 random bits as 32 hexadecimal digits.
std::string make_uuid();

}  // namespace backfile
