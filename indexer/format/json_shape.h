// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace backfile {

// Kinds of JSON objects that are read differently.
enum class JsonShape : std::uint8_t {
  Record,  // One article, or the page of an API with a list of them.
  Ninjs,   // IPTC's news in JSON, of any version.
  Feed,    // jsonfeed.org.
};

// By the keys of the object that `text` begins with, without parsing it: Record for anything that
// is not surely one of the others. Linear; looks at the first megabyte.
JsonShape json_shape(std::string_view text);

}  // namespace backfile
