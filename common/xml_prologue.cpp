// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/xml_prologue.h"

#include "common/text.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestPrologue = 64 * 1024;

// The end of a document type: behind the ">" that stands outside of quotes and brackets.
std::size_t end_of_document_type(std::string_view text, std::size_t at) {
  int depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (text.substr(at).starts_with("<!--")) {
      const std::size_t end = text.find("-->", at);
      if (end == std::string_view::npos) return text.size();
      at = end + 3;
      continue;
    }
    if (c == '"' || c == '\'') {
      const std::size_t end = text.find(c, at + 1);
      if (end == std::string_view::npos) return text.size();
      at = end;
    }
    if (c == '[') ++depth;
    if (c == ']') --depth;
    ++at;
    if (c == '>' && depth <= 0) return at;
  }
  return at;
}

}  // namespace

std::size_t end_of_xml_aside(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  std::string_view close;
  if (rest.starts_with("<!--")) close = "-->";
  if (rest.starts_with("<?")) close = "?>";
  if (starts_with_ignoring_case(rest, "<!doctype")) return end_of_document_type(text, at + 9);
  if (close.empty()) return at;
  const std::size_t end = text.find(close, at + 2);
  return end == std::string_view::npos ? text.size() : end + close.size();
}

std::size_t xml_prologue_length(std::string_view utf8) {
  const std::string_view text = utf8.substr(0, kLongestPrologue);
  std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (true) {
    while (at < text.size() && is_html_blank(text[at])) ++at;
    if (at >= text.size() || starts_with_ignoring_case(text.substr(at), "<!doctype html"))
      return at;
    const std::size_t end = end_of_xml_aside(text, at);
    if (end == at) return at;
    if (end >= text.size()) return 0;
    at = end;
  }
}

std::string_view xml_root_name(std::string_view utf8) {
  const std::string_view text = utf8.substr(xml_prologue_length(utf8));
  if (text.size() < 2 || text[0] != '<' || !begins_xml_name(text[1])) return {};
  std::size_t end = 1;
  while (end < text.size() && is_xml_name_character(text[end])) ++end;
  const std::string_view name = text.substr(1, end - 1);
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace backfile
