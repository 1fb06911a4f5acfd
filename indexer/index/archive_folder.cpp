// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/archive_folder.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <iterator>
#include <set>
#include <string_view>
#include <vector>

#include "common/clock.h"
#include "common/date.h"
#include "common/files.h"
#include "common/folder.h"

namespace backfile {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFolders[] = {"segments", "inputs",  "removals", "held",
                                         "stories",  "rejects", "scratch"};

Result<void> make_directory(const std::string& path) {
  if (::mkdir(path.c_str(), 0755) == 0 || errno == EEXIST) return {};
  Error error = file_error("cannot create", path, errno);
  if (error.code != ErrorCode::Permission) error.code = ErrorCode::CannotCreate;
  return error;
}

// A directory of somebody else's files must not become an archive: its `scratch` would be emptied.
// Nor must one that has lost its manifest: its segments would be removed as leftovers.
Result<void> check_that_it_is_ours(const std::string& directory) {
  // Before the manifest is looked for: a run that is making the archive at this moment writes it
  // before the first segment.
  const Result<std::vector<std::string>> segments = list_names(directory + "/segments");
  if (!segments && segments.error().code != ErrorCode::NoInput) return segments.error();
  const Result<std::vector<std::string>> names = list_names(directory);
  if (!names && names.error().code == ErrorCode::NoInput) return {};
  if (!names) return names.error();
  if (std::ranges::binary_search(*names, "manifest")) return {};
  for (const std::string& name : *names) {
    const bool ours = name == "lock" || name == "manifest.new" ||
                      std::ranges::find(kFolders, name) != std::end(kFolders);
    if (!ours) {
      return Error{ErrorCode::CannotCreate,
                   directory + " is no archive and not empty; name a new directory"};
    }
  }
  if (!segments || segments->empty()) return {};
  return Error{ErrorCode::Corrupt,
               directory + " has segments and no manifest; restore the manifest from a backup"};
}

// Names that runs give begin with a revision. Whatever else lies there is not ours to remove.
bool is_our_name(std::string_view folder, std::string_view name) {
  const std::size_t digits = std::min(name.find_first_not_of("0123456789"), name.size());
  const std::string_view rest = name.substr(digits);
  if (digits == 0) return false;
  if (folder == "stories") {
    return rest.starts_with('-') &&
           (rest.ends_with(".new") ? rest.substr(0, rest.size() - 4) : rest)
                   .find_first_not_of("-of0123456789") == std::string_view::npos;
  }
  if (folder != "segments") return rest.empty() || rest == ".new";
  return rest.starts_with('-') &&
         std::ranges::any_of(kSegmentSuffixes,
                             [&](std::string_view suffix) { return rest.ends_with(suffix); });
}

}  // namespace

Result<void> make_archive_folders(const std::string& directory) {
  if (Result<void> checked = check_that_it_is_ours(directory); !checked) return checked;
  if (Result<void> made = make_directory(directory); !made) return made;
  for (const std::string_view folder : kFolders) {
    Result<void> made = make_directory(directory + "/" + std::string(folder));
    if (!made) return made;
  }
  if (Result<void> synced = sync_path(directory); !synced) return synced;
  const std::string parent = fs::absolute(directory).lexically_normal().parent_path().string();
  return sync_path(parent);
}

Result<Manifest> read_or_create_manifest(const std::string& directory) {
  Result<Manifest> manifest = read_manifest(directory);
  if (manifest || manifest.error().code != ErrorCode::NotFound) return manifest;
  Manifest empty;
  empty.uuid = make_uuid();
  empty.updated = to_iso_utc(seconds_now());
  if (Result<void> published = publish_manifest(directory, empty); !published) {
    return published.error();
  }
  return empty;
}

Result<void> remove_unnamed(const std::string& directory,
                            std::initializer_list<const Manifest*> manifests) {
  std::set<std::string> named;
  for (const Manifest* manifest : manifests) {
    for (const FileEntry* file : manifest->files()) named.insert(file->file);
  }
  Result<void> outcome;
  for (const std::string folder : {"segments", "inputs", "removals", "held", "stories"}) {
    const Result<std::vector<std::string>> names = list_names(directory + "/" + folder);
    if (!names) return names.error();
    for (const std::string& name : *names) {
      if (!is_our_name(folder, name) || named.contains(folder + "/" + name)) continue;
      const std::string path = directory + "/" + folder + "/" + name;
      std::error_code problem;
      fs::remove(path, problem);
      if (problem && outcome) outcome = file_error("cannot remove", path, problem.value());
    }
  }
  return outcome;
}

Result<void> empty_scratch(const std::string& directory) {
  std::error_code problem;
  fs::remove_all(directory + "/scratch", problem);
  if (problem) return file_error("cannot empty", directory + "/scratch", problem.value());
  return make_directory(directory + "/scratch");
}

}  // namespace backfile
