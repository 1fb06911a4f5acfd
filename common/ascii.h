// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string_view>

namespace backfile {

// Classes of ASCII characters, whatever the locale. Bytes of other characters are in none.

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_small(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_ascii_letter(char c) { return is_small(c) || is_capital(c); }

// Digits and nothing else, at least one.
constexpr bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// What a URL may hold as it is (RFC 3986, section 2.3).
constexpr bool is_unreserved(char c) {
  return is_ascii_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

// What HTML takes for white space (WHATWG Infra Standard, "ASCII whitespace").
constexpr bool is_html_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

constexpr char ascii_lower(char c) { return is_capital(c) ? static_cast<char>(c + 32) : c; }

// The value of a hexadecimal digit, or -1.
constexpr int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace backfile
