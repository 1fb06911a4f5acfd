// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a file: it comes to an end, no record is larger than allowed, and each rejected one
// has a reason.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "indexer/input/container.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void read_all(backfile::Container* container, std::size_t size) {
  // A record has at least a byte; a rejected one may have none, but two do not end at one place.
  const std::size_t most = 64 + 2048 * size;
  for (std::size_t events = 0;; ++events) {
    require(events < most);
    const auto next = container->next();
    if (!next) require(!next.error().message.empty());
    if (!next && next.error().code == backfile::ErrorCode::BadRecord) continue;
    if (!next || !*next) return;
    require((*next)->bytes.size() <= 2 * backfile::kLargestRecord);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  backfile::RawDocument about;
  about.file_name = "fuzz.csv";
  auto container = backfile::open_container(
      backfile::BufferedStream(
          backfile::stream_of(std::string(reinterpret_cast<const char*>(data), size))),
      about);
  if (container) read_all(container->get(), size);
  return 0;
}
