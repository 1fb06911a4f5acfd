// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as an address: its canonical form is printable ASCII and is its own canonical form.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const std::string& url : {std::string(bytes), "https://" + std::string(bytes)}) {
    const std::string canonical = backfile::canonical_url(url);
    if (!canonical.empty() && backfile::canonical_url("http://" + canonical) != canonical) {
      std::abort();
    }
    for (const char c : canonical) {
      if (c <= ' ' || c >= 0x7f) std::abort();
    }
    (void)backfile::captured_in_url(url);
    (void)backfile::registrable_domain(backfile::host_of(url));
  }
  return 0;
}
