// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/cursor.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <set>
#include <vector>

#include "common/text.h"
#include "server/search/concordance.h"

namespace backfile {
namespace {

// Bytes of a cursor, big-endian: version, kind of place, revision, search, place (16 bytes), and
// the lower half of XXH3 over what comes before.
constexpr std::uint8_t kVersion = 1;
constexpr std::uint8_t kByRank = 0;
constexpr std::uint8_t kByKey = 1;
constexpr std::size_t kBodyBytes = 2 + 8 + 8 + 16;
constexpr std::size_t kBytes = kBodyBytes + 4;

void append(std::string* bytes, std::uint64_t number, std::size_t width) {
  for (std::size_t i = width; i-- > 0;) bytes->push_back(static_cast<char>(number >> (8 * i)));
}

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t take(std::size_t width) {
    std::uint64_t number = 0;
    for (; width > 0; --width) number = number << 8 | static_cast<unsigned char>(bytes_[at_++]);
    return number;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string to_base64url(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char byte : bytes) {
    bits = (bits << 8 | static_cast<unsigned char>(byte)) & 0xffff;
    for (held += 8; held >= 6; held -= 6) text.push_back(kDigits[bits >> (held - 6) & 63]);
  }
  if (held > 0) text.push_back(kDigits[bits << (6 - held) & 63]);
  return text;
}

// Nothing for other characters, and for spellings that to_base64url does not produce.
std::optional<std::string> from_base64url(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char digit : text) {
    const std::size_t value = kDigits.find(digit);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push_back(static_cast<char>(bits >> held & 0xff));
  }
  if (to_base64url(bytes) != text) return std::nullopt;
  return bytes;
}

std::uint64_t checksum(std::string_view body) {
  return XXH3_64bits(body.data(), body.size()) & 0xffff'ffff;
}

Error bad_cursor(std::string message) {
  Error error{ErrorCode::InvalidArgument, std::move(message)};
  error.detail.parameter = "cursor";
  return error;
}

// Each part with its length in front, so that no two requests look alike.
void add_part(std::string* identity, std::string_view part) {
  append(identity, part.size(), 8);
  identity->append(part);
}

void add_bound(std::string* identity, const std::optional<std::int64_t>& bound) {
  identity->push_back(bound ? 1 : 0);
  append(identity, static_cast<std::uint64_t>(bound.value_or(0)), 8);
}

void add_node(std::string* identity, const Node& node) {
  identity->push_back(static_cast<char>(node.kind));
  identity->push_back(node.field ? static_cast<char>(*node.field) : '\x7f');
  append(identity, node.words.size(), 8);
  for (const std::string& word : node.words) add_part(identity, word);
  add_part(identity, node.value);
  add_part(identity, node.language);
  append(identity, static_cast<std::uint64_t>(node.from), 8);
  append(identity, static_cast<std::uint64_t>(node.until), 8);
  append(identity, node.count, 8);
  identity->push_back(node.as_written ? 1 : 0);
  identity->push_back(static_cast<char>(node.nearness.relation));
  identity->push_back(static_cast<char>(node.nearness.unit));
  append(identity, node.nearness.distance, 8);
  append(identity, node.children.size(), 8);
  for (const Node& child : node.children) add_node(identity, child);
}

void add_values(std::string* identity,
                const std::map<FieldId, std::vector<std::string>>& values_of) {
  for (const auto& [id, values] : values_of) {
    if (values.empty()) continue;
    std::set<std::string> folded;
    for (const std::string& value : values) folded.insert(fold(value));
    identity->push_back(static_cast<char>(id));
    append(identity, folded.size(), 8);
    for (const std::string& value : folded) add_part(identity, value);
  }
}

void add_fields(std::string* identity, const std::set<FieldId>& fields) {
  append(identity, fields.size(), 8);
  for (const FieldId id : fields) identity->push_back(static_cast<char>(id));
}

// What restricts beside values that are asked for.
void add_restrictions(std::string* identity, const Filters& filters) {
  add_bound(identity, filters.local_from);
  add_bound(identity, filters.local_until);
  add_fields(identity, filters.missing);
  add_fields(identity, filters.present);
  add_values(identity, filters.excluded);
}

void add_view(std::string* identity, const SearchRequest& request) {
  for (const FieldId id : request.facets) identity->push_back(static_cast<char>(id));
  identity->push_back(request.strict_facets ? 1 : 0);
  identity->push_back(static_cast<char>(request.facet_view.order));
  add_part(identity, fold(request.facet_view.prefix));
  add_part(identity, fold(request.facet_view.contained));
}

void add_ranking(std::string* identity, const RankingSettings& settings) {
  for (const RankingSetting& setting : kRankingSettings) {
    append(identity, std::bit_cast<std::uint64_t>(settings.*setting.value), 8);
  }
}

}  // namespace

std::uint64_t fingerprint_of(const SearchRequest& request) {
  std::string identity(1, static_cast<char>(request.sort));
  identity.push_back(request.collapse ? 1 : 0);
  identity.push_back(request.query.root ? 1 : 0);
  if (request.query.root) add_node(&identity, *request.query.root);
  add_bound(&identity, request.filters.from);
  add_bound(&identity, request.filters.until);
  add_values(&identity, request.filters.values);
  add_restrictions(&identity, request.filters);
  add_ranking(&identity, request.ranking);
  if (request.pages_facet) add_view(&identity, request);
  return XXH3_64bits(identity.data(), identity.size());
}

std::uint64_t fingerprint_of(const CoverageRequest& request) {
  std::string identity = "coverage";
  identity.push_back(static_cast<char>(request.interval));
  add_values(&identity, {{FieldId::Source, request.sources}});
  return XXH3_64bits(identity.data(), identity.size());
}

Error stale_cursor() {
  Error error{ErrorCode::StaleCursor,
              "The revision that the cursor belongs to is no longer held; start the search again."};
  error.detail.parameter = "cursor";
  return error;
}

std::uint64_t fingerprint_of(const ConcordanceRequest& request) {
  std::string identity = "concordance";
  append(&identity, fingerprint_of(request.search), 8);
  append(&identity, static_cast<std::uint64_t>(request.order), 1);
  append(&identity, request.window, 4);
  return XXH3_64bits(identity.data(), identity.size());
}

std::string to_token(const Cursor& cursor) {
  const SortKey* key = std::get_if<SortKey>(&cursor.place);
  std::string bytes;
  append(&bytes, kVersion, 1);
  append(&bytes, key == nullptr ? kByRank : kByKey, 1);
  append(&bytes, cursor.revision, 8);
  append(&bytes, cursor.search, 8);
  append(&bytes, key == nullptr ? 0 : static_cast<std::uint64_t>(key->value), 8);
  append(&bytes, key == nullptr ? 0 : key->segment, 4);
  append(&bytes, key == nullptr ? std::get<std::uint32_t>(cursor.place) : key->docid, 4);
  append(&bytes, checksum(bytes), 4);
  return to_base64url(bytes);
}

Result<Cursor> parse_token(std::string_view token) {
  constexpr std::size_t kLongest = (kBytes * 4 + 2) / 3;
  const std::optional<std::string> bytes =
      token.size() > kLongest ? std::nullopt : from_base64url(token);
  if (!bytes || bytes->size() != kBytes) {
    return bad_cursor("This is not a cursor; use next_cursor of an earlier answer unchanged.");
  }
  ByteReader reader(*bytes);
  const std::uint64_t version = reader.take(1);
  const std::uint64_t kind = reader.take(1);
  Cursor cursor;
  cursor.revision = reader.take(8);
  cursor.search = reader.take(8);
  const auto value = static_cast<std::int64_t>(reader.take(8));
  const auto segment = static_cast<std::uint32_t>(reader.take(4));
  const auto last = static_cast<std::uint32_t>(reader.take(4));
  const bool intact = reader.take(4) == checksum(std::string_view(*bytes).substr(0, kBodyBytes));
  if (!intact || version != kVersion || kind > kByKey) {
    return bad_cursor(
        "The cursor has been changed; use next_cursor of an earlier answer as it is.");
  }
  if (kind == kByKey) {
    cursor.place = SortKey{value, segment, last};
  } else {
    cursor.place = last;
  }
  return cursor;
}

Result<std::optional<Cursor>> cursor_of(std::string_view token, std::uint64_t search,
                                        std::optional<std::uint64_t> revision) {
  if (token.empty()) return std::optional<Cursor>();
  Result<Cursor> cursor = parse_token(token);
  if (!cursor) return cursor.error();
  if (cursor->search != search || cursor->revision != revision.value_or(cursor->revision)) {
    return cursor_of_another_search();
  }
  return std::optional<Cursor>(*std::move(cursor));
}

Result<std::uint32_t> results_before(const std::optional<Cursor>& cursor) {
  if (!cursor) return std::uint32_t{0};
  const auto* const results = std::get_if<std::uint32_t>(&cursor->place);
  if (results == nullptr) return cursor_of_another_search();
  return *results;
}

Error cursor_of_another_search() {
  return bad_cursor(
      "The cursor belongs to another search; the query, the filters and the sort must stay the "
      "same from page to page.");
}

}  // namespace backfile
