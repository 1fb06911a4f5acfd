// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "server/render/api_request.h"
#include "server/search/search.h"

namespace backfile {

// The addresses that an answer holds, all relative to the server's root.

// The request for the next page, or an empty text after the last one.
std::string next_link(const ApiRequest& request, std::string_view next_cursor);

// The first page of the search for `q` instead, with the same filters.
std::string corrected_link(const ApiRequest& request, const std::string& q);

// All articles of a search as a feed, and as a table.
std::string feed_link(const ApiRequest& request);
std::string table_link(const ApiRequest& request);

// The same search from its first page with the bucket's value filtered for, or no longer filtered
// for or shut out.
std::string toggle_link(const ApiRequest& request, FieldId field, const FacetBucket& bucket);

// The searches for the articles of the buckets of a timeline. The request must outlive it.
class BucketLinks {
 public:
  BucketLinks(const ApiRequest& request, Interval interval);
  std::string link(const TimelineBucket& bucket) const;

 private:
  const ApiRequest& request_;
  const Interval interval_;
  std::string base_;
};

// The same search on the page for people, which reads only our own syntax.
std::string page_link(const ApiRequest& request);

std::string article_link(std::string_view id);

// The articles of a story, the first one first.
std::string story_link(std::string_view story_id);

}  // namespace backfile
