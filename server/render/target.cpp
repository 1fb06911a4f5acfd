// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/target.h"

#include <algorithm>

#include "common/ascii.h"

namespace backfile {
namespace {}  // namespace

Target Target::without(std::string_view name) const {
  Target result = *this;
  std::erase_if(result.parameters, [&](const auto& parameter) { return parameter.first == name; });
  return result;
}

Target Target::with(std::string_view name, std::string_view value) const {
  Target result = *this;
  const auto last = std::find_if(result.parameters.rbegin(), result.parameters.rend(),
                                 [&](const auto& parameter) { return parameter.first == name; });
  const auto place = last == result.parameters.rend() ? result.parameters.end() : last.base();
  result.parameters.emplace(place, name, value);
  return result;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kDigits[byte >> 4U];
    encoded += kDigits[byte & 15U];
  }
  return encoded;
}

std::string to_string(const Target& target) {
  std::string text = target.path;
  char separator = '?';
  for (const auto& [name, value] : target.parameters) {
    text += separator;
    text += percent_encode(name);
    text += '=';
    text += percent_encode(value);
    separator = '&';
  }
  return text;
}

}  // namespace backfile
