// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

namespace backfile {

// The bytes of a file below tests/data; the test fails if it cannot be read.
inline std::string read_whole_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file, "cannot open " << path);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

inline std::string read_test_data(const std::string& name) {
  return read_whole_file(std::string(BACKFILE_TEST_DATA) + "/" + name);
}

}  // namespace backfile
