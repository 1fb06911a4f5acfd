// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/read_sitemaps.h"

#include <algorithm>
#include <utility>

#include "common/log.h"
#include "common/url.h"
#include "indexer/input/decompress.h"
#include "indexer/input/header_fields.h"

namespace backfile {
namespace {

// sitemaps.org allows 50 MB and 50,000 pages.
constexpr std::size_t kLargestSitemap = 64 << 20;

Result<std::string> unpacked(std::unique_ptr<ByteStream> bytes, const std::string& name) {
  Result<BufferedStream> stream = decompressed(BufferedStream(std::move(bytes)), name);
  if (!stream) return std::move(stream).error();
  auto piece = stream->read_rest(kLargestSitemap);
  if (!piece) return std::move(piece).error();
  if (!*piece) return std::string();
  if ((*piece)->too_long) {
    return Error{ErrorCode::BadRecord, "more than " + std::to_string(kLargestSitemap >> 20) +
                                           " MiB, which no sitemap may have"};
  }
  return std::move((*piece)->bytes);
}

Error at(const std::string& place, const Error& error) {
  return Error{ErrorCode::NoInput, place + ": " + error.message};
}

Result<void> read_file_at(const std::string& path, Sitemap* sitemap) {
  Result<std::unique_ptr<ByteStream>> file = open_file(path);
  if (!file) return std::move(file).error();
  const Result<std::string> text = unpacked(*std::move(file), path);
  if (!text) return at(path, text.error());
  const Result<std::vector<std::string>> others = sitemap->add(*text, {});
  if (!others) return at(path, others.error());
  if (others->empty()) return {};
  return Error{ErrorCode::NoInput,
               path + " is an index of sitemaps; name its address, or the sitemaps themselves"};
}

// The addresses of further sitemaps.
Result<std::vector<std::string>> read_address(const std::string& url, Fetcher* fetcher,
                                              Sitemap* sitemap) {
  Result<std::optional<Fetched>> fetched = fetcher->fetch(url);
  if (!fetched) return std::move(fetched).error();
  if (!*fetched) return std::vector<std::string>();
  const Result<std::string> text = unpacked(stream_of(std::move((*fetched)->body)), url);
  if (!text) return at(url, text.error());
  auto others = sitemap->add(*text, parse_content_type((*fetched)->content_type).charset);
  return others ? others : at(url, others.error());
}

void follow(const std::string& url, Fetcher* fetcher, Sitemap* sitemap) {
  std::vector<std::string> waiting = {url};
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    Result<std::vector<std::string>> others = read_address(waiting[i], fetcher, sitemap);
    if (!others) {
      log(LogLevel::Warn, "sitemap", {{"reason", others.error().message}});
      continue;
    }
    for (std::string& other : *others) {
      if (waiting.size() >= kMostSitemaps || !is_http_url(other)) continue;
      if (std::find(waiting.begin(), waiting.end(), other) == waiting.end()) {
        waiting.push_back(std::move(other));
      }
    }
  }
}

}  // namespace

Result<std::shared_ptr<const Sitemap>> read_sitemaps(const std::vector<std::string>& places,
                                                     Fetcher* fetcher) {
  auto sitemap = std::make_shared<Sitemap>();
  for (const std::string& place : places) {
    if (is_http_url(place)) {
      follow(place, fetcher, sitemap.get());
    } else if (Result<void> read = read_file_at(place, sitemap.get()); !read) {
      return std::move(read).error();
    }
  }
  return std::shared_ptr<const Sitemap>(std::move(sitemap));
}

}  // namespace backfile
