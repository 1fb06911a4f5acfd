// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/result.h"

namespace backfile {

// Errors of the functions below name the path and the operating system's reason.

// The whole of a regular file. `limit` bounds its size; a larger one is an Io error.
Result<std::string> read_file(const std::string& path, std::uint64_t limit);

// Replaces `directory`/`name`: temporary file, write, fsync, rename, fsync of the directory. After
// success the content survives a power cut; after failure the old file is still there. A failed
// fsync is never tried again: its second answer would be worthless.
Result<void> replace_file(const std::string& directory, const std::string& name,
                          std::string_view content);

// fsync of a file or a directory that others have written.
Result<void> sync_path(const std::string& path);

// SHA-256 of a file as 64 hexadecimal digits, read through once in pieces. A file that ends early
// or fails in the middle is an error, never a shorter file.
Result<std::string> sha256_of_file(const std::string& path);

// With XXH3-128 as 32 hexadecimal digits, of one reading.
struct FileDigests {
  std::string sha256;
  std::string xxh3;
};
Result<FileDigests> digests_of_file(const std::string& path);

// SHA-256 over bytes in memory.
std::string sha256_of(std::string_view bytes);

std::string hex(std::string_view bytes);

// `what` with the path and strerror of `error_number` as an Error; the code is Permission for
// EACCES, EPERM and EROFS, NoInput for ENOENT, else Io.
Error file_error(std::string_view what, std::string_view path, int error_number);

}  // namespace backfile
