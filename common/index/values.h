// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/article.h"
#include "common/schema.h"

namespace backfile {

// A value of a keyword field, and what it is shown as where that is another text: a source has its
// id and its name.
struct KeywordValue {
  std::string value;
  std::string label = {};
};

// In columns a value is cut to so many bytes.
inline constexpr std::size_t kLongestValue = 255;

// The values of an article in a keyword field.
std::vector<KeywordValue> keyword_values(const Article& article, FieldId id);

}  // namespace backfile
