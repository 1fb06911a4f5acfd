// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses of copies that hold the address of the original.
#include <algorithm>
#include <array>
#include <optional>

#include "common/ascii.h"
#include "common/text.h"
#include "common/url.h"
#include "common/url_parts.h"

namespace backfile {
namespace {

// Archives whose addresses need not have a stamp of the time.
constexpr std::array<std::string_view, 10> kArchives = {
    "web.archive.org", "archive.org", "archive.is", "archive.today", "archive.ph",
    "archive.li",      "archive.fo",  "archive.md", "archive.vn",    "arquivo.pt"};

struct Stamped {
  std::string_view stamp;     // "20160131120000"
  std::string_view original;  // "https://..."
};

bool begins_address(std::string_view text) {
  return starts_with_ignoring_case(text, "http:/") || starts_with_ignoring_case(text, "https:/");
}

// "/20160131120000id_/https://example.com/x" in an address: the stamp of Wayback machines, whatever
// the host.
std::optional<Stamped> stamped_in(std::string_view url) {
  const std::size_t path = url.find('/', url.find("://") + 3);
  for (std::size_t at = path; at != std::string_view::npos; at = url.find('/', at + 1)) {
    const std::string_view rest = url.substr(at + 1);
    const std::size_t end = rest.find('/');
    if (end == std::string_view::npos) break;
    if (!begins_address(rest.substr(end + 1))) continue;
    const std::string_view segment = rest.substr(0, end);
    const auto digits_end = std::find_if_not(segment.begin(), segment.end(), is_digit);
    const auto digits = static_cast<std::size_t>(digits_end - segment.begin());
    // Flags such as "id_" follow the digits.
    if (digits >= 4 && digits <= 14 && segment.size() - digits <= 4) {
      return Stamped{segment.substr(0, digits), rest.substr(end + 1)};
    }
  }
  return std::nullopt;
}

std::optional<std::string_view> original_in_archive(std::string_view url) {
  if (const auto stamped = stamped_in(url)) return stamped->original;
  const UrlParts parts = split_url(url);
  const std::string host = normal_host(parts.authority);
  if (std::find(kArchives.begin(), kArchives.end(), host) == kArchives.end()) return std::nullopt;
  for (std::size_t at = url.find('/', url.find("://") + 3); at != std::string_view::npos;
       at = url.find('/', at + 1)) {
    if (begins_address(url.substr(at + 1))) return url.substr(at + 1);
  }
  return std::nullopt;
}

// example-com.cdn.ampproject.org/c/s/example.com/x and google.com/amp/s/example.com/x name pages of
// example.com.
std::optional<std::string_view> original_in_amp_cache(std::string_view url) {
  const UrlParts parts = split_url(url);
  const std::string host = normal_host(parts.authority);
  const bool cache = host.ends_with("cdn.ampproject.org") || host.ends_with(".bing-amp.com") ||
                     host == "amp.cloudflare.com";
  const std::string site = host.starts_with("www.") ? host.substr(4) : host;
  const bool viewer = site.starts_with("google.") || site == "bing.com";
  for (const std::string_view prefix : {"/c/s/", "/v/s/", "/c/", "/v/"}) {
    if (cache && parts.path.starts_with(prefix)) {
      return url.substr(url.find(prefix) + prefix.size());
    }
  }
  for (const std::string_view prefix : {"/amp/s/", "/amp/"}) {
    if (viewer && parts.path.starts_with(prefix)) {
      return url.substr(url.find(prefix) + prefix.size());
    }
  }
  return std::nullopt;
}

// Proxies make one slash of two.
std::string with_scheme(std::string_view url) {
  if (!begins_address(url)) return "https://" + std::string(url);
  const std::size_t slash = url.find('/');
  const std::size_t host = url.find_first_not_of('/', slash);
  if (host == std::string_view::npos) return std::string(url);
  return ascii_lower(url.substr(0, slash)) + "//" + std::string(url.substr(host));
}

}  // namespace

std::string unwrapped_url(std::string_view url) {
  url = trim(url);
  if (!is_http_url(url)) return std::string(url);
  if (const auto original = original_in_archive(url)) return with_scheme(*original);
  if (const auto original = original_in_amp_cache(url)) return with_scheme(*original);
  return std::string(url);
}

std::string captured_in_url(std::string_view url) {
  if (!is_http_url(url)) return {};
  const auto stamped = stamped_in(url);
  if (!stamped || stamped->stamp.size() < 8) return {};
  const std::string_view stamp = stamped->stamp;
  std::string iso(stamp.substr(0, 4));
  iso.append("-").append(stamp.substr(4, 2)).append("-").append(stamp.substr(6, 2));
  if (stamp.size() < 14) return iso;
  iso.append("T").append(stamp.substr(8, 2)).append(":").append(stamp.substr(10, 2));
  return iso.append(":").append(stamp.substr(12, 2)).append("Z");
}

}  // namespace backfile
