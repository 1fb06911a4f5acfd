// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "indexer/format/html_tag.h"

namespace backfile {

// The attributes that the extraction reads; all others are dropped before a page is parsed.
enum class HtmlAttribute : std::uint8_t {
  AriaHidden,
  Class,
  Content,
  Datetime,
  Hidden,
  Href,
  Id,
  Itemprop,
  Lang,
  Name,
  Property,
  Rel,
  Role,
  SmallPrint,  // Set by the reducer on the span that stands for a small element.
  Style,
  Title,
};

// Nothing for an attribute that is not read on this element.
std::optional<HtmlAttribute> html_attribute(HtmlTag tag, std::string_view lower_name);
std::string_view attribute_name(HtmlAttribute attribute);

}  // namespace backfile
