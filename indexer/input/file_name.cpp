// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/file_name.h"

#include "common/text.h"

namespace backfile {

std::string file_name_of(std::string_view path) {
  std::string name(path.substr(path.rfind('/') + 1));
  for (const std::string_view ending : {".gz", ".zst", ".xz", ".bz2", ".Z", ".z"}) {
    if (name.ends_with(ending)) name.resize(name.size() - ending.size());
  }
  return name;
}

bool is_passed_over(std::string_view name) {
  if (name.starts_with('.')) return true;
  const std::string stem = ascii_lower(name.substr(0, name.find('.')));
  for (const std::string_view known : {"readme", "license", "copying", "notice", "changelog"}) {
    if (stem == known) return true;
  }
  return false;
}

}  // namespace backfile
