// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/html_attribute.h"

#include <array>

namespace backfile {
namespace {

// In the order of HtmlAttribute.
constexpr std::array<std::string_view, 16> kNames = {
    "aria-hidden", "class", "content",  "datetime", "hidden", "href",        "id",    "itemprop",
    "lang",        "name",  "property", "rel",      "role",   "small-print", "style", "title"};

bool is_read(HtmlTag tag, HtmlAttribute attribute) {
  switch (attribute) {
    case HtmlAttribute::Href:
    case HtmlAttribute::Rel: return tag == HtmlTag::A || tag == HtmlTag::Link;
    case HtmlAttribute::Name: return tag == HtmlTag::Meta;
    case HtmlAttribute::Title: return tag == HtmlTag::Abbr || tag == HtmlTag::Time;
    case HtmlAttribute::SmallPrint: return tag == HtmlTag::Span;
    case HtmlAttribute::Lang: return tag == HtmlTag::Html;
    case HtmlAttribute::AriaHidden:
    case HtmlAttribute::Class:
    case HtmlAttribute::Content:
    case HtmlAttribute::Datetime:
    case HtmlAttribute::Hidden:
    case HtmlAttribute::Id:
    case HtmlAttribute::Itemprop:
    case HtmlAttribute::Property:
    case HtmlAttribute::Role:
    case HtmlAttribute::Style: return true;
  }
  return false;
}

}  // namespace

std::optional<HtmlAttribute> html_attribute(HtmlTag tag, std::string_view lower_name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] != lower_name) continue;
    const auto attribute = static_cast<HtmlAttribute>(i);
    if (is_read(tag, attribute)) return attribute;
    return std::nullopt;
  }
  return std::nullopt;
}

std::string_view attribute_name(HtmlAttribute attribute) {
  return kNames[static_cast<std::size_t>(attribute)];
}

}  // namespace backfile
