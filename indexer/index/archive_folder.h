// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <string>

#include "common/archive/manifest.h"
#include "common/result.h"

namespace backfile {

// The directory of an archive, as its writer keeps it. All but the first are for whoever holds the
// lock (archive_lock.h).

// Makes the directory, if its parent exists, and the folders in it, and syncs them. CannotCreate
// for a directory of other files: it would lose them. Corrupt for one with segments and no
// manifest: they would be removed as leftovers.
Result<void> make_archive_folders(const std::string& directory);

// The manifest; of a new archive an empty one, which is published before anything else is there.
Result<Manifest> read_or_create_manifest(const std::string& directory);

// Removes our own files that none of the manifests names. Files that are not ours are left alone.
// An error names the first one that could not be removed; the next run tries again.
Result<void> remove_unnamed(const std::string& directory,
                            std::initializer_list<const Manifest*> manifests);

// What lies in `scratch` is of no run but this one.
Result<void> empty_scratch(const std::string& directory);

}  // namespace backfile
