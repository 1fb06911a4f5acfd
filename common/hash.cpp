// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/hash.h"

#include <xxhash.h>
#if defined(__x86_64__)
#define XXH_DISPATCH_DISABLE_REPLACE  // The hashes of 64 bits are of words.
#include <xxh_x86dispatch.h>
#endif

namespace backfile {
namespace {

// Both with the widest vectors that the processor has; the plain functions use those that all of
// its kind have.
#if defined(__x86_64__)
constexpr auto* kHash = &XXH3_128bits_dispatch;
constexpr auto* kUpdate = &XXH3_128bits_update_dispatch;
#else
constexpr auto* kHash = &XXH3_128bits;
constexpr auto* kUpdate = &XXH3_128bits_update;
#endif

}  // namespace

std::string hash64(std::string_view bytes) {
  XXH64_canonical_t canonical;
  XXH64_canonicalFromHash(&canonical, XXH3_64bits(bytes.data(), bytes.size()));
  return std::string(reinterpret_cast<const char*>(canonical.digest), sizeof canonical);
}

std::string hash128(std::string_view bytes) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, kHash(bytes.data(), bytes.size()));
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

void Hash128::add(std::string_view piece) { kUpdate(state_->xxh3, piece.data(), piece.size()); }

std::string Hash128::finish() const {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state_->xxh3));
  return std::string(reinterpret_cast<const char*>(canonical.digest), sizeof canonical);
}

}  // namespace backfile
