// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled as the programs are: writes as many bytes as its second argument has into a buffer as
// long as its first. Both are known only when it runs, so only _FORTIFY_SOURCE=3 sees one byte too
// many.

#include <cstdio>
#include <cstdlib>
#include <cstring>

int main(int argc, char** argv) {
  if (argc != 3) return EXIT_FAILURE;
  auto* const buffer = static_cast<char*>(std::malloc(std::strlen(argv[1])));
  if (buffer == nullptr) return EXIT_FAILURE;
  std::memset(buffer, 'x', std::strlen(argv[2]));
  std::printf("%c\n", buffer[0]);
  std::free(buffer);
  return EXIT_SUCCESS;
}
