// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/errors.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/text.h"

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestInstance = 1024;

const Problem* find_problem(std::string_view code) {
  const auto found = std::find_if(kProblems.begin(), kProblems.end(),
                                  [&](const Problem& row) { return row.code == code; });
  return found == kProblems.end() ? nullptr : &*found;
}

std::string_view code_of(const Error& error) {
  switch (error.code) {
    case ErrorCode::InvalidArgument:
      return find_problem(error.detail.kind) != nullptr ? std::string_view(error.detail.kind)
                                                        : "bad_value";
    case ErrorCode::NotFound: return "not_found";
    case ErrorCode::Gone: return "gone";
    case ErrorCode::StaleCursor: return "cursor_expired";
    case ErrorCode::Deadline: return "timeout";
    case ErrorCode::Busy:
    case ErrorCode::Unavailable: return "unavailable";
    case ErrorCode::BadRecord:
    case ErrorCode::NoInput:
    case ErrorCode::CannotCreate:
    case ErrorCode::Io:
    case ErrorCode::Permission:
    case ErrorCode::BadConfig:
    case ErrorCode::Corrupt:
    case ErrorCode::Incompatible:
    case ErrorCode::System:
    case ErrorCode::Internal: return "internal";
  }
  return "internal";
}

Json details(const ErrorDetail& detail) {
  Json json = Json::object();
  if (!detail.parameter.empty()) json["parameter"] = detail.parameter;
  if (detail.position) json["position"] = *detail.position;
  if (!detail.found.empty()) json["found"] = detail.found;
  if (!detail.expected.empty()) json["expected"] = detail.expected;
  if (!detail.suggestion.empty()) json["suggestion"] = detail.suggestion;
  return json;
}

std::string type_of(std::string_view code) {
  std::string type = "/problems/" + std::string(code);
  std::replace(type.begin(), type.end(), '_', '-');
  return type;
}

}  // namespace

const Problem& problem_of(const Error& error) {
  const Problem* problem = find_problem(code_of(error));
  return problem != nullptr ? *problem : kProblems.front();
}

bool takes_posts(std::string_view target) {
  return target.starts_with("/api/v1/") || target.starts_with("/compat/");
}

HttpResponse problem_response(const Error& error, std::string_view instance) {
  const Problem& problem = problem_of(error);
  const bool ours = problem.status == 500;
  Json json = {{"type", type_of(problem.code)},
               {"title", problem.title},
               {"status", problem.status},
               {"code", problem.code},
               {"detail", ours ? "The reason is in the log of the server." : error.message}};
  if (!instance.empty()) json["instance"] = truncate_utf8(instance, kLongestInstance);
  for (const auto& [name, value] : error.detail.members) json[name] = value;
  Json detail = details(error.detail);
  if (!ours && !detail.empty()) json["errors"] = Json::array({std::move(detail)});

  HttpResponse response{.status = problem.status,
                        .content_type = "application/problem+json; charset=utf-8",
                        .body = json.dump(-1, ' ', false, Json::error_handler_t::replace),
                        .headers = {{"Cache-Control", "no-store"}},
                        .fault = ours ? error.message : std::string()};
  if (problem.status == 503) response.headers.emplace_back("Retry-After", "1");
  if (problem.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (problem.status == 405) {
    response.headers.emplace_back("Allow", instance.empty() || takes_posts(instance)
                                               ? "GET, HEAD, POST, OPTIONS"
                                               : "GET, HEAD, OPTIONS");
  }
  return response;
}

Error refusal(std::string_view kind, std::string message) {
  Error error{.code = ErrorCode::InvalidArgument, .message = std::move(message)};
  error.detail.kind = kind;
  return error;
}

}  // namespace backfile
