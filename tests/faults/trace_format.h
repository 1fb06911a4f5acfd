// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace backfile {

// What the injector and the tests share. The injector may use nothing else of the project.

// The calls that are counted and can be made to fail, by number.
enum class CallKind {
  Open,
  Read,   // read, pread
  Write,  // write, pwrite
  Fsync,
  Rename,
  Unlink,  // rmdir too
  Mkdir,
  Truncate,
  Mmap,
  Close,
  Flock,
  Malloc,  // calloc and realloc too
};
inline constexpr int kCallKinds = 12;
inline constexpr std::array<const char*, kCallKinds> kCallNames = {
    "open",  "read",     "write", "fsync", "rename", "unlink",
    "mkdir", "truncate", "mmap",  "close", "flock",  "malloc"};

// What happened to the files below a folder, in order. A trace is a sequence of headers, each
// followed by its path, its other path and its data.
enum class TraceKind : std::uint32_t {
  Open,    // Of a file or folder that is there: path, descriptor.
  Create,  // Of a new file.
  Close,
  Write,     // descriptor, offset, data.
  Truncate,  // descriptor; offset is the new size.
  Sync,      // Of a file or a folder: descriptor.
  Rename,    // From path to other.
  Unlink,    // Of a file or an empty folder: path.
  MakeFolder,
  RunDone,  // Written by tests between two runs.
};

struct TraceHeader {
  TraceKind kind;
  std::int32_t descriptor;
  std::uint64_t offset;
  std::uint32_t path;  // Lengths in bytes.
  std::uint32_t other;
  std::uint64_t data;
};

}  // namespace backfile
