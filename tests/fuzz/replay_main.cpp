// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for libFuzzer's main: runs a fuzz target once on every file of the folders named, and
// then on as many files as BACKFILE_MUTATIONS says that were made of them by chance. The one at
// hand is kept in the file that BACKFILE_MUTATION_FILE names, to look at after a crash.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <system_error>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Bytes = std::string;

void run(const Bytes& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

bool read(const std::filesystem::path& path, Bytes* bytes) {
  std::ifstream file(path, std::ios::binary);
  bytes->assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  if (file.is_open() && !file.bad()) return true;
  std::fprintf(stderr, "%s: cannot be read\n", path.c_str());
  return false;
}

// A file with up to eight changes: bits, bytes, pieces left out, doubled or taken from another one.
Bytes mutated(const std::vector<Bytes>& seeds, std::mt19937* random) {
  const auto below = [random](std::size_t limit) { return limit == 0 ? 0 : (*random)() % limit; };
  Bytes bytes = seeds[below(seeds.size())];
  for (std::size_t changes = 1 + below(8); changes > 0; --changes) {
    const std::size_t at = below(bytes.size() + 1);
    const std::size_t size = below(1 + std::min<std::size_t>(bytes.size() - at, 64));
    const Bytes& other = seeds[below(seeds.size())];
    switch (below(6)) {
      case 0:
        if (at < bytes.size()) bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
        break;
      case 1:
        if (at < bytes.size()) bytes[at] = static_cast<char>(below(256));
        break;
      case 2: bytes.erase(at, size); break;
      case 3: bytes.insert(at, bytes.substr(at, size)); break;
      case 4: bytes.insert(at, other.substr(below(other.size()), 1 + below(64))); break;
      default: bytes.resize(at); break;
    }
  }
  return bytes;
}

void run_mutations(const std::vector<Bytes>& seeds, int count) {
  std::mt19937 random(20'170'119);
  const char* const kept = std::getenv("BACKFILE_MUTATION_FILE");
  for (int i = 0; i < count; ++i) {
    const Bytes bytes = mutated(seeds, &random);
    if (kept != nullptr) std::ofstream(kept, std::ios::binary | std::ios::trunc) << bytes;
    run(bytes);
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<Bytes> seeds;
  for (int i = 1; i < argc; ++i) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(argv[i], error)) {
      if (!entry.is_regular_file(error)) continue;
      if (!read(entry.path(), &seeds.emplace_back())) return 1;
      run(seeds.back());
    }
    if (error) {
      std::fprintf(stderr, "%s: %s\n", argv[i], error.message().c_str());
      return 1;
    }
  }
  if (seeds.empty()) {
    std::fprintf(stderr, "No corpus: name a folder with at least one file.\n");
    return 1;
  }
  const char* const mutations = std::getenv("BACKFILE_MUTATIONS");
  run_mutations(seeds, mutations == nullptr ? 100 : std::atoi(mutations));
  return 0;
}
