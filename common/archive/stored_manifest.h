// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "common/archive/manifest.h"
#include "common/result.h"

namespace backfile {

// A manifest of any format version: what all of them have in common. Files that older formats did
// not have are not in it, nor are digests that they did not keep.
struct StoredManifest {
  std::uint32_t format = 0;
  // False: another format that is laid out in another way, or damaged; `manifest` is empty.
  bool is_readable = true;
  Manifest manifest = {};
};

// NotFound when there is no archive, Corrupt when it cannot be read.
Result<StoredManifest> read_manifest_of_any_format(const std::string& directory);  // manifest.cpp

}  // namespace backfile
