// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/fetch/fetcher.h"

#include <algorithm>
#include <thread>

#include "common/ascii.h"
#include "common/clock.h"
#include "common/date.h"
#include "common/text.h"

namespace backfile {
namespace {

constexpr int kMostRedirects = 5;
constexpr std::int64_t kRobotsKept = 24 * 3600;
constexpr std::size_t kLargestRobots = 64 << 10;  // In the log; a longer one is asked for each run.
constexpr std::chrono::milliseconds kLongestPause{30'000};
// After failures we come back later and later.
constexpr std::int64_t kFirstWait = 300;
constexpr std::int64_t kLongestWait = 12 * 3600;

// "https://lantern.example:8080" of an address.
std::string origin_of(const std::string& url) {
  const std::size_t host = url.find("://");
  if (host == std::string::npos) return url;
  return ascii_lower(url.substr(0, url.find_first_of("/?#", host + 3)));
}

// "/feed?x=1" of an address.
std::string target_of(const std::string& url) {
  const std::size_t host = url.find("://");
  const std::size_t begin = url.find_first_of("/?#", host == std::string::npos ? 0 : host + 3);
  if (begin == std::string::npos || url[begin] == '#') return "/";
  const std::string target = url.substr(begin, url.find('#', begin) - begin);
  return target.front() == '/' ? target : "/" + target;
}

// Seconds or a date.
std::int64_t moment_of(const std::string& retry_after, std::int64_t now) {
  if (retry_after.empty()) return 0;
  if (retry_after.size() < 9 && all_digits(retry_after)) {
    return now + std::stoll(retry_after);
  }
  const std::optional<Timestamp> when = parse_date(retry_after);
  return when ? when->seconds : 0;
}

std::int64_t wait_after(std::uint32_t failures) {
  return std::min(kLongestWait, kFirstWait << std::min<std::uint32_t>(failures - 1, 10));
}

}  // namespace

void Fetcher::wait_for(const std::string& origin, std::chrono::milliseconds pause) {
  const auto last = last_request_.find(origin);
  if (last == last_request_.end()) return;
  const auto until = last->second + std::min(pause, kLongestPause);
  constexpr std::chrono::milliseconds kStep{50};  // How late a signal may be noticed.
  while (std::chrono::steady_clock::now() < until) {
    if (options_.limits.stop != nullptr && options_.limits.stop->load() != 0) return;
    std::this_thread::sleep_for(kStep);
  }
}

Result<HttpAnswer> Fetcher::get(const HttpRequest& request) {
  const std::string origin = origin_of(request.url);
  auto pause = options_.pause;
  if (const auto rules = rules_.find(origin); rules != rules_.end() && rules->second.delay()) {
    pause = std::max(pause, std::chrono::milliseconds(static_cast<std::int64_t>(
                                1000 * std::min(*rules->second.delay(), 3600.0))));
  }
  wait_for(origin, pause);
  Result<HttpAnswer> answer = http_get(request, options_.user_agent, options_.limits);
  last_request_[origin] = std::chrono::steady_clock::now();
  return answer;
}

// RFC 9309: no file means that all is allowed, no answer that nothing is.
Result<std::string> Fetcher::robots_text(const std::string& origin) {
  HttpRequest request{origin + "/robots.txt", {}, {}};
  for (int hop = 0; hop <= kMostRedirects; ++hop) {
    Result<HttpAnswer> answer = get(request);
    if (!answer) return std::move(answer).error();
    if (answer->status >= 500) {
      return Error{ErrorCode::Io, request.url + " answers " + std::to_string(answer->status) +
                                      ", so nothing is fetched from there"};
    }
    if (answer->status == 200) return std::move(answer->body);
    if (answer->redirect.empty()) return std::string();
    request.url = answer->redirect;
  }
  return std::string();
}

Result<void> Fetcher::check_robots(const std::string& url) {
  const std::string origin = origin_of(url);
  if (!rules_.contains(origin)) {
    HostState& host = log_.hosts[origin];
    const std::int64_t now = seconds_now();
    std::string text = host.robots;
    if (host.fetched == 0 || host.fetched > now || now - host.fetched > kRobotsKept) {
      Result<std::string> fetched = robots_text(origin);
      if (!fetched) return std::move(fetched).error();
      text = *std::move(fetched);
      const bool is_kept = text.size() <= kLargestRobots;
      host = {is_kept ? now : 0, is_kept ? text : std::string()};
    }
    const std::string agent =
        options_.user_agent.substr(0, options_.user_agent.find_first_of("/ "));
    rules_.emplace(origin, RobotsRules(text, ascii_lower(agent)));
  }
  if (rules_[origin].allows(target_of(url))) return {};
  return Error{ErrorCode::Permission, url + ": robots.txt of the site forbids to fetch it"};
}

Result<HttpAnswer> Fetcher::get_following(HttpRequest request, std::string* final_url) {
  for (int hop = 0; hop <= kMostRedirects; ++hop) {
    if (Result<void> allowed = check_robots(request.url); !allowed) return allowed.error();
    *final_url = request.url;
    Result<HttpAnswer> answer = get(request);
    if (!answer || answer->redirect.empty() || answer->status == 304) return answer;
    request.url = answer->redirect;
  }
  return Error{ErrorCode::Io, request.url + ": more than " + std::to_string(kMostRedirects) +
                                  " redirects, one after the other"};
}

// What is wrong with an answer.
std::optional<Error> Fetcher::verdict(const std::string& url, const HttpAnswer& answer) {
  if (answer.status == 200 || answer.status == 304) return std::nullopt;
  std::string reason = url + " answers " + std::to_string(answer.status);
  if (answer.status == 404 || answer.status == 410) reason += "; correct or remove the address";
  return Error{ErrorCode::Io, std::move(reason)};
}

Result<std::optional<Fetched>> Fetcher::fetch(const std::string& url) {
  FeedState& state = log_.feeds[url];
  const std::int64_t now = seconds_now();
  if (now < state.not_before && state.not_before - now <= kLongestWait) {
    return std::optional<Fetched>();
  }
  Fetched fetched;
  Result<HttpAnswer> answer = get_following({url, state.etag, state.last_modified}, &fetched.url);
  std::optional<Error> failure = answer ? verdict(url, *answer) : answer.error();
  if (failure) {
    ++state.failures;
    const std::int64_t wished = answer ? moment_of(answer->retry_after, now) : 0;
    // One failure is no reason to come late.
    state.not_before =
        std::max(wished, state.failures > 1 ? now + wait_after(state.failures - 1) : 0);
    return *std::move(failure);
  }
  state.failures = 0;
  state.not_before = 0;
  if (answer->status == 304) return std::optional<Fetched>();
  pending_[url] = FeedState{answer->etag, answer->last_modified, now, 0, 0};
  fetched.content_type = std::move(answer->content_type);
  fetched.body = std::move(answer->body);
  return std::optional(std::move(fetched));
}

void Fetcher::keep(const std::string& url) {
  const auto news = pending_.find(url);
  if (news == pending_.end()) return;
  log_.feeds[url] = std::move(news->second);
  pending_.erase(news);
}

}  // namespace backfile
