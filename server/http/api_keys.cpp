// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/api_keys.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "common/ascii.h"
#include "common/files.h"
#include "common/text.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestName = 64;
constexpr std::size_t kSaltDigits = 32;
constexpr std::size_t kDigestDigits = 64;

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kLongestName && std::ranges::all_of(text, [](char c) {
    return is_ascii_letter(c) || is_digit(c) || c == '-' || c == '_';
  });
}

bool is_hex(std::string_view text, std::size_t digits) {
  return text.size() == digits &&
         std::ranges::all_of(text, [](char c) { return hex_digit(c) >= 0; });
}

std::string digest_of(std::string_view salt, std::string_view secret) {
  return sha256_of(std::string(salt).append(secret));
}

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc() || end != text.data() + text.size() || value == 0) return std::nullopt;
  return value;
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find(':', at), line.size());
    fields.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return fields;
}

std::optional<ApiKeys::Key> parse_line(std::string_view line) {
  const std::vector<std::string_view> fields = fields_of(line);
  if (fields.size() != 3 && fields.size() != 4) return std::nullopt;
  if (!is_name(fields[0]) || !is_hex(fields[1], kSaltDigits) || !is_hex(fields[2], kDigestDigits)) {
    return std::nullopt;
  }
  ApiKeys::Key key{.name = std::string(fields[0]),
                   .salt = ascii_lower(fields[1]),
                   .digest = ascii_lower(fields[2]),
                   .per_minute = {}};
  if (fields.size() == 4) {
    key.per_minute = number(fields[3]);
    if (!key.per_minute) return std::nullopt;
  }
  return key;
}

Result<std::string> random_hex(std::size_t digits) {
  std::string bytes(digits / 2, '\0');
  if (::RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()),
                   static_cast<int>(bytes.size())) != 1) {
    return Error{ErrorCode::System, "The system gives no random numbers."};
  }
  return hex(bytes);
}

}  // namespace

Result<ApiKeys> ApiKeys::parse(std::string_view text) {
  ApiKeys keys;
  std::size_t number_of_line = 0;
  for (const std::string_view raw : split_lines(text)) {
    ++number_of_line;
    const std::string_view line = trim(raw);
    if (line.empty() || line.front() == '#') continue;
    std::optional<Key> key = parse_line(line);
    if (!key) {
      return Error{ErrorCode::BadConfig, "Line " + std::to_string(number_of_line) +
                                             " is no key; it must be NAME:SALT:SHA256 or "
                                             "NAME:SALT:SHA256:REQUESTS_A_MINUTE, as "
                                             "backfile-server new-key writes it."};
    }
    keys.keys_.push_back(*std::move(key));
  }
  return keys;
}

const ApiKeys::Key* ApiKeys::find(std::string_view presented) const {
  const std::size_t dot = presented.rfind('.');
  if (dot == std::string_view::npos) return nullptr;
  const std::string_view name = presented.substr(0, dot);
  const std::string_view secret = presented.substr(dot + 1);
  const Key* found = nullptr;
  for (const Key& key : keys_) {
    if (key.name != name) continue;
    const std::string digest = digest_of(key.salt, secret);
    if (::CRYPTO_memcmp(digest.data(), key.digest.data(), kDigestDigits) == 0) found = &key;
  }
  return found;
}

Result<NewKey> make_key(std::string_view name, std::optional<std::uint32_t> per_minute) {
  if (!is_name(name)) {
    Error error{ErrorCode::InvalidArgument,
                "A key's name is 1 to 64 letters, digits, - and _, like desk-3."};
    error.detail.found = name;
    return error;
  }
  auto salt = random_hex(kSaltDigits);
  if (!salt) return std::move(salt).error();
  auto secret = random_hex(kDigestDigits);
  if (!secret) return std::move(secret).error();
  NewKey made;
  made.key = std::string(name) + "." + *secret;
  made.line = std::string(name) + ":" + *salt + ":" + digest_of(*salt, *secret);
  if (per_minute) made.line += ":" + std::to_string(*per_minute);
  return made;
}

}  // namespace backfile
