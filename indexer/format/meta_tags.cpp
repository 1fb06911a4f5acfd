// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/meta_tags.h"

#include "common/ascii.h"
#include "indexer/format/html_text.h"

namespace backfile {

MetaTags::MetaTags(const HtmlTree& tree) {
  for (NodeId node = 0; node < tree.size(); ++node) {
    if (tree.tag(node) != HtmlTag::Meta) continue;
    // Values are often escaped twice: "AT&amp;amp;T".
    const std::string value = html_to_line(tree.attribute(node, HtmlAttribute::Content));
    if (value.empty()) continue;
    for (const auto name :
         {HtmlAttribute::Property, HtmlAttribute::Name, HtmlAttribute::Itemprop}) {
      std::string key(tree.attribute(node, name));
      for (char& c : key) {
        c = ascii_lower(c);
      }
      if (!key.empty()) values_.emplace(std::move(key), value);
    }
  }
}

std::string MetaTags::first(std::initializer_list<std::string_view> keys) const {
  for (const std::string_view key : keys) {
    const auto found = values_.lower_bound(key);
    if (found != values_.end() && found->first == key) return found->second;
  }
  return {};
}

std::vector<std::string> MetaTags::all(std::string_view key) const {
  std::vector<std::string> values;
  for (auto [it, end] = values_.equal_range(key); it != end; ++it) values.push_back(it->second);
  return values;
}

}  // namespace backfile
