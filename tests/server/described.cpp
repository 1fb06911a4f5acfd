// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/described.h"

#include <cstdint>
#include <optional>
#include <string_view>

#include "server/query/proximity.h"

namespace backfile {
namespace {

std::string describe(const std::optional<std::uint64_t>& stories) {
  return stories ? "(" + std::to_string(*stories) + ")" : "";
}

std::string describe(std::uint64_t articles, std::uint64_t total, Coverage coverage) {
  constexpr std::string_view kLetters = "+L-";
  return std::to_string(articles) + "/" + std::to_string(total) +
         kLetters[static_cast<std::size_t>(coverage)];
}

}  // namespace

std::string describe(const Node& node) {
  std::string text = std::to_string(static_cast<int>(node.kind));
  if (node.field) text += std::string(field(*node.field).name) + ':';
  if (node.kind == Node::Kind::Near) text += to_string(node.nearness);
  if (node.count > 0) text += '~' + std::to_string(node.count);
  for (const std::string& word : node.words) text += ' ' + word;
  for (const Node& child : node.children) text += " (" + describe(child) + ')';
  return text;
}

std::string describe(const Facet& facet) {
  std::string text = std::string(field(facet.field).name);
  for (const FacetBucket& bucket : facet.buckets) {
    text += " " + bucket.value + "/" + bucket.label + "=" + std::to_string(bucket.articles) +
            describe(bucket.stories) + (bucket.selected ? "*" : "") + (bucket.excluded ? "-" : "");
  }
  return text + " distinct=" + std::to_string(facet.distinct) +
         " missing=" + std::to_string(facet.missing) + " other=" + std::to_string(facet.other) +
         " matching=" + std::to_string(facet.matching);
}

std::string describe(const Timeline& timeline) {
  std::string text = std::to_string(static_cast<int>(timeline.interval));
  for (const TimelineBucket& bucket : timeline.buckets) {
    text += " [" + std::to_string(bucket.local_start) + "," + std::to_string(bucket.local_end) +
            ")=" + describe(bucket.articles, bucket.total, bucket.coverage) +
            describe(bucket.stories);
  }
  for (const TimelineSeries& series : timeline.series) {
    text += "\n" + series.value + "/" + series.label + " " + std::to_string(series.articles) + ":";
    for (const TimelineCount& cell : series.buckets) {
      text += " " + describe(cell.articles, cell.total, cell.coverage);
    }
  }
  return text + " undated=" + std::to_string(timeline.undated);
}

}  // namespace backfile
