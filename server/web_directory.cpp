// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/web_directory.h"

#include <filesystem>
#include <system_error>

namespace backfile {

std::string default_web_directory() {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path installed = program.parent_path().parent_path() / "share/backfile/web";
  if (!program.empty() && fs::exists(installed / "index.html", error)) return installed.string();
  return BACKFILE_SOURCE_WEB;
}

}  // namespace backfile
