// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/html_charset.h"

#include <algorithm>

#include "common/ascii.h"

namespace backfile {
namespace {

// HTML asks for the first 1,024 bytes; pages with long comments before the meta are common.
constexpr std::size_t kReach = 8192;

bool is_name_character(char c) {
  return is_small(c) || is_digit(c) || c == '-' || c == '_' || c == ':' || c == '.';
}

std::string value_after(const std::string& head, std::size_t at) {
  while (at < head.size() &&
         (head[at] == ' ' || head[at] == '=' || head[at] == '"' || head[at] == '\'')) {
    ++at;
  }
  std::size_t end = at;
  while (end < head.size() && is_name_character(head[end])) ++end;
  return head.substr(at, end - at);
}

}  // namespace

std::string html_charset(std::string_view page, std::string_view declared) {
  if (!declared.empty()) return std::string(declared);
  std::string head(page.substr(0, kReach));
  for (char& c : head) {
    c = ascii_lower(c);
  }
  if (head.starts_with("<?xml")) {
    const std::size_t at = head.find("encoding");
    if (at < head.find('>')) return value_after(head, at + 8);
  }
  for (std::size_t at = head.find("charset"); at != std::string::npos;
       at = head.find("charset", at + 1)) {
    // The word counts inside of a meta element only.
    const std::size_t open = head.rfind('<', at);
    if (open == std::string::npos || head.compare(open, 5, "<meta") != 0) continue;
    std::string name = value_after(head, at + 7);
    // A page whose ASCII can be read as meta is not in UTF-16, whatever it says.
    if (name.starts_with("utf-16")) return "utf-8";
    if (!name.empty()) return name;
  }
  return {};
}

}  // namespace backfile
