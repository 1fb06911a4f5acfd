// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/input_files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

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

Result<void> list_folder(const std::string& folder, int depth, std::vector<InputFile>* files) {
  if (depth > kDeepestFolder) {
    return Error{ErrorCode::Io, folder + " lies more than " + std::to_string(kDeepestFolder) +
                                    " folders deep; name it as an argument of its own"};
  }
  const Result<std::vector<std::string>> names = names_in(folder);
  if (!names) return names.error();
  for (const std::string& name : *names) {
    std::string path = folder + (folder.ends_with('/') ? "" : "/") + name;
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
      if (errno == ENOENT) continue;  // Removed since the folder was listed.
      return file_error("cannot stat", path, errno);
    }
    if (S_ISREG(status.st_mode)) {
      files->push_back(input_file(std::move(path), status));
    } else if (S_ISDIR(status.st_mode)) {
      if (Result<void> listed = list_folder(path, depth + 1, files); !listed) return listed;
    }
  }
  return {};
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
      if (Result<void> listed = list_folder(path, 0, &files); !listed) return listed.error();
    } else {
      files.push_back(input_file(path, status));
    }
  }
  return files;
}

}  // namespace backfile
