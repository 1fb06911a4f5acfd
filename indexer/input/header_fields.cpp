// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/header_fields.h"

#include "common/text.h"

namespace backfile {

HeaderFields::HeaderFields(std::string_view lines) {
  for (const std::string_view line : split_lines(lines)) {
    const bool goes_on = line.starts_with(' ') || line.starts_with('\t');
    if (goes_on && !fields_.empty()) {
      fields_.back().second.append(" ").append(trim(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    fields_.emplace_back(ascii_lower(trim(line.substr(0, colon))), trim(line.substr(colon + 1)));
  }
}

std::string_view HeaderFields::get(std::string_view name) const {
  const std::string wanted = ascii_lower(name);
  for (const auto& [field, value] : fields_) {
    if (field == wanted) return value;
  }
  return {};
}

HeaderSize header_size(std::string_view bytes) {
  for (std::size_t end = bytes.find('\n'); end != std::string_view::npos;
       end = bytes.find('\n', end + 1)) {
    const std::string_view next = bytes.substr(end + 1);
    if (next.starts_with('\n')) return {end + 1, end + 2};
    if (next.starts_with("\r\n")) return {end + 1, end + 3};
  }
  return {};
}

std::string header_parameter(std::string_view value, std::string_view name) {
  for (std::size_t at = value.find(';'); at != std::string_view::npos; at = value.find(';', at)) {
    value.remove_prefix(at + 1);
    at = 0;
    const std::string_view parameter = trim(value);
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos) continue;
    if (ascii_lower(trim(parameter.substr(0, equals))) != name) continue;
    const std::string_view rest = trim(parameter.substr(equals + 1));
    if (rest.starts_with('"')) return std::string(rest.substr(1, rest.find('"', 1) - 1));
    return std::string(trim(rest.substr(0, rest.find(';'))));
  }
  return {};
}

ContentType parse_content_type(std::string_view value) {
  ContentType content;
  content.type = ascii_lower(trim(value.substr(0, value.find(';'))));
  content.charset = ascii_lower(header_parameter(value, "charset"));
  // Templates write charset='utf-8'.
  std::erase(content.charset, '\'');
  return content;
}

}  // namespace backfile
