// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/date_hints.h"

#include <algorithm>
#include <array>

#include "common/url.h"
#include "indexer/extract/country.h"
#include "indexer/extract/source_names.h"

namespace backfile {
namespace {

// Countries that write the month before the day.
constexpr auto kMonthFirst = std::to_array<std::string_view>(
    {"cn", "hu", "ir", "jp", "kp", "kr", "lt", "mn", "ph", "tw", "us"});

DateHints hints_of_row(const NewsHost& row) {
  return {.day_first = row.order == NumericOrder::DayMonthYear, .country = row.country};
}

std::optional<DateHints> hints_of_ending(std::string_view host) {
  const std::string_view country = country_of_ending(host);
  if (country.empty()) return std::nullopt;
  const bool month_first = std::binary_search(kMonthFirst.begin(), kMonthFirst.end(), country);
  return DateHints{.day_first = !month_first, .country = country};
}

}  // namespace

std::optional<DateHints> date_hints_at(std::string_view host, const NewsHosts& hosts) {
  if (const NewsHost* row = hosts.find_host(host)) return hints_of_row(*row);
  return hints_of_ending(host);
}

std::optional<DateHints> date_hints_of(const Article& article, const NewsHosts& hosts) {
  const std::string of_url = host_of(article.url);
  const std::string of_canonical = canonical_host(article);
  for (const std::string_view host : {std::string_view(article.source.domain),
                                      std::string_view(of_url), std::string_view(of_canonical)}) {
    if (auto hints = date_hints_at(host, hosts)) return hints;
  }
  const bool has_host = !article.source.domain.empty() || !of_url.empty() || !of_canonical.empty();
  const NewsHost* named = has_host ? nullptr : hosts.find_named(article.source.name);
  return named == nullptr ? std::nullopt : std::optional(hints_of_row(*named));
}

}  // namespace backfile
