// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/input_files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <map>

#include "common/files.h"
#include "common/folder.h"
#include "common/url.h"
#include "indexer/input/file_name.h"

namespace backfile {
namespace {

constexpr int kDeepestFolder = 64;

InputFile input_file(std::string path, const struct stat& status) {
  return InputFile{std::move(path), static_cast<std::uint64_t>(status.st_size),
                   status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec};
}

Result<std::vector<std::string>> names_in(const std::string& folder) {
  Result<std::vector<std::string>> names = list_names(folder);
  if (names) std::erase_if(*names, is_passed_over);
  return names;
}

// The mix of the folder.
Result<FolderMix> list_folder(const std::string& folder, int depth, std::vector<InputFile>* files) {
  if (depth > kDeepestFolder) {
    return Error{ErrorCode::Io, folder + " lies more than " + std::to_string(kDeepestFolder) +
                                    " folders deep; name it as an argument of its own"};
  }
  const Result<std::vector<std::string>> names = names_in(folder);
  if (!names) return names.error();
  FolderMix mix;
  std::vector<std::size_t> own;
  for (const std::string& name : *names) {
    std::string path = folder + (folder.ends_with('/') ? "" : "/") + name;
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
      if (errno == ENOENT) continue;  // Removed since the folder was listed.
      return file_error("cannot stat", path, errno);
    }
    if (S_ISREG(status.st_mode)) {
      mix.count(path);
      own.push_back(files->size());
      files->push_back(input_file(std::move(path), status));
      files->back().is_found = true;
    } else if (S_ISDIR(status.st_mode)) {
      const Result<FolderMix> below = list_folder(path, depth + 1, files);
      if (!below) return below.error();
      mix.texts += below->texts;
      mix.records += below->records;
    }
  }
  for (const std::size_t file : own) (*files)[file].around = mix;
  return mix;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
}

}  // namespace

bool is_remote(const InputFile& file) { return is_http_url(file.path); }

Result<std::vector<InputFile>> list_input_files(const std::vector<std::string>& paths) {
  std::vector<InputFile> files;
  for (const std::string& path : paths) {
    if (path == "-" || is_http_url(path)) {
      files.push_back({path, 0, 0});
      continue;
    }
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return file_error("cannot read", path, errno);
    if (S_ISDIR(status.st_mode)) {
      const Result<FolderMix> listed = list_folder(path, 0, &files);
      if (!listed) return listed.error();
    } else {
      files.push_back(input_file(path, status));
    }
  }
  return files;
}

Result<std::vector<InputFile>> list_input_files_again(const std::vector<std::string>& paths) {
  Result<std::vector<InputFile>> files = list_input_files(paths);
  if (!files) return files;
  std::map<std::string, FolderMix> mixes;
  for (InputFile& file : *files) {
    if (file.is_found || file.path == "-" || is_remote(file)) continue;
    const auto [mix, is_new] = mixes.try_emplace(folder_of(file.path));
    if (is_new) {
      std::vector<InputFile> beside;
      const Result<FolderMix> listed = list_folder(mix->first, 0, &beside);
      if (!listed) return listed.error();
      mix->second = *listed;
    }
    file.is_found = true;
    file.around = mix->second;
  }
  return files;
}

}  // namespace backfile
