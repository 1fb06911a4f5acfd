// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/html_tree.h"

namespace backfile {

// The meta elements of a page by property, name or itemprop, in lower case.
class MetaTags {
 public:
  explicit MetaTags(const HtmlTree& tree);

  // The first value, not empty, of the first of these keys that has one; else empty.
  std::string first(std::initializer_list<std::string_view> keys) const;

  // All values of a key, in order.
  std::vector<std::string> all(std::string_view key) const;

 private:
  std::multimap<std::string, std::string, std::less<>> values_;
};

}  // namespace backfile
