// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace backfile {

// XXH3 of the bytes in its canonical, big-endian form: 8 and 16 bytes. Stored in archives and shown
// in ids and ETags (by hex() of common/files.h); never changed without a new format version.
std::string hash64(std::string_view bytes);
std::string hash128(std::string_view bytes);

// XXH3 of the bytes as a number: what hash64() writes.
std::uint64_t hash_number(std::string_view bytes);

// hash128() of bytes that come in pieces.
class Hash128 {
 public:
  Hash128();
  ~Hash128();
  Hash128(const Hash128&) = delete;
  Hash128& operator=(const Hash128&) = delete;

  void add(std::string_view piece);
  std::string finish() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace backfile
