// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/encoded_words.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "common/ascii.h"
#include "common/text.h"

namespace backfile {
namespace {

int base64_digit(char c) {
  if (is_capital(c)) return c - 'A';
  if (is_small(c)) return c - 'a' + 26;
  if (is_digit(c)) return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

// "=?charset?B?text?="
struct EncodedWord {
  std::string charset;
  std::string bytes;
  std::size_t size = 0;
};

std::optional<EncodedWord> encoded_word_at(std::string_view text) {
  if (!text.starts_with("=?")) return std::nullopt;
  const std::size_t charset_end = text.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end + 2 >= text.size() ||
      text[charset_end + 2] != '?') {
    return std::nullopt;
  }
  const std::size_t end = text.find("?=", charset_end + 3);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view content = text.substr(charset_end + 3, end - charset_end - 3);
  EncodedWord word;
  word.charset = ascii_lower(text.substr(2, charset_end - 2));
  // RFC 2231 has a language behind the character set.
  word.charset.resize(std::min(word.charset.size(), word.charset.find('*')));
  word.size = end + 2;
  switch (text[charset_end + 1]) {
    case 'B':
    case 'b': word.bytes = from_base64(content); return word;
    case 'Q':
    case 'q': {
      std::string spaced(content);
      for (char& c : spaced) {
        if (c == '_') c = ' ';
      }
      word.bytes = from_quoted_printable(spaced);
      return word;
    }
    default: return std::nullopt;
  }
}

}  // namespace

std::string from_base64(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const int digit = base64_digit(c);
    if (digit < 0) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<char>(bits >> count & 0xff));
  }
  return bytes;
}

std::string from_quoted_printable(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      bytes.push_back(text[i]);
      continue;
    }
    const std::string_view rest = text.substr(i + 1);
    if (rest.starts_with("\r\n")) {
      i += 2;
    } else if (rest.starts_with('\n')) {
      i += 1;
    } else if (rest.size() >= 2 && hex_digit(rest[0]) >= 0 && hex_digit(rest[1]) >= 0) {
      bytes.push_back(static_cast<char>(hex_digit(rest[0]) * 16 + hex_digit(rest[1])));
      i += 2;
    } else {
      bytes.push_back('=');
    }
  }
  return bytes;
}

std::string decode_mail_header(std::string_view value) {
  std::string text;
  std::string plain;
  EncodedWord words;  // Neighbours so far.
  const auto end_words = [&] {
    if (words.size > 0) text += to_utf8(words.bytes, words.charset);
    words = {};
  };
  for (std::size_t i = 0; i < value.size();) {
    std::optional<EncodedWord> word = encoded_word_at(value.substr(i));
    if (!word) {
      plain.push_back(value[i++]);
      continue;
    }
    i += word->size;
    // Blanks between encoded words only part them.
    const bool neighbours = words.size > 0 && trim(plain).empty();
    if (!neighbours || words.charset != word->charset) end_words();
    if (!neighbours) text += to_utf8(plain);
    plain.clear();
    words.bytes += word->bytes;
    words.charset = word->charset;
    words.size += word->size;
  }
  end_words();
  return collapse_blanks(text + to_utf8(plain));
}

}  // namespace backfile
