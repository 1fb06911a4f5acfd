// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace backfile {

// What a key of somebody's JSON record can mean to us.
enum class RecordField : std::uint8_t {
  Id,
  Url,
  CanonicalUrl,
  Title,
  Subtitle,
  Abstract,
  Text,
  Markup,  // A text that is HTML for certain.
  Authors,
  Agency,
  Place,
  Section,
  Type,
  Language,
  Tags,
  Published,
  PublishedMonthFirst,  // A date in which 03/04 is March.
  Updated,
  SourceId,
  SourceName,
  SourceDomain,
  SourceCountry,
};

// Keys parted by dots lead into nested objects: "source.name".
struct JsonAlias {
  RecordField field;
  std::string_view path;
};

// In order of preference: the first path of a field that has a value wins. Our own names stand
// first. Sources: docs/formats.md, "JSON".
std::span<const JsonAlias> json_aliases();

}  // namespace backfile
