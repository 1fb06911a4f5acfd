// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// Bytes of an unknown or declared character set to UTF-8. `declared` is the name that a header,
// a meta element or the container gives, or empty. Order: byte-order mark, `declared` if the bytes
// are valid in it, UTF-8 validity, detection by uchardet, windows-1252. Never fails; bytes that
// have no meaning become U+FFFD.
std::string to_utf8(std::string_view bytes, std::string_view declared = {});

bool is_valid_utf8(std::string_view text);

// Valid UTF-8 in NFC without invisible and control characters (newline and tab stay, CR LF and
// CR become newline, NBSP and other blanks a space). Idempotent.
std::string clean_text(std::string_view utf8);

// One line: blanks of every kind, newlines too, collapsed to single spaces, ends trimmed.
std::string collapse_blanks(std::string_view utf8);

// For comparing names: NFKC case folding, blanks collapsed, and one form for letters that are
// written for one another: accents of Latin and Greek left out, the Russian yo as ye, vowel signs and
// hamza of Arabic and points of Hebrew left out, one alef, yeh and kaf, no tatweel, no final forms,
// digits of every script as ASCII.
// "  Süddeutsche  Zeitung" and "SUDDEUTSCHE ZEITUNG" fold to the same bytes.
std::string fold(std::string_view utf8);

// At most `limit` bytes, cut before a code point that would not fit whole.
std::string_view truncate_utf8(std::string_view utf8, std::size_t limit);

std::string_view trim(std::string_view text);  // ASCII blanks and newlines at both ends.
std::vector<std::string_view> split_lines(std::string_view text);  // Without "\n" and "\r\n".
// Characters that carry no text: controls (newline and tab too), soft hyphen, zero-width space,
// byte-order marks, bidi overrides, private use. ZWJ and ZWNJ are none: Persian and the scripts of
// India need them.
bool is_invisible(char32_t c);

bool is_ascii(std::string_view text);
std::string ascii_lower(std::string_view text);  // Other letters stay as they are.
bool starts_with_ignoring_case(std::string_view text, std::string_view ascii_prefix);

}  // namespace backfile
