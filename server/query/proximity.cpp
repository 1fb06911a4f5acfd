// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/proximity.h"

#include <algorithm>

#include "common/ascii.h"
#include "common/text.h"
#include "server/query/syntax_error.h"

namespace backfile {
namespace {

using Relation = Node::Nearness::Relation;
using Unit = Node::Nearness::Unit;

// A number too long to be meant is a large one.
std::optional<std::uint32_t> read_number(std::string_view digits) {
  constexpr std::size_t kMostDigits = 8;
  if (!all_digits(digits)) return std::nullopt;
  if (digits.size() > kMostDigits) return 99'999'999;
  std::uint32_t number = 0;
  for (const char digit : digits) number = number * 10 + static_cast<std::uint32_t>(digit - '0');
  return number;
}

}  // namespace

std::optional<Node::Nearness> read_proximity(std::u32string_view chunk) {
  constexpr std::size_t kLongest = 16;
  if (chunk.size() > kLongest) return std::nullopt;
  const std::string lower = ascii_lower(encode_utf8(chunk));
  const std::size_t slash = lower.find('/');
  if (slash == std::string::npos) return std::nullopt;
  const std::string_view name = std::string_view(lower).substr(0, slash);
  const std::string_view behind = std::string_view(lower).substr(slash + 1);
  if (name == "w" && behind == "s") return Node::Nearness{Relation::Within, Unit::Sentence, 0};
  if (name == "w" && behind == "p") return Node::Nearness{Relation::Within, Unit::Paragraph, 0};
  const std::optional<std::uint32_t> distance = read_number(behind);
  if (!distance) return std::nullopt;
  if (name == "w" || name == "near")
    return Node::Nearness{Relation::Within, Unit::Words, *distance};
  if (name == "pre") return Node::Nearness{Relation::Before, Unit::Words, *distance};
  return std::nullopt;
}

std::optional<Error> refuse_distance(const QueryText& text, Span chunk,
                                     const Node::Nearness& nearness) {
  if (nearness.unit != Node::Nearness::Unit::Words) return std::nullopt;
  if (nearness.distance >= 1 && nearness.distance <= kMaxDistance) return std::nullopt;
  Node::Nearness nearest = nearness;
  nearest.distance = std::clamp(nearness.distance, 1U, kMaxDistance);
  return syntax_error(text, chunk,
                      "Expected a distance from 1 to " + std::to_string(kMaxDistance) +
                          "; neighbouring words are within 1.",
                      {to_string(nearest)}, text.with_replaced(chunk, to_string(nearest)));
}

std::optional<std::uint32_t> read_at_least(std::u32string_view chunk) {
  constexpr std::string_view kName = "atleast";
  if (chunk.size() <= kName.size() || chunk.size() > 32) return std::nullopt;
  const std::string lower = ascii_lower(encode_utf8(chunk));
  if (!lower.starts_with(kName)) return std::nullopt;
  const auto number = read_number(std::string_view(lower).substr(kName.size()));
  if (!number) return std::nullopt;
  return std::min(*number, kMostAtLeast + 1);
}

std::string to_string(const Node::Nearness& nearness) {
  std::string text = nearness.relation == Relation::NotWithin ? "NOT " : "";
  text += nearness.relation == Relation::Before ? "PRE/" : "W/";
  switch (nearness.unit) {
    case Unit::Words: return text + std::to_string(nearness.distance);
    case Unit::Sentence: return text + 'S';
    case Unit::Paragraph: return text + 'P';
  }
  return text;
}

}  // namespace backfile
