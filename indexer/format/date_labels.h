// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "common/date.h"

namespace backfile {

// The dates that a line states with their labels. `first` is set when the label says that it is
// the first publication ("First Published"), which outranks every other label.
struct LabelledDates {
  std::optional<Timestamp> published;
  std::optional<Timestamp> updated;
  bool first = false;
};

// Reads "Last Updated : Jan 19 2017 | 4:32 PM IST", "Published: 19 January 2017 | Updated: 20
// January 2017" and the like, in ten languages. Nothing unless labels and
// dates fill the whole line; `hints` never decide that.
std::optional<LabelledDates> parse_date_labels(std::string_view line, const DateHints& hints = {});

}  // namespace backfile
