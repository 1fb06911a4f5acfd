// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/reject.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "common/ascii.h"
#include "common/text.h"

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kKeptOfStart = 200;
constexpr std::size_t kLongestCode = 48;

// The kind that the error names, else the beginning of its reason: "page is not an article: only 30
// characters" and the like differ behind the colon.
std::string code_of(const Error& error) {
  if (!error.detail.kind.empty()) return error.detail.kind;
  std::string code;
  for (const char c : error.message.substr(0, error.message.find_first_of(":;,("))) {
    if (is_ascii_letter(c)) {
      code.push_back(ascii_lower(c));
    } else if (!code.empty() && code.back() != '_') {
      code.push_back('_');
    }
  }
  code.resize(std::min(code.size(), kLongestCode));
  while (code.ends_with('_')) code.pop_back();
  return code.empty() ? "other" : code;
}

std::string code_of_failure(const Error& failure) {
  switch (failure.code) {
    case ErrorCode::Corrupt: return "damaged";
    case ErrorCode::NoInput: return "missing";
    case ErrorCode::Permission: return "forbidden";
    case ErrorCode::BadRecord: return code_of(failure);
    case ErrorCode::InvalidArgument:
    case ErrorCode::NotFound:
    case ErrorCode::Gone:
    case ErrorCode::StaleCursor:
    case ErrorCode::Busy:
    case ErrorCode::Deadline:
    case ErrorCode::Unavailable:
    case ErrorCode::CannotCreate:
    case ErrorCode::Io:
    case ErrorCode::BadConfig:
    case ErrorCode::Incompatible:
    case ErrorCode::System:
    case ErrorCode::Internal: return "unreadable";
  }
  return "unreadable";
}

std::string text_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::uint64_t number_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

}  // namespace

Reject reject_of(const RawDocument& document, const Error& error) {
  Reject reject;
  reject.provenance = document.provenance;
  reject.url = document.url;
  reject.code = code_of(error);
  reject.reason = error.message;
  reject.start = std::string(truncate_utf8(document.bytes, kKeptOfStart));
  return reject;
}

Reject reject_of_rest(std::string file, const Error& failure) {
  Reject reject;
  reject.provenance.file = std::move(file);
  reject.code = code_of_failure(failure);
  reject.reason = failure.message;
  reject.whole_file = true;
  return reject;
}

std::string to_json_line(const Reject& reject) {
  Json json = {{"code", reject.code}, {"file", reject.provenance.file}};
  if (!reject.provenance.member.empty()) json["member"] = reject.provenance.member;
  if (reject.whole_file) {
    json["whole_file"] = true;
  } else {
    json["line"] = reject.provenance.line;
    json["offset"] = reject.provenance.offset;
  }
  if (!reject.url.empty()) json["url"] = reject.url;
  json["reason"] = reject.reason;
  if (!reject.start.empty()) json["start"] = reject.start;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Reject reject_from_json(std::string_view line) {
  Reject reject;
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return reject;
  reject.provenance.file = text_at(json, "file");
  reject.provenance.member = text_at(json, "member");
  reject.provenance.line = number_at(json, "line");
  reject.provenance.offset = number_at(json, "offset");
  reject.url = text_at(json, "url");
  reject.code = text_at(json, "code");
  reject.reason = text_at(json, "reason");
  reject.start = text_at(json, "start");
  const auto whole = json.find("whole_file");
  reject.whole_file = whole != json.end() && whole->is_boolean() && whole->get<bool>();
  return reject;
}

}  // namespace backfile
