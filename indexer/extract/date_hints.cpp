// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/date_hints.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "common/url.h"

namespace backfile {
namespace {

// Top-level domains under which the press of their country publishes, in order. Those that are sold
// as words (.co, .tv, .me, .io, .ai, ...) say nothing about a publisher.
constexpr auto kCountryDomains = std::to_array<std::string_view>(
    {"ad", "ae", "af", "al", "ao", "ar", "at", "au", "az", "ba", "bd", "be", "bf", "bg", "bh",
     "bo", "br", "bt", "bw", "by", "bz", "ca", "ch", "ci", "cl", "cm", "cn", "cr", "cu", "cy",
     "cz", "de", "dk", "do", "dz", "ec", "ee", "eg", "es", "et", "fi", "fj", "fr", "ge", "gh",
     "gr", "gt", "hk", "hn", "hr", "hu", "id", "ie", "il", "in", "iq", "ir", "it", "jm", "jo",
     "jp", "ke", "kg", "kh", "kp", "kr", "kw", "kz", "lb", "lk", "lt", "lu", "lv", "ma", "mk",
     "mm", "mn", "mo", "mt", "mv", "mw", "mx", "my", "mz", "na", "ng", "ni", "nl", "no", "np",
     "nz", "om", "pa", "pe", "pg", "ph", "pk", "pl", "ps", "pt", "py", "qa", "ro", "rs", "ru",
     "rw", "sa", "sd", "se", "sg", "si", "sk", "sn", "sv", "sy", "th", "tn", "tr", "tt", "tw",
     "tz", "ua", "ug", "uk", "us", "uy", "uz", "ve", "vn", "ye", "za", "zm", "zw"});

// Countries that write the month before the day.
constexpr auto kMonthFirst = std::to_array<std::string_view>(
    {"cn", "hu", "ir", "jp", "kp", "kr", "lt", "mn", "ph", "tw", "us"});

DateHints hints_of_row(const NewsHost& row) {
  return {.day_first = row.order == NumericOrder::DayMonthYear, .country = row.country};
}

std::optional<DateHints> hints_of_ending(std::string_view host) {
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto ending =
      std::lower_bound(kCountryDomains.begin(), kCountryDomains.end(), host.substr(dot + 1));
  if (ending == kCountryDomains.end() || *ending != host.substr(dot + 1)) return std::nullopt;
  const std::string_view country = *ending == "uk" ? "gb" : *ending;
  const bool month_first = std::binary_search(kMonthFirst.begin(), kMonthFirst.end(), country);
  return DateHints{.day_first = !month_first, .country = country};
}

}  // namespace

std::optional<DateHints> date_hints_at(std::string_view host, const NewsHosts& hosts) {
  if (const NewsHost* row = hosts.find_host(host)) return hints_of_row(*row);
  return hints_of_ending(host);
}

std::optional<DateHints> date_hints_of(const Article& article, const NewsHosts& hosts) {
  const std::string& canonical = article.canonical_url;
  const std::string of_url = host_of(article.url);
  const std::string of_canonical =
      is_http_url(canonical) ? host_of(canonical) : canonical.substr(0, canonical.find('/'));
  for (const std::string_view host : {std::string_view(article.source.domain),
                                      std::string_view(of_url), std::string_view(of_canonical)}) {
    if (auto hints = date_hints_at(host, hosts)) return hints;
  }
  const bool has_host = !article.source.domain.empty() || !of_url.empty() || !of_canonical.empty();
  const NewsHost* named = has_host ? nullptr : hosts.find_named(article.source.name);
  return named == nullptr ? std::nullopt : std::optional(hints_of_row(*named));
}

}  // namespace backfile
