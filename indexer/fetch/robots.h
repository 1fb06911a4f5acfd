// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// The rules of a robots.txt for one program (RFC 9309). Lines behind the first 500 KiB do not
// count.
class RobotsRules {
 public:
  // `agent` is the program's name in lower case. The groups that name it count, else those of "*".
  RobotsRules(std::string_view text, std::string_view agent);
  RobotsRules() = default;  // Everything is allowed.

  // `target` is the path of an address with its query, "/feed?x=1". The longest rule that matches
  // decides, "Allow" when two are equally long.
  bool allows(std::string_view target) const;

  // "Crawl-delay" in seconds, when there is one.
  std::optional<double> delay() const { return delay_; }

 private:
  struct Rule {
    std::string pattern;
    bool allow = false;
  };

  std::vector<Rule> rules_;
  std::optional<double> delay_;
};

}  // namespace backfile
