// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backfile {

// A URL of this server in parts, relative to its root. Values are decoded text.
struct Target {
  std::string path;
  std::vector<std::pair<std::string, std::string>> parameters;

  // Every parameter of this name removed.
  Target without(std::string_view name) const;
  // The same with one more parameter, behind those of its name or else at the end.
  Target with(std::string_view name, std::string_view value) const;
};

// Path and query as a client may send them: "/api/v1/search?q=two%20words".
std::string to_string(const Target& target);

// Everything but letters, digits and "-._~" as %XX.
std::string percent_encode(std::string_view text);

}  // namespace backfile
