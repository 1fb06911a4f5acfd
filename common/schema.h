// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace backfile {

// The fields that can be searched, filtered or counted. Indexer, query language, facets and the
// tests of the documentation read this one table. Changing a prefix or a slot changes the format
// of the archive: raise kFormatVersion and say so in docs/index-format.md.
enum class FieldId : std::uint8_t {
  Title,
  Text,
  Published,
  Source,
  Author,
  Section,
  Agency,
  Place,
  Language,
  Tag,
  Status,
  DateSource,
  Lead,
  Url,
  Id,
  Length,
  Story,
  Type,
  Country,
};

enum class FieldKind : std::uint8_t {
  Words,    // Tokenised.
  Keyword,  // The whole value, folded, is one term; the value as written is in a column.
  Date,
  Identity,  // The whole value leads to one article; nothing is folded.
  Number,    // A range of whole numbers.
};

// Whether a query may ask for one of several whole values.
constexpr bool takes_values(FieldKind kind) {
  return kind == FieldKind::Keyword || kind == FieldKind::Identity;
}

inline constexpr std::uint32_t kNoSlot = 0xffff'ffff;

struct Field {
  FieldId id;
  FieldKind kind;
  std::string_view name;     // In the query language, as parameter and as facet.
  std::string_view key;      // In the article record; behind a dot in an object of it.
  std::string_view prefix;   // Of terms; empty for the text itself.
  std::uint32_t slot;        // Number of its column, or kNoSlot.
  bool facet;                // Can be counted.
  bool multiple;             // An article may have several values.
  std::string_view example;  // A query with it.
};

inline constexpr std::uint32_t kFormatVersion = 5;

inline constexpr std::array kFields = {
    // clang-format off
    Field{FieldId::Title,      FieldKind::Words,   "title",       "title",       "S",   kNoSlot, false, false, "title:ferry"},
    Field{FieldId::Text,       FieldKind::Words,   "text",        "text",        "",    kNoSlot, false, false, "text:ferry"},
    Field{FieldId::Published,  FieldKind::Date,    "date",        "published",   "",    0,       false, false, "date:2014-02..2014-04"},
    Field{FieldId::Source,     FieldKind::Keyword, "source",      "source",      "H",   1,       true,  false, "source:example.com"},
    Field{FieldId::Author,     FieldKind::Keyword, "author",      "authors",     "A",   2,       true,  true,  "author:\"Ada Byron\""},
    Field{FieldId::Section,    FieldKind::Keyword, "section",     "section",     "XSE", 3,       true,  false, "section:politics"},
    Field{FieldId::Agency,     FieldKind::Keyword, "agency",      "agency",      "XAG", 4,       true,  false, "agency:reuters"},
    Field{FieldId::Place,      FieldKind::Keyword, "place",       "place",       "XPL", 5,       true,  false, "place:moscow"},
    Field{FieldId::Language,   FieldKind::Keyword, "language",    "language",    "L",   6,       true,  false, "language:de"},
    Field{FieldId::Tag,        FieldKind::Keyword, "tag",         "tags",        "K",   7,       true,  true,  "tag:election"},
    Field{FieldId::Status,     FieldKind::Keyword, "status",      "status",      "XST", 8,       true,  false, "status:corrected"},
    Field{FieldId::DateSource, FieldKind::Keyword, "date_source", "date_source", "XDS", 9,       true,  false, "date_source:json-ld"},
    Field{FieldId::Lead,       FieldKind::Words,   "lead",        "text",        "",    kNoSlot, false, false, "lead:ferry"},
    Field{FieldId::Url,        FieldKind::Identity, "url",        "url",         "U",   kNoSlot, false, false, "url:https://example.com/news/7"},
    Field{FieldId::Id,         FieldKind::Identity, "id",         "id",          "Q",   kNoSlot, false, false, "id:tide-1998-04-12-3"},
    Field{FieldId::Length,     FieldKind::Number,  "words",       "words",       "",    kNoSlot, false, false, "words:200..400"},
    Field{FieldId::Story,      FieldKind::Keyword, "story",       "story_id",    "XSY", 10,      true,  false, "story:90c4dbca0f9e7a11"},
    Field{FieldId::Type,       FieldKind::Keyword, "type",        "type",        "XTY", 11,      true,  false, "type:opinion"},
    Field{FieldId::Country,    FieldKind::Keyword, "country",     "source.country", "XCO", 12,   true,  false, "country:de"},
    // clang-format on
};
inline constexpr std::size_t kFieldCount = kFields.size();

constexpr const Field& field(FieldId id) { return kFields[static_cast<std::size_t>(id)]; }

// The field that `name` stands for in a query or a parameter, or null.
constexpr const Field* find_field(std::string_view name) {
  for (const Field& candidate : kFields) {
    if (candidate.name == name) return &candidate;
  }
  return nullptr;
}

namespace schema_checks {
constexpr bool rows_stand_in_order_of_id() {
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    if (kFields[i].id != static_cast<FieldId>(i)) return false;
  }
  return true;
}
constexpr bool slots_and_names_are_unique() {
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    for (std::size_t j = i + 1; j < kFieldCount; ++j) {
      if (kFields[i].slot != kNoSlot && kFields[i].slot == kFields[j].slot) return false;
      if (kFields[i].name == kFields[j].name) return false;
    }
  }
  return true;
}
constexpr bool facets_have_slots() {
  for (const Field& row : kFields) {
    if (row.facet && row.slot == kNoSlot) return false;
  }
  return true;
}
static_assert(rows_stand_in_order_of_id());
static_assert(slots_and_names_are_unique());
static_assert(facets_have_slots());
}  // namespace schema_checks

}  // namespace backfile
