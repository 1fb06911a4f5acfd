// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/errors.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace backfile {
namespace {

struct Expected {
  ErrorCode code;
  std::string_view problem;
  int status;
};

constexpr Expected kExpected[] = {
    {ErrorCode::InvalidArgument, "bad_value", 400},
    {ErrorCode::BadRecord, "internal", 500},
    {ErrorCode::NoInput, "internal", 500},
    {ErrorCode::NotFound, "not_found", 404},
    {ErrorCode::Gone, "gone", 410},
    {ErrorCode::StaleCursor, "cursor_expired", 409},
    {ErrorCode::Busy, "unavailable", 503},
    {ErrorCode::Deadline, "timeout", 503},
    {ErrorCode::Unavailable, "unavailable", 503},
    {ErrorCode::CannotCreate, "internal", 500},
    {ErrorCode::Io, "internal", 500},
    {ErrorCode::Permission, "internal", 500},
    {ErrorCode::BadConfig, "internal", 500},
    {ErrorCode::Corrupt, "internal", 500},
    {ErrorCode::Incompatible, "internal", 500},
    {ErrorCode::System, "internal", 500},
    {ErrorCode::Internal, "internal", 500},
};

std::string header(const HttpResponse& response, std::string_view name) {
  const auto found = std::find_if(response.headers.begin(), response.headers.end(),
                                  [&](const auto& header) { return header.first == name; });
  return found == response.headers.end() ? std::string() : found->second;
}

}  // namespace

TEST_CASE("every error has its problem and its status") {
  // The enum's last value: a new one must get a row.
  CHECK(std::size(kExpected) == static_cast<std::size_t>(ErrorCode::Internal) + 1);
  for (const auto& [code, problem, status] : kExpected) {
    CAPTURE(problem);
    const Problem& row = problem_of({.code = code, .message = "m"});
    CHECK(row.code == problem);
    CHECK(row.status == status);
  }
}

TEST_CASE("the kind of an invalid argument chooses its problem") {
  for (const Problem& row : kProblems) {
    CAPTURE(row.code);
    CHECK(problem_of(refusal(row.code, "m")).code == row.code);
  }
  CHECK(problem_of(refusal("no such kind", "m")).code == "bad_value");
}

TEST_CASE("a problem tells what is wrong, where, and what would be right") {
  Error error = refusal("query_syntax", "Expected a word.");
  error.detail.parameter = "q";
  error.detail.position = 14;
  error.detail.found = "AND";
  error.detail.expected = {"a word", "("};
  error.detail.suggestion = "climate strike";
  const HttpResponse response = problem_response(error, "/api/v1/search?q=x");
  CHECK(response.status == 400);
  CHECK(response.content_type == "application/problem+json; charset=utf-8");
  const auto json = nlohmann::json::parse(response.body);
  CHECK(json.at("type") == "/problems/query-syntax");
  CHECK(json.at("title") == "The query cannot be read");
  CHECK(json.at("status") == 400);
  CHECK(json.at("code") == "query_syntax");
  CHECK(json.at("detail") == "Expected a word.");
  CHECK(json.at("instance") == "/api/v1/search?q=x");
  const auto& detail = json.at("errors").at(0);
  CHECK(detail.at("parameter") == "q");
  CHECK(detail.at("position") == 14);
  CHECK(detail.at("found") == "AND");
  CHECK(detail.at("expected").size() == 2);
  CHECK(detail.at("suggestion") == "climate strike");
}

TEST_CASE("what failed inside the server is for its log, not for the client") {
  const HttpResponse response =
      problem_response({.code = ErrorCode::Io, .message = "/secret/path: bad sector"}, "/");
  CHECK(response.status == 500);
  CHECK(response.body.find("secret") == std::string::npos);
  CHECK(response.fault == "/secret/path: bad sector");
}

TEST_CASE("a passing failure says when to come again, a wrong method what is allowed") {
  CHECK(header(problem_response({.code = ErrorCode::Deadline, .message = "m"}, "/"),
               "Retry-After") == "1");
  const auto allowed = [](std::string_view target) {
    return header(problem_response(refusal("method_not_allowed", "m"), target), "Allow");
  };
  CHECK(allowed("/") == "GET, HEAD, OPTIONS");
  CHECK(allowed("/api/v1/count?q=a") == "GET, HEAD, POST, OPTIONS");
  CHECK(allowed("") == "GET, HEAD, POST, OPTIONS");
  CHECK(header(problem_response(refusal("unauthorized", "m"), "/"), "WWW-Authenticate") ==
        "Bearer");
}

TEST_CASE("an address that is not UTF-8 does not break the answer about it") {
  const HttpResponse response = problem_response(refusal("bad_encoding", "m"), "/\xff\xfe");
  CHECK(nlohmann::json::parse(response.body).at("instance") == "/\ufffd\ufffd");
}

}  // namespace backfile
