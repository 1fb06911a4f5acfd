// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/xml_text.h"

namespace backfile {

std::string escaped(std::string_view text) {
  std::string xml;
  xml.reserve(text.size() + text.size() / 8);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    switch (c) {
      case '&': xml += "&amp;"; continue;
      case '<': xml += "&lt;"; continue;
      case '>': xml += "&gt;"; continue;
      case '"': xml += "&quot;"; continue;
      case '\'': xml += "&#39;"; continue;
      case '\n':
      case '\t': xml += c; continue;
      default: break;
    }
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) continue;
    const std::string_view three = text.substr(at, 3);
    if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
      at += 2;
      continue;
    }
    xml += c;
  }
  return xml;
}

std::string element(std::string_view name, std::string_view text) {
  if (text.empty()) return {};
  std::string xml = "<";
  xml.append(name).append(">").append(escaped(text)).append("</").append(name).append(">\n");
  return xml;
}

}  // namespace backfile
