// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backfile {

// Lines "Name: value" as HTTP, WARC and mail have them. Lines that begin with a blank go on with
// the value before; lines without a colon are passed over.
class HeaderFields {
 public:
  explicit HeaderFields(std::string_view lines);

  // The first value of that name, whatever its case, without blanks at its ends; else empty.
  std::string_view get(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

// Where the lines of a header end: the size of all before the first empty line, and of that line.
// npos when there is none.
struct HeaderSize {
  std::size_t lines = std::string_view::npos;
  std::size_t with_blank_line = std::string_view::npos;
};
HeaderSize header_size(std::string_view bytes);

// The value of a Content-Type: "text/html; charset=utf-8". Both in lower case.
struct ContentType {
  std::string type;
  std::string charset;
};
ContentType parse_content_type(std::string_view value);

// The value of a parameter behind a ";" in a header's value, without quotes; else empty.
std::string header_parameter(std::string_view value, std::string_view name);

}  // namespace backfile
