// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/marks.h"

#include <algorithm>
#include <string_view>

#include "common/utf8.h"

namespace backfile {
namespace {

void append_escaped(std::string_view text, std::string& html) {
  for (const char c : text) {
    switch (c) {
      case '&': html += "&amp;"; break;
      case '<': html += "&lt;"; break;
      case '>': html += "&gt;"; break;
      case '"': html += "&quot;"; break;
      case '\'': html += "&#39;"; break;
      default: html += c;
    }
  }
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> marks_in_code_points(const Snippet& snippet) {
  const std::string_view text = snippet.text;
  std::vector<std::pair<std::size_t, std::size_t>> marks;
  marks.reserve(snippet.marks.size());
  std::size_t bytes = 0;
  std::size_t points = 0;
  for (const auto& [begin, end] : snippet.marks) {
    const std::size_t first = points + count_code_points(text.substr(bytes, begin - bytes));
    const std::size_t last = first + count_code_points(text.substr(begin, end - begin));
    marks.emplace_back(first, last);
    bytes = end;
    points = last;
  }
  return marks;
}

std::string marked_html(const Snippet& snippet) {
  const std::string_view text = snippet.text;
  std::string html;
  html.reserve(text.size() + 16 * snippet.marks.size());
  std::size_t done = 0;
  for (const auto& [begin, end] : snippet.marks) {
    append_escaped(text.substr(done, begin - done), html);
    html += "<mark>";
    append_escaped(text.substr(begin, end - begin), html);
    html += "</mark>";
    done = end;
  }
  append_escaped(text.substr(done), html);
  return html;
}

}  // namespace backfile
