// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/country.h"

#include <unicode/locid.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <utility>

#include "common/ascii.h"
#include "common/text.h"
#include "common/url.h"
#include "indexer/extract/source_names.h"

namespace backfile {
namespace {

// Top-level domains under which the press of their country publishes, in order. Those that are sold
// as words (.co, .tv, .me, .io, .ai, ...) say nothing about a publisher. All of them are that
// country's codes in ISO 3166 but .uk.
constexpr auto kCountryDomains = std::to_array<std::string_view>(
    {"ad", "ae", "af", "al", "ao", "ar", "at", "au", "az", "ba", "bd", "be", "bf", "bg", "bh", "bn",
     "bo", "br", "bt", "bw", "by", "bz", "ca", "ch", "ci", "cl", "cm", "cn", "cr", "cu", "cy", "cz",
     "de", "dk", "do", "dz", "ec", "ee", "eg", "es", "et", "fi", "fj", "fr", "ge", "gh", "gr", "gt",
     "hk", "hn", "hr", "hu", "id", "ie", "il", "in", "iq", "ir", "is", "it", "jm", "jo", "jp", "ke",
     "kg", "kh", "kp", "kr", "kw", "kz", "lb", "lk", "lt", "lu", "lv", "ma", "md", "mg", "mk", "mm",
     "mn", "mo", "mt", "mu", "mv", "mw", "mx", "my", "mz", "na", "nc", "ng", "ni", "nl", "no", "np",
     "nz", "om", "pa", "pe", "pg", "ph", "pk", "pl", "ps", "pt", "py", "qa", "ro", "rs", "ru", "rw",
     "sa", "sd", "se", "sg", "si", "sk", "sn", "sv", "sy", "th", "tn", "tr", "tt", "tw", "tz", "ua",
     "ug", "uk", "us", "uy", "uz", "ve", "vn", "ye", "za", "zm", "zw"});
static_assert(std::ranges::is_sorted(kCountryDomains));

constexpr std::array kLanguagesOfNames = {"en", "de", "fr", "es", "it", "pt", "nl"};

// What people write and ICU does not know.
constexpr std::pair<std::string_view, std::string_view> kOtherNames[] = {
    {"uk", "GB"},
    {"el", "GR"},
    {"u.k.", "GB"},
    {"great britain", "GB"},
    {"britain", "GB"},
    {"england", "GB"},
    {"scotland", "GB"},
    {"wales", "GB"},
    {"northern ireland", "GB"},
    {"u.s.", "US"},
    {"u.s.a.", "US"},
    {"united states of america", "US"},
    {"russian federation", "RU"},
    {"republic of korea", "KR"},
    {"czech republic", "CZ"},
    {"republic of ireland", "IE"},
    {"holland", "NL"},
    {"the netherlands", "NL"},
    {"turkey", "TR"},
    {"turkiye", "TR"},
    {"viet nam", "VN"},
    {"ivory coast", "CI"},
    {"hong kong", "HK"},
    {"macau", "MO"},
    {"burma", "MM"},
    {"myanmar", "MM"},
    {"palestine", "PS"},
    {"uae", "AE"},
    {"drc", "CD"},
};

using Names = std::map<std::string, std::string, std::less<>>;

void add_names(const char* code, Names* names) {
  const icu::Locale country("", code);
  for (const char* const language : kLanguagesOfNames) {
    icu::UnicodeString name;
    country.getDisplayCountry(icu::Locale(language), name);
    std::string utf8;
    name.toUTF8String(utf8);
    names->emplace(fold(utf8), code);
  }
  names->emplace(ascii_lower(country.getISO3Country()), code);
}

// From folded names and codes in small letters.
Names made_names() {
  Names names;
  for (const char* const* code = uloc_getISOCountries(); *code != nullptr; ++code) {
    names.emplace(ascii_lower(*code), *code);
    add_names(*code, &names);
  }
  for (const auto& [name, code] : kOtherNames) names.emplace(name, code);
  names.erase("");
  return names;
}

std::string in_capitals(std::string_view code) {
  std::string capitals(code);
  for (char& c : capitals) {
    if (is_small(c)) c = static_cast<char>(c - 'a' + 'A');
  }
  return capitals;
}

std::string host_of_publisher(const Article& article) {
  if (!article.source.domain.empty()) return article.source.domain;
  if (std::string host = host_of(article.url); !host.empty()) return host;
  return canonical_host(article);
}

}  // namespace

std::string country_code(std::string_view value) {
  constexpr std::size_t kLongestName = 100;
  static const Names kNames = made_names();
  if (value.size() > kLongestName) return {};
  const auto found = kNames.find(fold(trim(value)));
  return found == kNames.end() ? std::string() : found->second;
}

std::string_view country_of_ending(std::string_view host) {
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos) return {};
  const auto* const ending = std::ranges::lower_bound(kCountryDomains, host.substr(dot + 1));
  if (ending == kCountryDomains.end() || *ending != host.substr(dot + 1)) return {};
  return *ending == "uk" ? "gb" : *ending;
}

void complete_country(Article* article, const NewsHosts& hosts) {
  std::string& country = article->source.country;
  if (!country.empty()) country = country_code(country);
  if (!country.empty()) return;
  const std::string host = host_of_publisher(*article);
  const NewsHost* const known =
      host.empty() ? hosts.find_named(article->source.name) : hosts.find_host(host);
  country = in_capitals(known != nullptr ? known->country : country_of_ending(host));
  if (country.empty()) return;
  set_origin(article, "source.country", known != nullptr ? "host" : "domain",
             known != nullptr ? 95 : 90);
}

}  // namespace backfile
