// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/url.h"

#include <algorithm>
#include <array>
#include <vector>

#include "common/ascii.h"
#include "common/text.h"

namespace backfile {
namespace {

// The parts of an http(s) URL as they stand, without the fragment.
struct Parts {
  std::string_view authority;
  std::string_view path;
  std::string_view query;
  std::string_view fragment;
};

std::string_view after_scheme(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (ascii_lower(url.substr(0, scheme.size())) == scheme) return url.substr(scheme.size());
  }
  return {};
}

Parts split(std::string_view rest) {
  Parts parts;
  if (const std::size_t hash = rest.find('#'); hash != std::string_view::npos) {
    parts.fragment = rest.substr(hash + 1);
    rest = rest.substr(0, hash);
  }
  if (const std::size_t mark = rest.find('?'); mark != std::string_view::npos) {
    parts.query = rest.substr(mark + 1);
    rest = rest.substr(0, mark);
  }
  const std::size_t slash = rest.find('/');
  parts.authority = rest.substr(0, slash);
  if (slash != std::string_view::npos) parts.path = rest.substr(slash);
  return parts;
}

// Host without user and port. Ports other than the default ones name another site and stay.
std::string host_and_port(std::string_view authority) {
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    authority.remove_prefix(at + 1);
  }
  std::string host = ascii_lower(authority);
  for (const std::string_view port : {":80", ":443", ":"}) {
    if (host.ends_with(port)) host.resize(host.size() - port.size());
  }
  while (host.ends_with('.')) host.pop_back();
  return host;
}

void strip_prefix(std::string_view prefix, std::string* text) {
  if (text->starts_with(prefix)) text->erase(0, prefix.size());
}

// Two labels must remain: "m.co" is a host of its own.
void strip_host_prefixes(std::string* host) {
  for (const std::string_view prefix : {"www.", "m.", "mobile.", "amp."}) {
    if (host->starts_with(prefix) &&
        std::count(host->begin(), host->end(), '.') >= (prefix == "www." ? 1 : 2)) {
      host->erase(0, prefix.size());
    }
  }
}

// "/web/20160131120000id_/https://example.com/x": a copy kept by a web archive.
std::string_view unwrap_archive(std::string_view url) {
  const Parts parts = split(after_scheme(url));
  const std::string host = host_and_port(parts.authority);
  if (host != "web.archive.org" && host != "archive.org") return url;
  const std::size_t inner = url.find("/http", url.find(parts.path));
  return inner == std::string_view::npos ? url : url.substr(inner + 1);
}

// cdn.ampproject.org/c/s/example.com/x names a page of example.com.
std::string unwrap_amp_cache(std::string_view url) {
  const Parts parts = split(after_scheme(url));
  if (!host_and_port(parts.authority).ends_with("cdn.ampproject.org")) return std::string(url);
  for (const std::string_view prefix : {"/c/s/", "/v/s/", "/c/", "/v/"}) {
    if (parts.path.starts_with(prefix)) {
      return "https://" + std::string(url.substr(url.find(prefix) + prefix.size()));
    }
  }
  return std::string(url);
}

// RFC 3986, 6.2.2: %7E and ~ are the same; other escapes are written in capitals.
std::string normalise_escapes(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%' || i + 2 >= text.size() || hex_digit(text[i + 1]) < 0 ||
        hex_digit(text[i + 2]) < 0) {
      out.push_back(text[i]);
      continue;
    }
    const char byte = static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
    if (is_unreserved(byte)) {
      out.push_back(byte);
    } else {
      out.push_back('%');
      for (const std::size_t j : {i + 1, i + 2}) {
        out.push_back(text[j] >= 'a' ? static_cast<char>(text[j] - 32) : text[j]);
      }
    }
    i += 2;
  }
  return out;
}

// RFC 3986, 5.2.4, and empty segments are dropped.
std::string normalise_path(std::string_view path) {
  std::vector<std::string_view> kept;
  while (!path.empty()) {
    const std::size_t end = path.find('/');
    const std::string_view segment = path.substr(0, end);
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (!segment.empty() && segment != ".") {
      kept.push_back(segment);
    }
    if (end == std::string_view::npos) break;
    path.remove_prefix(end + 1);
  }
  std::string out;
  for (const std::string_view segment : kept) out.append("/").append(segment);
  return out;
}

void strip_page_suffixes(std::string* path) {
  for (const std::string_view suffix :
       {"/amp", ".amp", "/index.html", "/index.htm", "/index.php", "/default.aspx"}) {
    if (path->ends_with(suffix)) path->resize(path->size() - suffix.size());
  }
  if (path->ends_with(".amp.html")) path->erase(path->size() - 9, 4);
}

constexpr std::array<std::string_view, 40> kTrackers = {
    "gclid",     "msclkid", "yclid", "dclid", "igshid", "fbclid",  "wt.nav", "ito",
    "cmp",       "cmpid",   "ncid",  "smid",  "smtyp",  "partner", "ref",    "referrer",
    "referer",   "rss",     "feed",  "via",   "share",  "amp",     "print",  "jsessionid",
    "phpsessid", "pgtype",  "src",   "cid",   "sref",   "hp",      "action", "clicksource",
    "module",    "region",  "emc",   "xid",   "ocid",   "taid",    "mod",    "source"};

bool is_tracker(std::string_view parameter) {
  const std::size_t equals = parameter.find('=');
  const std::string name = ascii_lower(parameter.substr(0, equals));
  for (const std::string_view prefix : {"utm_", "ga_", "fb_", "mc_", "wt.", "_", "at_", "pk_"}) {
    if (name.starts_with(prefix)) return true;
  }
  if (name == "outputtype" && ascii_lower(parameter).ends_with("=amp")) return true;
  return std::find(kTrackers.begin(), kTrackers.end(), name) != kTrackers.end();
}

std::string normalise_query(std::string_view query) {
  std::vector<std::string> kept;
  while (!query.empty()) {
    const std::size_t end = query.find_first_of("&;");
    const std::string_view parameter = query.substr(0, end);
    if (!parameter.empty() && !is_tracker(parameter)) {
      kept.push_back(normalise_escapes(parameter));
    }
    if (end == std::string_view::npos) break;
    query.remove_prefix(end + 1);
  }
  std::sort(kept.begin(), kept.end());
  std::string out;
  for (const std::string& parameter : kept) {
    out.append(out.empty() ? "?" : "&").append(parameter);
  }
  return out;
}

}  // namespace

bool is_http_url(std::string_view url) { return !after_scheme(url).empty(); }

std::string host_of(std::string_view url) {
  std::string host = host_and_port(split(after_scheme(url)).authority);
  if (const std::size_t colon = host.rfind(':');
      colon != std::string::npos && host.find(']', colon) == std::string::npos) {
    host.resize(colon);
  }
  strip_prefix("www.", &host);
  return host;
}

std::string canonical_url(std::string_view url) {
  const std::string unwrapped = unwrap_amp_cache(unwrap_archive(url));
  const Parts parts = split(after_scheme(unwrapped));
  std::string host = host_and_port(parts.authority);
  if (host.empty()) return {};
  strip_host_prefixes(&host);
  std::string path = normalise_path(normalise_escapes(parts.path));
  strip_page_suffixes(&path);
  std::string fragment;
  // "#!/story/17" is a route of its own page.
  if (parts.fragment.starts_with('!')) fragment = "#" + std::string(parts.fragment);
  return host + path + normalise_query(parts.query) + fragment;
}

}  // namespace backfile
