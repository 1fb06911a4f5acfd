// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// A page without the parts that no extraction reads: comments, scripts, styles, images, embedded
// media, attributes outside of html_attribute.h, markup of type faces but for small print. What is
// left is bounded, so that the quadratic steps of an HTML5 parser stay cheap: elements nested
// deeper than kMaxDepth and elements after kMaxElements lose their tags but keep their text, an
// attribute value is cut at kMaxAttribute bytes and the whole at kMaxHtml bytes.
struct ReducedHtml {
  std::string html;
  std::vector<std::string> json_ld;  // Contents of <script type="application/ld+json">.
};

inline constexpr std::size_t kMaxDepth = 256;
inline constexpr std::size_t kMaxElements = 150'000;
inline constexpr std::size_t kMaxAttribute = 8 * 1024;
inline constexpr std::size_t kMaxHtml = 16 * 1024 * 1024;

// Linear in the size of `utf8`. Never fails: what is no markup is text.
ReducedHtml reduce_html(std::string_view utf8);

}  // namespace backfile
