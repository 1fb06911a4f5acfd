// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/etag.h"

#include <xxhash.h>

#include "common/text.h"

namespace backfile {
namespace {

std::string hash(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  XXH64_hash_t value = XXH3_64bits(text.data(), text.size());
  std::string digits(16, '0');
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, value >>= 4U) {
    *digit = kDigits[value & 15U];
  }
  return digits;
}

}  // namespace

std::string etag_of_answer(const ArchiveStatus& index, std::string_view canonical_target) {
  return "W/\"" + index.uuid + "-" + std::to_string(index.revision) + "-" + hash(canonical_target) +
         "\"";
}

std::string etag_of_content(std::string_view content) { return "W/\"" + hash(content) + "\""; }

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  if (trim(if_none_match) == "*") return true;
  // The quoted part: "W/" does not count in this comparison (RFC 9110, section 13.1.2).
  const std::string_view quoted = etag.substr(etag.find('"'));
  return if_none_match.find(quoted) != std::string_view::npos;
}

}  // namespace backfile
