// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/schema.h"

namespace backfile {

// What stands in the value slots of a document. Layout: docs/index-format.md.

// Slot of FieldId::Published: 8 bytes of seconds since 1970, big-endian, with the sign bit
// inverted so that byte order is time order, and 1 byte of DatePrecision. No value: undated.
struct StoredDate {
  std::int64_t seconds;
  DatePrecision precision;
};
std::string encode_date(const StoredDate& date);
std::optional<StoredDate> decode_date(std::string_view value);

// Slots of keyword fields: the values as written, each at most kLongestValue bytes, separated by
// U+001F. The source is stored as its id, U+001E and its name.
inline constexpr std::size_t kLongestValue = 255;
std::string encode_values(const std::vector<std::string>& values);
std::vector<std::string_view> decode_values(std::string_view value);

// The values of an article in a keyword field, in the form of the slot (not encoded).
std::vector<std::string> keyword_values(const Article& article, FieldId id);

// Slot kContentSlot: 16 bytes of XXH3-128 over all that an article says (not its provenance, nor
// its version); equal hashes mean that nothing changed.
inline constexpr std::uint32_t kContentSlot = 10;
std::string content_hash(const Article& article);

}  // namespace backfile
