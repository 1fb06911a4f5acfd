// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/fetch/robots.h"

#include <cstdlib>

#include "common/text.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestFile = 500 << 10;
constexpr std::size_t kLongestPattern = 2048;

// `*` stands for any characters, `$` at the end for the end. Greedy with one step back, so that the
// time is bounded by the product of the lengths.
bool matches(std::string_view pattern, std::string_view target) {
  const bool to_end = pattern.ends_with('$');
  if (to_end) pattern.remove_suffix(1);
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t after_star = 0;
  while (true) {
    if (p == pattern.size() && (!to_end || t == target.size())) return true;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      after_star = t;
    } else if (p < pattern.size() && t < target.size() && pattern[p] == target[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos && after_star < target.size()) {
      p = star + 1;
      t = ++after_star;
    } else {
      return false;
    }
  }
}

struct Line {
  std::string name;
  std::string_view value;
};

Line split_line(std::string_view line) {
  line = line.substr(0, line.find('#'));
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  return {ascii_lower(trim(line.substr(0, colon))), trim(line.substr(colon + 1))};
}

}  // namespace

RobotsRules::RobotsRules(std::string_view text, std::string_view agent) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  struct Group {
    std::vector<Rule> rules;
    std::optional<double> delay;
  };
  Group ours;
  Group everyone;
  bool ours_named = false;
  bool for_us = false;
  bool for_everyone = false;
  bool in_names = false;
  const auto each = [&](const auto& change) {
    if (for_us) change(&ours);
    if (for_everyone) change(&everyone);
  };
  for (const std::string_view one : split_lines(text.substr(0, kLongestFile))) {
    const Line line = split_line(one);
    if (line.name == "user-agent") {
      // Names that follow each other begin one group together.
      if (!in_names) for_us = for_everyone = false;
      in_names = true;
      const std::string name = ascii_lower(line.value);
      for_everyone |= name == "*";
      for_us |= name.substr(0, name.find('/')) == agent;
      ours_named |= for_us;
    } else if (line.name == "allow" || line.name == "disallow") {
      in_names = false;
      if (line.value.empty() || line.value.size() > kLongestPattern) continue;
      each([&](Group* group) {
        group->rules.push_back({std::string(line.value), line.name == "allow"});
      });
    } else if (line.name == "crawl-delay") {
      in_names = false;
      const double seconds = std::strtod(std::string(line.value).c_str(), nullptr);
      if (seconds > 0) each([&](Group* group) { group->delay = seconds; });
    }
  }
  Group& group = ours_named ? ours : everyone;
  rules_ = std::move(group.rules);
  delay_ = group.delay;
}

bool RobotsRules::allows(std::string_view target) const {
  std::size_t longest = 0;
  bool allowed = true;
  for (const Rule& rule : rules_) {
    const std::size_t length = rule.pattern.size();
    if (length < longest || (length == longest && !rule.allow)) continue;
    if (!matches(rule.pattern, target)) continue;
    longest = length;
    allowed = rule.allow;
  }
  return allowed;
}

}  // namespace backfile
