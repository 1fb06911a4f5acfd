// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/date.h"
#include "indexer/format/html_tree.h"
#include "indexer/format/json_ld.h"
#include "indexer/format/meta_tags.h"

namespace backfile {

struct PageDates {
  std::optional<Timestamp> published;
  std::optional<Timestamp> updated;
  std::string source;  // Of `published`: "json-ld", "meta", "itemprop", "url", "label", "time",
                       // "text", and "relative" for a date that needs the moment of capture.
  std::string updated_source;
};

// What decides between the dates of a page.
struct DateContext {
  std::string url;  // Of the page; may be empty.
  NodeId h1 = 0;    // The headline; 0 if there is none.
  DateHints hints;
  std::int64_t now = 0;  // Seconds since 1970; later dates than two days after it are refused.
  std::optional<std::int64_t> captured;  // When the page was fetched, if known.
};

// How often a date from there is right, in percent.
std::uint8_t confidence_of_date(std::string_view source);

// When the page says that it was published and changed. A date of change never serves as the date
// of publication. Refused are the future, the epoch (a zero that became a date) and year 1.
PageDates page_dates(const HtmlTree& tree, const MetaTags& meta, const JsonLd& json_ld,
                     const DateContext& context);

}  // namespace backfile
