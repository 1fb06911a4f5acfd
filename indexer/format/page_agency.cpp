// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/page_agency.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "common/text.h"
#include "common/url.h"
#include "indexer/extract/agency.h"
#include "indexer/extract/place_name.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestName = 80;
constexpr std::size_t kLongestShortName = 8;

using Names = std::vector<std::string>;

bool is_short_name(const std::string& name) {
  return name.size() <= kLongestShortName && name.find(' ') == std::string::npos &&
         is_in_capitals(name);
}

std::string known_agency(const Names& names) {
  for (const std::string& name : names) {
    if (const std::string_view agency = agency_named(name); !agency.empty()) {
      return std::string(agency);
    }
  }
  return {};
}

std::string unknown_agency(const Names& names, std::string_view site_name) {
  const std::string site = fold(site_name);
  for (const std::string& name : names) {
    if (fold(name) == site || is_http_url(name) || name.size() > kLongestName) return {};
  }
  const auto short_name = std::find_if(names.begin(), names.end(), is_short_name);
  if (short_name != names.end()) return *short_name;
  return names.empty() ? std::string() : names.front();
}

}  // namespace

std::string page_agency(const JsonLd& json_ld, std::string_view site_name) {
  for (const Names& names : json_ld.source_organizations) {
    if (std::string agency = known_agency(names); !agency.empty()) return agency;
  }
  for (const Names& names : json_ld.source_organizations) {
    if (std::string agency = unknown_agency(names, site_name); !agency.empty()) return agency;
  }
  return {};
}

}  // namespace backfile
