// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/html_scanner.h"

#include <algorithm>

#include "common/ascii.h"
#include "common/text.h"
#include "indexer/format/html_reducer.h"

namespace backfile {
namespace {

constexpr std::size_t kMaxName = 40;

bool is_name_end(char c) { return is_html_blank(c) || c == '>' || c == '/'; }

}  // namespace

HtmlToken HtmlScanner::next() {
  while (at_ < page_.size()) {
    const std::size_t begin = at_;
    std::size_t tag = page_.find('<', begin);
    // A "<" that opens no markup is text.
    while (tag != std::string_view::npos && tag + 1 < page_.size() &&
           !is_ascii_letter(page_[tag + 1]) && page_[tag + 1] != '/' && page_[tag + 1] != '!' &&
           page_[tag + 1] != '?') {
      tag = page_.find('<', tag + 1);
    }
    at_ = std::min(tag, page_.size());
    if (at_ > begin) {
      HtmlToken token;
      token.kind = HtmlToken::Kind::Text;
      token.text = page_.substr(begin, at_ - begin);
      return token;
    }
    if (skip_declaration()) continue;
    const bool end = at_ + 1 < page_.size() && page_[at_ + 1] == '/';
    at_ += end ? 2 : 1;
    return scan_tag(end);
  }
  return {};
}

bool HtmlScanner::skip_declaration() {
  const std::string_view rest = page_.substr(at_);
  if (rest.size() < 2) {
    at_ = page_.size();
    return true;
  }
  if (rest[1] == '/' && rest.size() > 2 && is_ascii_letter(rest[2])) return false;
  if (rest[1] != '/' && rest[1] != '!' && rest[1] != '?') return false;
  if (rest.substr(0, 4) == "<!--" && !no_more_comment_ends_) {
    // "<!-->" is a whole comment.
    const std::size_t close = page_.find("-->", at_ + 2);
    no_more_comment_ends_ = close == std::string_view::npos;
    if (!no_more_comment_ends_) {
      at_ = close + 3;
      return true;
    }
  }
  const std::size_t close = page_.find('>', at_);
  at_ = close == std::string_view::npos ? page_.size() : close + 1;
  return true;
}

HtmlToken HtmlScanner::scan_tag(bool end) {
  HtmlToken token;
  name_.clear();
  while (at_ < page_.size() && !is_name_end(page_[at_])) {
    if (name_.size() < kMaxName && page_[at_] != '\0') name_.push_back(ascii_lower(page_[at_]));
    ++at_;
  }
  token.kind = end ? HtmlToken::Kind::EndTag : HtmlToken::Kind::StartTag;
  token.name = name_;
  token.tag = html_tag(name_);
  scan_attributes(token);
  if (at_ >= page_.size()) return {};  // A tag cut off by the end of the page is no tag.
  ++at_;
  return token;
}

void HtmlScanner::scan_attributes(HtmlToken& token) {
  while (true) {
    while (at_ < page_.size() && (is_html_blank(page_[at_]) || page_[at_] == '/')) ++at_;
    if (at_ >= page_.size() || page_[at_] == '>') return;
    attribute_name_.clear();
    const std::size_t begin = at_;
    while (at_ < page_.size() && !is_name_end(page_[at_]) && (page_[at_] != '=' || at_ == begin)) {
      if (attribute_name_.size() < kMaxName) attribute_name_.push_back(ascii_lower(page_[at_]));
      ++at_;
    }
    skip_blanks();
    std::string_view value;
    if (at_ < page_.size() && page_[at_] == '=') {
      ++at_;
      skip_blanks();
      value = scan_value();
    }
    if (token.kind == HtmlToken::Kind::StartTag) keep_attribute(token, attribute_name_, value);
  }
}

std::string_view HtmlScanner::scan_value() {
  if (at_ >= page_.size()) return {};
  const char quote = page_[at_];
  if (quote == '"' || quote == '\'') {
    const std::size_t begin = at_ + 1;
    const std::size_t close = std::min(page_.find(quote, begin), page_.size());
    at_ = std::min(close + 1, page_.size());
    return page_.substr(begin, close - begin);
  }
  const std::size_t begin = at_;
  while (at_ < page_.size() && !is_html_blank(page_[at_]) && page_[at_] != '>') ++at_;
  return page_.substr(begin, at_ - begin);
}

void HtmlScanner::keep_attribute(HtmlToken& token, std::string_view name, std::string_view value) {
  if (token.tag == HtmlTag::Script) {
    if (name == "type" && value.find("ld+json") != std::string_view::npos) token.is_json_ld = true;
    return;
  }
  const auto attribute = html_attribute(token.tag, name);
  if (!attribute || token.attribute_count >= token.attributes.size()) return;
  if (*attribute == HtmlAttribute::Style && value.find("none") == std::string_view::npos &&
      value.find("hidden") == std::string_view::npos) {
    return;
  }
  if (value.size() > kMaxAttribute) value = truncate_utf8(value, kMaxAttribute);
  token.attributes[token.attribute_count++] = {*attribute, value};
}

void HtmlScanner::skip_blanks() {
  while (at_ < page_.size() && is_html_blank(page_[at_])) ++at_;
}

std::optional<std::string_view> HtmlScanner::skip_to_end_tag(std::string_view name) {
  if (std::find(unclosed_.begin(), unclosed_.end(), name) != unclosed_.end()) return std::nullopt;
  const std::size_t begin = at_;
  for (std::size_t at = page_.find("</", begin); at != std::string_view::npos;
       at = page_.find("</", at + 2)) {
    const std::size_t after = at + 2 + name.size();
    if (!starts_with_ignoring_case(page_.substr(at + 2), name)) continue;
    if (after < page_.size() && !is_name_end(page_[after])) continue;
    const std::size_t close = page_.find('>', after);
    at_ = close == std::string_view::npos ? page_.size() : close + 1;
    return page_.substr(begin, at - begin);
  }
  if (name == "script") {
    at_ = page_.size();
    return page_.substr(begin);
  }
  unclosed_.emplace_back(name);
  return std::nullopt;
}

}  // namespace backfile
