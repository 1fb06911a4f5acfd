// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/values.h"

#include <memory>

#include "common/article_json.h"
#include "common/hash.h"
#include "common/text.h"

namespace backfile {
namespace {

constexpr char kBetweenValues = '\x1f';
constexpr char kBetweenIdAndName = '\x1e';
constexpr std::uint64_t kSignBit = 1ULL << 63;

void add_if_known(const std::string& value, std::vector<std::string>* values) {
  if (!value.empty()) values->push_back(value);
}

}  // namespace

std::string encode_date(const StoredDate& date) {
  std::uint64_t bits = static_cast<std::uint64_t>(date.seconds) ^ kSignBit;
  std::string value(9, static_cast<char>(date.precision));
  for (std::size_t i = 8; i-- > 0; bits >>= 8) value[i] = static_cast<char>(bits & 0xff);
  return value;
}

std::optional<StoredDate> decode_date(std::string_view value) {
  if (value.size() != 9) return std::nullopt;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 8; ++i) bits = bits << 8 | static_cast<unsigned char>(value[i]);
  const auto precision = static_cast<unsigned char>(value[8]);
  if (precision > static_cast<unsigned char>(DatePrecision::Second)) return std::nullopt;
  return StoredDate{static_cast<std::int64_t>(bits ^ kSignBit),
                    static_cast<DatePrecision>(precision)};
}

std::string encode_values(const std::vector<std::string>& values) {
  std::string encoded;
  for (const std::string& value : values) {
    if (value.empty()) continue;
    if (!encoded.empty()) encoded.push_back(kBetweenValues);
    encoded.append(truncate_utf8(value, kLongestValue));
  }
  return encoded;
}

std::vector<std::string_view> decode_values(std::string_view value) {
  std::vector<std::string_view> values;
  while (!value.empty()) {
    const std::size_t end = value.find(kBetweenValues);
    values.push_back(value.substr(0, end));
    if (end == std::string_view::npos) break;
    value.remove_prefix(end + 1);
  }
  return values;
}

std::vector<std::string> keyword_values(const Article& article, FieldId id) {
  std::vector<std::string> values;
  switch (id) {
    case FieldId::Source:
      if (!article.source.id.empty()) {
        values.push_back(article.source.id + kBetweenIdAndName + article.source.name);
      }
      break;
    case FieldId::Author: values = article.authors; break;
    case FieldId::Tag: values = article.tags; break;
    case FieldId::Section: add_if_known(article.section, &values); break;
    case FieldId::Agency: add_if_known(article.agency, &values); break;
    case FieldId::Place: add_if_known(article.place, &values); break;
    case FieldId::Language: add_if_known(article.language, &values); break;
    case FieldId::Status: values.emplace_back(to_string(article.status)); break;
    case FieldId::DateSource: add_if_known(article.date_source, &values); break;
    case FieldId::Title:
    case FieldId::Text:
    case FieldId::Lead:
    case FieldId::Published: break;
  }
  return values;
}

std::string content_hash(const Article& article) {
  Article said = article;
  said.provenance = {};
  said.version = 1;
  return hash128(to_json_line(said));
}

}  // namespace backfile
