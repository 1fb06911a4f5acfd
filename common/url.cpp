// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/url.h"

#include <libpsl.h>
#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "common/ascii.h"
#include "common/text.h"
#include "common/url_parts.h"

namespace backfile {
namespace {

std::string_view after_scheme(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (starts_with_ignoring_case(url, scheme)) return url.substr(scheme.size());
  }
  return {};
}

// UTS 46, as browsers do it. Empty when it is no name.
std::string to_ascii_host(std::string_view host) {
  UErrorCode status = U_ZERO_ERROR;
  static const std::unique_ptr<UIDNA, decltype(&uidna_close)> idna(
      uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII, &status), &uidna_close);
  if (!idna) return std::string(host);
  std::array<char, 512> ascii{};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  status = U_ZERO_ERROR;
  const std::int32_t size =
      uidna_nameToASCII_UTF8(idna.get(), host.data(), static_cast<std::int32_t>(host.size()),
                             ascii.data(), static_cast<std::int32_t>(ascii.size()), &info, &status);
  if (U_FAILURE(status) || info.errors != 0 || size <= 0) return std::string(host);
  return std::string(ascii.data(), static_cast<std::size_t>(size));
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
        hex_digit(text[i + 2]) >= 0) {
      out.push_back(static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

bool may_stand_in_host(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > ' ' && byte < 0x7f &&
         std::string_view("<>\"/?#@\\^`{|}%").find(c) == std::string_view::npos;
}

// "www.", "m.", "mobile." and "amp." wherever they stand ("en.m.example.org"). Two labels must
// remain, because "m.co" is a host of its own; of "www.", one.
std::string without_device_labels(std::string_view host) {
  std::string out;
  std::size_t left = static_cast<std::size_t>(std::count(host.begin(), host.end(), '.')) + 1;
  while (!host.empty()) {
    const std::size_t dot = host.find('.');
    const std::string_view label = host.substr(0, dot);
    const bool first_www = out.empty() && label == "www" && left > 1;
    const bool device = (label == "m" || label == "mobile" || label == "amp") && left > 2;
    if (!first_www && !device) out.append(out.empty() ? "" : ".").append(label);
    --left;
    if (dot == std::string_view::npos) break;
    host.remove_prefix(dot + 1);
  }
  return out;
}

// ";jsessionid=..." at the end of a segment.
std::string_view without_session(std::string_view segment) {
  const std::size_t semicolon = segment.find(';');
  if (semicolon == std::string_view::npos) return segment;
  for (const std::string_view name : {";jsessionid=", ";phpsessid=", ";sid="}) {
    if (starts_with_ignoring_case(segment.substr(semicolon), name)) {
      return segment.substr(0, semicolon);
    }
  }
  return segment;
}

// RFC 3986, 5.2.4; empty segments are dropped.
std::string normal_path(std::string_view path) {
  std::vector<std::string_view> kept;
  while (!path.empty()) {
    const std::size_t end = path.find('/');
    const std::string_view segment = without_session(path.substr(0, end));
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
  if (path->starts_with("/amp/")) path->erase(0, 4);
  for (const std::string_view suffix :
       {"/index.html", "/index.htm", "/index.shtml", "/index.php", "/index.jsp", "/index.asp",
        "/index.aspx", "/default.asp", "/default.aspx", "/default.htm", "/amp", "/amp.html",
        ".amp"}) {
    if (path->ends_with(suffix)) path->resize(path->size() - suffix.size());
  }
  if (path->ends_with(".amp.html")) path->erase(path->size() - 9, 4);
  while (path->ends_with('/')) path->pop_back();
}

// "#!/story/17" is a route of its own page, and so is "#/story/17" where nothing else is.
std::string kept_fragment(const UrlParts& parts, const std::string& path) {
  const bool routes = parts.fragment.starts_with('!') ||
                      (path.empty() && parts.query.empty() && parts.fragment.starts_with('/') &&
                       parts.fragment.size() > 1);
  return routes ? "#" + normal_escapes(parts.fragment) : std::string();
}

std::string canonical_once(std::string_view url) {
  const std::string unwrapped = unwrapped_url(url);
  const UrlParts parts = split_url(unwrapped);
  const std::string host = without_device_labels(normal_host(parts.authority));
  if (host.empty()) return {};
  std::string path = normal_path(normal_escapes(parts.path));
  strip_page_suffixes(&path);
  return host + path + normal_query(parts.query) + kept_fragment(parts, path);
}

}  // namespace

UrlParts split_url(std::string_view url) {
  std::string_view rest = after_scheme(trim(url));
  UrlParts parts;
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

std::string normal_host(std::string_view authority) {
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    authority.remove_prefix(at + 1);
  }
  // The colons of IPv6 stand in brackets.
  const std::size_t brackets = authority.starts_with('[') ? authority.find(']') : 0;
  if (brackets == std::string_view::npos) return {};
  const std::size_t colon = authority.find(':', brackets);
  const std::string_view port =
      colon == std::string_view::npos ? std::string_view() : authority.substr(colon + 1);
  std::string host = percent_decoded(authority.substr(0, colon));
  if (!is_ascii(host)) host = to_ascii_host(host);
  host = ascii_lower(host);
  while (host.ends_with('.')) host.pop_back();
  if (host.empty() || !std::all_of(host.begin(), host.end(), may_stand_in_host) ||
      !std::all_of(port.begin(), port.end(), is_digit)) {
    return {};
  }
  return port.empty() || port == "80" || port == "443" ? host : host + ":" + std::string(port);
}

std::string normal_escapes(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  const auto escape = [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    out.push_back('%');
    out.push_back(kHex[byte >> 4]);
    out.push_back(kHex[byte & 15]);
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
        hex_digit(text[i + 2]) >= 0) {
      const char c = static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      if (is_unreserved(c)) {
        out.push_back(c);
      } else {
        escape(c);
      }
      i += 2;
    } else if (byte <= ' ' || byte >= 0x7f || text[i] == '%') {
      escape(text[i]);
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

bool is_http_url(std::string_view url) { return !after_scheme(url).empty(); }

std::string host_of(std::string_view url) {
  std::string host = normal_host(split_url(url).authority);
  if (const std::size_t colon = host.rfind(':');
      colon != std::string::npos && host.find(']', colon) == std::string::npos) {
    host.resize(colon);
  }
  if (host.starts_with("www.")) host.erase(0, 4);
  return host;
}

std::string registrable_domain(std::string_view host) {
  const std::string name = ascii_lower(host);
  const bool has_letter = std::any_of(name.begin(), name.end(), is_ascii_letter);
  const psl_ctx_t* list = psl_builtin();
  if (list == nullptr || !has_letter || name.starts_with('[')) return {};
  const char* domain = psl_registrable_domain(list, name.c_str());
  return domain == nullptr ? std::string() : std::string(domain);
}

std::string canonical_url(std::string_view url) {
  // What one step uncovers may be work for another: an escaped "utm_x", a copy of a copy.
  constexpr int kMostRounds = 16;
  std::string canonical = canonical_once(url);
  for (int round = 0; round < kMostRounds && !canonical.empty(); ++round) {
    std::string next = canonical_once("https://" + canonical);
    if (next == canonical) break;
    canonical = std::move(next);
  }
  return canonical;
}

}  // namespace backfile
