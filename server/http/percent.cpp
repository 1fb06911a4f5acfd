// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/percent.h"

#include <algorithm>

#include "common/ascii.h"
#include "common/text.h"

namespace backfile {
namespace {

Error bad_encoding(std::string_view name, std::string message, std::string_view found) {
  Error error{.code = ErrorCode::InvalidArgument, .message = std::move(message)};
  error.detail.parameter = name;
  error.detail.found = found;
  error.detail.kind = "bad_encoding";
  return error;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

}  // namespace

Result<std::string> percent_decode(std::string_view text, Plus plus, std::string_view name) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == Plus::IsBlank) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      const int high = i + 1 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) {
        return bad_encoding(name,
                            "A % must be followed by two hexadecimal digits; the character % "
                            "itself is written %25.",
                            text.substr(i, 3));
      }
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (!is_valid_utf8(decoded)) {
    return bad_encoding(name, "The bytes are not UTF-8; encode the text as UTF-8, then as %XX.",
                        {});
  }
  if (std::any_of(decoded.begin(), decoded.end(), is_control)) {
    return bad_encoding(name, "Control characters are not allowed.", {});
  }
  return decoded;
}

Result<RawParameters> split_parameters(std::string_view query) {
  RawParameters parameters;
  while (!query.empty()) {
    const std::string_view piece = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), piece.size() + 1));
    if (piece.empty()) continue;
    const std::size_t equals = piece.find('=');
    const std::string_view raw_name = piece.substr(0, equals);
    auto name = percent_decode(raw_name, Plus::IsBlank, raw_name);
    if (!name) return std::move(name).error();
    const std::string_view raw_value =
        equals == std::string_view::npos ? std::string_view() : piece.substr(equals + 1);
    auto value = percent_decode(raw_value, Plus::IsBlank, *name);
    if (!value) return std::move(value).error();
    parameters.emplace_back(std::move(name).value(), std::move(value).value());
  }
  return parameters;
}

}  // namespace backfile
