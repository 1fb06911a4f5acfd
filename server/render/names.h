// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "server/render/api_request.h"
#include "server/search/search.h"
#include "server/search/why.h"

namespace backfile {

// The names of the enums in requests and answers, both ways.

inline constexpr std::array<std::pair<std::string_view, SortOrder>, 6> kSortNames = {{
    {"relevance", SortOrder::Relevance},
    {"newest", SortOrder::Newest},
    {"oldest", SortOrder::Oldest},
    {"indexed", SortOrder::Indexed},
    {"words", SortOrder::Shortest},
    {"-words", SortOrder::Longest},
}};

// Those of a feed.
inline constexpr std::array<std::pair<std::string_view, SortOrder>, 2> kFeedSortNames = {{
    {"newest", SortOrder::Newest},
    {"indexed", SortOrder::Indexed},
}};

inline constexpr std::array<std::pair<std::string_view, FieldId>, 3> kPassageNames = {{
    {"title", FieldId::Title},
    {"text", FieldId::Text},
    {"lead", FieldId::Lead},
}};

inline constexpr std::array<std::pair<std::string_view, Interval>, 8> kIntervalNames = {{
    {"auto", Interval::Auto},
    {"hour", Interval::Hour},
    {"day", Interval::Day},
    {"week", Interval::Week},
    {"month", Interval::Month},
    {"quarter", Interval::Quarter},
    {"year", Interval::Year},
    {"decade", Interval::Decade},
}};

inline constexpr std::array<std::pair<std::string_view, FacetOrder>, 2> kFacetOrderNames = {{
    {"count", FacetOrder::Count},
    {"value", FacetOrder::Value},
}};

inline constexpr std::array<std::pair<std::string_view, ExportFormat>, 3> kExportFormatNames = {{
    {"jsonl", ExportFormat::JsonLines},
    {"csv", ExportFormat::Csv},
    {"ids", ExportFormat::Ids},
}};

inline constexpr std::array<std::pair<std::string_view, KeynessMeasure>, 2> kKeynessNames = {{
    {"log_likelihood", KeynessMeasure::LogLikelihood},
    {"log_ratio", KeynessMeasure::LogRatio},
}};

inline constexpr std::array<std::pair<std::string_view, CollocateMeasure>, 4> kCollocateNames = {{
    {"log_likelihood", CollocateMeasure::LogLikelihood},
    {"mi", CollocateMeasure::MutualInformation},
    {"log_dice", CollocateMeasure::LogDice},
    {"t_score", CollocateMeasure::TScore},
}};

inline constexpr std::array<std::pair<std::string_view, LineOrder>, 4> kLineOrderNames = {{
    {"newest", LineOrder::Newest},
    {"left", LineOrder::Left},
    {"right", LineOrder::Right},
    {"match", LineOrder::Match},
}};

// Whether a facet is counted under its own filter too.
inline constexpr std::array<std::pair<std::string_view, bool>, 2> kFacetModeNames = {{
    {"multi", false},
    {"strict", true},
}};

// Whether hits are one article of each story.
inline constexpr std::array<std::pair<std::string_view, bool>, 2> kCollapseNames = {{
    {"none", false},
    {"story", true},
}};

inline constexpr std::array<std::pair<std::string_view, Coverage>, 3> kCoverageNames = {{
    {"ok", Coverage::Ok},
    {"low", Coverage::Low},
    {"none", Coverage::None},
}};

inline constexpr std::array<std::pair<std::string_view, WhyOutcome>, 4> kOutcomeNames = {{
    {"not_in_archive", WhyOutcome::NotInArchive},
    {"removed", WhyOutcome::Removed},
    {"no_match", WhyOutcome::NoMatch},
    {"match", WhyOutcome::Match},
}};

template <typename Enum, std::size_t size>
constexpr std::string_view name_of(const std::array<std::pair<std::string_view, Enum>, size>& names,
                                   Enum value) {
  for (const auto& [name, candidate] : names) {
    if (candidate == value) return name;
  }
  return {};
}

template <typename Enum, std::size_t size>
constexpr std::optional<Enum> value_of(
    const std::array<std::pair<std::string_view, Enum>, size>& names, std::string_view text) {
  for (const auto& [name, value] : names) {
    if (name == text) return value;
  }
  return std::nullopt;
}

constexpr std::string_view to_string(SortOrder sort) { return name_of(kSortNames, sort); }
constexpr std::string_view to_string(Interval interval) {
  return name_of(kIntervalNames, interval);
}

}  // namespace backfile
