// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/result.h"
#include "indexer/input/folder_mix.h"

namespace backfile {

// A file to be read, and what tells whether it has changed.
struct InputFile {
  std::string path;  // "-" for standard input, or an http(s) address.
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;  // Since 1970.
  bool is_found = false;         // In a folder that was named, and not named itself.
  FolderMix around = {};         // Of its folder, when it was found.
};

// Whether an input is an address, which may hold something new at any time.
bool is_remote(const InputFile& file);

// The inputs that `paths` name: "-", addresses and files as they are, and folders with all below
// them, in order of the arguments and by name within a folder, so that two runs read in the same
// order. In folders symbolic links, other special files, names that begin with a dot, and what
// stands beside articles (README, LICENSE, COPYING, NOTICE and CHANGELOG with any ending) are
// passed over. NoInput when a path does not exist, Permission when a folder cannot be read.
Result<std::vector<InputFile>> list_input_files(const std::vector<std::string>& paths);

// The same for files that an earlier run has read: what lies in a folder counts as found there.
Result<std::vector<InputFile>> list_input_files_again(const std::vector<std::string>& paths);

}  // namespace backfile
