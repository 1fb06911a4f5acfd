// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/hash.h"

#include <xxhash.h>

namespace backfile {

std::string hash64(std::string_view bytes) {
  XXH64_canonical_t canonical;
  XXH64_canonicalFromHash(&canonical, XXH3_64bits(bytes.data(), bytes.size()));
  return std::string(reinterpret_cast<const char*>(canonical.digest), sizeof canonical);
}

std::string hash128(std::string_view bytes) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
  return std::string(reinterpret_cast<const char*>(canonical.digest), sizeof canonical);
}

std::uint64_t hash_number(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

struct Hash128::State {
  XXH3_state_t* xxh3 = XXH3_createState();
};

Hash128::Hash128() : state_(std::make_unique<State>()) { XXH3_128bits_reset(state_->xxh3); }
Hash128::~Hash128() { XXH3_freeState(state_->xxh3); }

void Hash128::add(std::string_view piece) {
  XXH3_128bits_update(state_->xxh3, piece.data(), piece.size());
}

std::string Hash128::finish() const {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state_->xxh3));
  return std::string(reinterpret_cast<const char*>(canonical.digest), sizeof canonical);
}

}  // namespace backfile
