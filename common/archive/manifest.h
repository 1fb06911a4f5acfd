// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace backfile {

// An immutable file of the archive, as the manifest knows it.
struct FileEntry {
  std::string file;    // Relative to the archive; never reused.
  std::string sha256;  // Over the whole file; compared by `backfile-index verify`.
  std::string xxh3;    // hash128() in hexadecimal: what a server compares before it uses the file.
  std::uint64_t bytes = 0;

  friend bool operator==(const FileEntry&, const FileEntry&) = default;
};

// The files of a segment: its name and one of these (docs/index-format.md).
inline constexpr std::string_view kDatabaseSuffix = ".xapian";
inline constexpr std::string_view kColumnsSuffix = ".columns";
inline constexpr std::string_view kWordsSuffix = ".words";
inline constexpr std::string_view kTokensSuffix = ".tokens";
inline constexpr std::string_view kRecordsSuffix = ".records";
inline constexpr std::string_view kLinesSuffix = ".lines";
inline constexpr std::string_view kCopiesSuffix = ".copies";
inline constexpr std::array kSegmentSuffixes = {kDatabaseSuffix, kColumnsSuffix, kWordsSuffix,
                                                kTokensSuffix,   kRecordsSuffix, kLinesSuffix,
                                                kCopiesSuffix};

// An immutable part of the index.
struct SegmentEntry {
  std::string name;                 // Relative to the archive: "segments/12-0".
  std::vector<FileEntry> files;     // In the order of kSegmentSuffixes.
  std::uint32_t documents = 0;      // Docids are 1..documents, dense, dead ones included.
  std::vector<std::uint32_t> dead;  // Docids of superseded articles, ascending.
  // Which of its articles belong to which story: story_rows.h. Each file overrides those before it.
  std::vector<FileEntry> stories;
  // Publication of the oldest and newest dated article in it, dead ones included; absent if none
  // is dated.
  std::optional<std::int64_t> oldest;
  std::optional<std::int64_t> newest;
  std::vector<std::string> languages;  // Of its articles: those whose stems are in the index.

  std::uint64_t bytes() const;
  std::uint32_t articles() const { return documents - static_cast<std::uint32_t>(dead.size()); }
};

// The one mutable file of an archive; what it does not name does not exist. Layout and rules:
// docs/index-format.md. A value: readers hold a copy, the writer replaces the file.
struct Manifest {
  std::string uuid;            // Of the archive, from its creation on.
  std::uint64_t revision = 0;  // Raised by one with each publication; 0 is the empty archive.
  std::string updated;         // UTC, ISO 8601: when this revision was published.
  std::vector<SegmentEntry> segments;
  std::vector<FileEntry> inputs;    // Fingerprints of what has been read.
  std::vector<FileEntry> removals;  // What became of articles: common/archive/removals.h.
  std::optional<FileEntry> held;    // Records that are not to be shown before a time.
  // The revision that last took articles out of the archive; 0: none did. What an older one shows
  // may be what was taken out.
  std::uint64_t purged = 0;

  std::uint64_t articles() const;
  // All files that it names.
  std::vector<const FileEntry*> files() const;
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
