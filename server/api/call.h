// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"
#include "server/api/routes.h"
#include "server/http/answer_cache.h"
#include "server/http/message.h"
#include "server/http/metrics.h"
#include "server/search/archive.h"

namespace backfile {

inline constexpr std::string_view kJsonType = "application/json; charset=utf-8";

// A request on its way to the function that answers it. References outlive it.
struct Call {
  const HttpRequest& request;
  Route route;
  std::string_view rest;   // What stands for "{...}" in the pattern, not decoded.
  std::string_view query;  // Behind "?", or the body of a POST in the same form; not decoded.
  const Archive& archive;
  AnswerCache& cache;
  const Metrics* metrics;  // May be null.
  std::int64_t now;        // Seconds since 1970.
};

// What an answer is made of before it is known whether, and how, it is sent.
struct Made {
  std::string body;
  ArchiveStatus index;  // Of the revision that it was made from.
  std::string content_type = std::string(kJsonType);
  std::string next = {};  // The address of the next page, for a Link header; empty: none.
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::optional<std::uint64_t> hits = {};
};

// 304 where the client has the answer to `canonical` already, what is kept of it, or else what
// `make` makes, with its validator; it is kept then. What stands in `canonical` behind a blank is
// no part of an address (address_of()): such an answer is not found by what was sent.
HttpResponse answer(const Call& call, const std::string& canonical,
                    const std::function<Result<Made>()>& make);

// The same for content that does not depend on the archive.
HttpResponse answer_file(const Call& call, const std::string& canonical, const std::string& etag,
                         const std::string& content_type, const std::string& content);

// Of the state of a server, which no cache may keep.
HttpResponse state_response(std::string body);

// The canonical address of a route that takes no parameters; an error if it was given some.
Result<std::string> plain_address(const Call& call);

// What stands for "{...}", decoded.
Result<std::string> decoded_rest(const Call& call, std::string_view name);

}  // namespace backfile
