// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace backfile {

// Who may use the API. A key is "NAME.SECRET", the secret 256 random bits; kept is only a salted
// SHA-256 of it. A slow hash would add nothing: nobody guesses 256 bits.
//
// A file of keys has a line for each, "NAME:SALT:SHA256" or "NAME:SALT:SHA256:REQUESTS_A_MINUTE",
// empty lines and lines that begin with #. SALT and SHA256 are 32 and 64 hexadecimal digits; the
// hash is that of the salt's digits and the secret. A name may have several keys.
class ApiKeys {
 public:
  struct Key {
    std::string name;  // 1 to 64 of A-Z a-z 0-9 - _
    std::string salt;
    std::string digest;
    std::optional<std::uint32_t> per_minute;
  };

  // BadConfig with the number of the line.
  static Result<ApiKeys> parse(std::string_view text);

  // The key that was presented, or null. Takes as long whichever byte is wrong.
  const Key* find(std::string_view presented) const;

  std::size_t size() const { return keys_.size(); }

 private:
  std::vector<Key> keys_;
};

// A new key, which is shown once, and the line that goes into the file. InvalidArgument for a name
// that cannot be one; System when the machine has no randomness.
struct NewKey {
  std::string key;
  std::string line;
};
Result<NewKey> make_key(std::string_view name, std::optional<std::uint32_t> per_minute);

}  // namespace backfile
