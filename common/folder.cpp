// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/folder.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "common/files.h"

namespace backfile {

Result<std::vector<std::string>> list_names(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code problem;
  std::vector<std::string> names;
  for (auto entry = fs::directory_iterator(folder, problem);
       !problem && entry != fs::directory_iterator(); entry.increment(problem)) {
    names.push_back(entry->path().filename().string());
  }
  if (problem) return file_error("cannot list", folder, problem.value());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace backfile
