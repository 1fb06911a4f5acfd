// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/canonical_value.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "server/api/parameter_values.h"
#include "server/render/api_request.h"

namespace backfile {
namespace {

std::string to_decimal(double value) {
  std::array<char, 400> digits{};
  const auto [end, status] =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
  return {digits.data(), end};
}

}  // namespace

const RankingSetting& setting_of(const Parameter& parameter) {
  return *std::ranges::find(kRankingSettings, parameter.name, &RankingSetting::name);
}

std::string canonical_value(const Parameter& parameter, const std::string& value) {
  if (parameter.id != ParameterId::Ranking) return value;
  const RankingSetting& setting = setting_of(parameter);
  const Result<double> number = read_decimal(parameter, value, setting.least, setting.most);
  return number ? to_decimal(*number) : value;
}

bool is_default(const Parameter& parameter, const std::string& value) {
  static const SearchRequest kDefaults;
  switch (parameter.id) {
    case ParameterId::Sort: return value == to_string(kDefaults.sort);
    case ParameterId::Collapse: return value == name_of(kCollapseNames, kDefaults.collapse);
    case ParameterId::Page: return value == "1";
    case ParameterId::PageSize: return value == std::to_string(kDefaults.page_size);
    case ParameterId::FacetSize: return value == std::to_string(kDefaults.facet_size);
    case ParameterId::Ranking:
      return value == to_decimal(kDefaults.ranking.*setting_of(parameter).value);
    case ParameterId::Measure:
      return value == name_of(kKeynessNames, KeynessMeasure::LogLikelihood);
    case ParameterId::MinFrequency: return value == std::to_string(ApiRequest().min_frequency);
    case ParameterId::LineOrder: return value == name_of(kLineOrderNames, LineOrder::Newest);
    case ParameterId::Explain: return value == "0";
    case ParameterId::Snippets: return value == std::to_string(kDefaults.snippets);
    case ParameterId::Count: return true;  // It has one value.
    case ParameterId::Highlight: return value == "1";
    case ParameterId::Syntax: return value == name_of(kSyntaxNames, Syntax::Backfile);
    case ParameterId::Zone: return value == kDefaults.zone;
    case ParameterId::FacetMode: return value == name_of(kFacetModeNames, kDefaults.strict_facets);
    case ParameterId::Order: return value == name_of(kFacetOrderNames, FacetOrder::Count);
    case ParameterId::Query:
    case ParameterId::From:
    case ParameterId::To:
    case ParameterId::Filter:
    case ParameterId::Exclude:
    case ParameterId::Missing:
    case ParameterId::Exists:
    case ParameterId::Cursor:
    case ParameterId::Facet:
    case ParameterId::Prefix:
    case ParameterId::Contains:
    case ParameterId::Interval:
    case ParameterId::By:
    case ParameterId::Format:
    case ParameterId::After:
    case ParameterId::Revision:
    case ParameterId::Timeout:
    case ParameterId::Size:
    case ParameterId::Seed:
    case ParameterId::Stratify:
    case ParameterId::Versus:
    case ParameterId::Window:
    case ParameterId::Url:
    case ParameterId::Id:
    case ParameterId::Since:
    case ParameterId::Into:
    case ParameterId::QueryLanguage:
    case ParameterId::In:
    case ParameterId::Fields: return false;
  }
  return false;
}

}  // namespace backfile
