// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/fetch/feed_log.h"

#include <nlohmann/json.hpp>

#include "common/files.h"

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kLargestFile = 64 << 20;
constexpr const char* kFileName = "feeds";

std::string text_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

Json json_of(const FeedState& feed) {
  Json json = Json::object();
  if (!feed.etag.empty()) json["etag"] = feed.etag;
  if (!feed.last_modified.empty()) json["last_modified"] = feed.last_modified;
  if (feed.fetched != 0) json["fetched"] = feed.fetched;
  if (feed.not_before != 0) json["not_before"] = feed.not_before;
  if (feed.failures != 0) json["failures"] = feed.failures;
  return json;
}

FeedState feed_of(const Json& json) {
  FeedState feed;
  feed.etag = text_at(json, "etag");
  feed.last_modified = text_at(json, "last_modified");
  feed.fetched = number_at(json, "fetched");
  feed.not_before = number_at(json, "not_before");
  feed.failures = static_cast<std::uint32_t>(number_at(json, "failures"));
  return feed;
}

}  // namespace

FeedLog FeedLog::load(const std::string& archive) {
  FeedLog log;
  const Result<std::string> text = read_file(archive + "/" + kFileName, kLargestFile);
  if (!text) return log;
  const Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object()) return log;
  if (const auto feeds = json.find("feeds"); feeds != json.end() && feeds->is_object()) {
    for (const auto& [url, feed] : feeds->items()) log.feeds[url] = feed_of(feed);
  }
  if (const auto hosts = json.find("hosts"); hosts != json.end() && hosts->is_object()) {
    for (const auto& [host, state] : hosts->items()) {
      log.hosts[host] = {number_at(state, "fetched"), text_at(state, "robots")};
    }
  }
  return log;
}

Result<void> FeedLog::save(const std::string& archive) const {
  Json json = {{"feeds", Json::object()}, {"hosts", Json::object()}};
  for (const auto& [url, feed] : feeds) json["feeds"][url] = json_of(feed);
  for (const auto& [host, state] : hosts) {
    json["hosts"][host] = {{"fetched", state.fetched}, {"robots", state.robots}};
  }
  return replace_file(archive, kFileName,
                      json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace backfile
