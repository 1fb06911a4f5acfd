// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/format/html_attribute.h"

namespace backfile {

// One piece of a page. Views point into the page or, for `name`, into the scanner until the next
// call.
struct HtmlToken {
  enum class Kind { Text, StartTag, EndTag, End };

  Kind kind = Kind::End;
  std::string_view text;  // Of Text: still with its entities.
  std::string_view name;  // Of tags: in lower case.
  HtmlTag tag = HtmlTag::Other;
  bool is_json_ld = false;  // A script whose type says so.
  // Attributes that are read, raw values with their entities, cut at kMaxAttribute.
  std::array<std::pair<HtmlAttribute, std::string_view>, 15> attributes;
  std::size_t attribute_count = 0;
};

// Cuts a page into tags and text; comments, declarations and processing instructions are skipped.
class HtmlScanner {
 public:
  explicit HtmlScanner(std::string_view utf8) : page_(utf8) {}

  HtmlToken next();

  // Skips over the end tag `</name` that follows. The content before it, or nothing, with nothing
  // skipped, when there is none; an unclosed script reaches to the end of the page.
  std::optional<std::string_view> skip_to_end_tag(std::string_view name);

 private:
  bool skip_declaration();
  HtmlToken scan_tag(bool end);
  void scan_attributes(HtmlToken& token);
  std::string_view scan_value();
  void keep_attribute(HtmlToken& token, std::string_view name, std::string_view value);
  void skip_blanks();

  std::string_view page_;
  std::size_t at_ = 0;
  std::string name_;
  std::string attribute_name_;
  bool no_more_comment_ends_ = false;
  std::vector<std::string> unclosed_;  // Names for which no end tag follows any more.
};

}  // namespace backfile
