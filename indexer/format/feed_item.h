// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/date.h"
#include "common/result.h"
#include "indexer/extract/news_hosts.h"

namespace backfile {

// What a feed says of all its items.
struct FeedChannel {
  std::string title;
  std::string url;                // Of the site.
  std::string base;               // Against which relative addresses are resolved.
  std::string language;           // As written: "en-gb", and in the wild also "US".
  std::optional<Timestamp> date;  // Of the feed: relative dates count from it.
};

// An item of a feed, in whatever language it was written. All may be empty.
struct FeedItem {
  std::string id;   // The identity within the feed.
  std::string url;  // May be relative.
  std::string title;
  std::string html;     // The whole text.
  std::string text;     // The whole text, if it is plain; goes before html.
  std::string summary;  // Markup or plain text.
  std::vector<std::string> bylines;
  std::vector<std::string> tags;
  std::vector<std::string> genres;  // What is said to be a genre or type, and no subject.
  std::string published;
  std::string updated;
  std::string source_name;  // Where an aggregator has it from.
  std::string source_url;
  std::string language;
};

// The article in an item, still without provenance. The summary is its text where there is no other
// one. Its id is left to the URL, so that item and page are one article; an item without a URL
// keeps the feed's id. BadRecord when there is neither a title nor a text.
Result<Article> article_of(const FeedItem& item, const FeedChannel& channel,
                           const NewsHosts& hosts);

// `reference` as an absolute URL: itself if it is one, else resolved against `base` (RFC 3986,
// section 5.2, but for dot segments). Empty when it cannot be.
std::string resolved_url(std::string_view reference, std::string_view base);

// "3 hours ago", "yesterday": the time so long before `now`. Nothing for other texts.
std::optional<Timestamp> relative_date(std::string_view text, const Timestamp& now);

}  // namespace backfile
