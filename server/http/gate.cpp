// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/gate.h"

#include <sys/stat.h>

#include <array>

#include "common/ascii.h"
#include "common/files.h"
#include "common/log.h"
#include "common/text.h"
#include "server/http/errors.h"

namespace backfile {
namespace {

constexpr std::uint64_t kLargestFile = 1 << 20;
constexpr std::chrono::seconds kBetweenLooks{1};

// What shows the archive or the server's figures. The page's files, /healthz and /readyz do not.
bool needs_key(std::string_view target) {
  constexpr std::array<std::string_view, 4> kGuarded = {"/api/", "/feeds/", "/compat/", "/metrics"};
  for (const std::string_view start : kGuarded) {
    if (target.starts_with(start)) return true;
  }
  return false;
}

std::string_view presented_by(const RequestHead& head) {
  constexpr std::string_view kScheme = "bearer ";
  const std::string_view authorization = head.header("authorization");
  if (ascii_lower(authorization.substr(0, kScheme.size())) == kScheme) {
    return trim(authorization.substr(kScheme.size()));
  }
  return head.header("x-api-key");
}

Error no_key(bool given) {
  return refusal("unauthorized", given ? "This key is not known here."
                                       : "Send a key as \"Authorization: Bearer KEY\".");
}

Error too_often(std::uint32_t most) {
  return refusal("too_many_requests",
                 "This key may ask " + std::to_string(most) +
                     " times a minute; try again when Retry-After has passed.");
}

}  // namespace

Gate::Gate(Gate&& other) noexcept
    : path_(std::move(other.path_)),
      per_minute_(other.per_minute_),
      keys_(std::move(other.keys_)),
      stamp_(other.stamp_) {}

Result<Gate> Gate::open(const std::string& path, std::uint32_t per_minute) {
  Gate gate;
  gate.path_ = path;
  gate.per_minute_ = per_minute;
  if (auto loaded = gate.load(); !loaded) return loaded.error();
  return gate;
}

Gate::Stamp Gate::stamp_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {};
  return {.inode = status.st_ino,
          .size = status.st_size,
          .changed = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
}

Result<void> Gate::load() {
  // Before reading: what changes meanwhile is seen the next time.
  stamp_ = stamp_of(path_);
  auto text = read_file(path_, kLargestFile);
  if (!text) return std::move(text).error();
  auto keys = ApiKeys::parse(*text);
  if (!keys) {
    return Error{keys.error().code, "The file of keys " + path_ + ": " + keys.error().message};
  }
  keys_ = std::move(*keys);
  return {};
}

void Gate::look_again(TimePoint now) {
  if (now < next_look_) return;
  next_look_ = now + kBetweenLooks;
  if (stamp_of(path_) == stamp_) return;
  if (auto loaded = load(); !loaded) {
    log(LogLevel::Error, "keys_not_reloaded", {{"reason", loaded.error().message}});
  } else {
    log(LogLevel::Info, "keys_reloaded", {{"keys", std::uint64_t{keys_.size()}}});
  }
}

Gate::Admission Gate::admit(const RequestHead& head, TimePoint now) {
  Admission admission;
  if (path_.empty() || !needs_key(head.target)) return admission;
  look_again(now);
  const std::string_view presented = presented_by(head);
  const ApiKeys::Key* const key = keys_.find(presented);
  if (key == nullptr) {
    admission.refusal = no_key(!presented.empty());
    rejected_.fetch_add(1, std::memory_order_relaxed);
    return admission;
  }
  const std::uint32_t most = key->per_minute.value_or(per_minute_);
  if (most == 0) return admission;
  const Quota::Use use = quota_.take(key->name, most, now);
  const std::string seconds = std::to_string(use.until_new.count());
  // draft-ietf-httpapi-ratelimit-headers.
  admission.headers = {{"RateLimit-Policy", "\"key\";q=" + std::to_string(most) +
                                                ";w=" + std::to_string(Quota::kWindow.count())},
                       {"RateLimit", "\"key\";r=" + std::to_string(use.left) + ";t=" + seconds}};
  if (use.allowed) return admission;
  admission.refusal = too_often(most);
  admission.headers.emplace_back("Retry-After", seconds);
  rejected_.fetch_add(1, std::memory_order_relaxed);
  return admission;
}

}  // namespace backfile
