// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/json_fault.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "common/text.h"

namespace backfile {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestReason = 160;

Error bad_record(std::string message) { return {ErrorCode::BadRecord, std::move(message)}; }

// The library's own words without its prefix "[...] parse error at line 1, column 5: ".
std::string reason_of(std::string_view what) {
  const std::size_t column = what.find("column ");
  const std::size_t colon = column == std::string_view::npos ? column : what.find(": ", column);
  if (colon != std::string_view::npos) what.remove_prefix(colon + 2);
  return to_utf8(truncate_utf8(what, kLongestReason));
}

bool opens(char c) { return c == '{' || c == '['; }

}  // namespace

std::optional<Error> why_too_large(std::string_view text) {
  int depth = 0;
  std::size_t values = 0;
  bool inside_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (inside_string) {
      if (c == '\\') ++at;
      if (c == '"') inside_string = false;
      continue;
    }
    if (c == '"') inside_string = true;
    if (opens(c)) ++depth;
    if (c == '}' || c == ']') --depth;
    if (opens(c) || c == ',' || c == ':') ++values;
    if (depth > kDeepestJson) {
      return bad_record("line is nested deeper than " + std::to_string(kDeepestJson) + " levels");
    }
    if (values > kMostJsonValues) {
      return bad_record("line has more than " + std::to_string(kMostJsonValues) + " values");
    }
  }
  return std::nullopt;
}

Result<std::string> written_anew(const std::string& text) {
  if (auto reason = why_too_large(text)) return *std::move(reason);
  try {
    const Json record = Json::parse(text);
    if (record.is_object()) return record.dump();
    return bad_record("line is valid JSON, but " + std::string(record.type_name()) +
                      " where one article as an object was expected");
  } catch (const Json::parse_error& error) {
    return bad_record("line is not valid JSON at byte " + std::to_string(error.byte) + ": " +
                      reason_of(error.what()));
  } catch (const Json::exception& error) {
    return bad_record("line is not valid JSON: " + reason_of(error.what()));
  }
}

}  // namespace backfile
