// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/links.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/date.h"
#include "common/schema.h"
#include "common/text.h"
#include "server/render/json_members.h"

namespace backfile {
namespace {

bool is_filter(std::string_view name) {
  const Field* row = find_field(name);
  return row != nullptr && row->kind == FieldKind::Keyword;
}

// What the page keeps in its own address; the rest of a request is the program's business.
bool is_shown_by_the_page(std::string_view name) {
  return name == "q" || name == "from" || name == "to" || name == "sort" || is_filter(name);
}

// Of what decides which articles are found.
bool chooses(std::string_view name) {
  constexpr std::array<std::string_view, 10> kChoosing = {
      "q", "syntax", "query_language", "in", "from", "to", "tz", "missing", "exists", "revision"};
  return std::ranges::find(kChoosing, name) != kChoosing.end() || is_filter(name) ||
         name.starts_with("exclude_");
}

// The same articles under another address, one of each story where that was asked for.
Target same_articles(const ApiRequest& request, std::string path) {
  Target target{.path = std::move(path), .parameters = {}};
  for (const auto& parameter : request.target.parameters) {
    if (chooses(parameter.first) || parameter.first == "collapse") {
      target.parameters.push_back(parameter);
    }
  }
  return target;
}

}  // namespace

std::string next_link(const ApiRequest& request, std::string_view next_cursor) {
  if (next_cursor.empty()) return {};
  return to_string(request.target.without("cursor").without("page").with("cursor", next_cursor));
}

std::string corrected_link(const ApiRequest& request, const std::string& q) {
  Target target{.path = "/api/v1/search", .parameters = {}};
  for (const auto& [name, value] : request.target.parameters) {
    // It is written in our own syntax.
    if ((!chooses(name) && name != "sort") || name == "syntax") continue;
    target.parameters.emplace_back(name, name == "q" ? q : value);
  }
  return to_string(target);
}

std::string feed_link(const ApiRequest& request) {
  const Target feed = same_articles(request, "/feeds/search.atom").without("revision");
  return to_string(request.search.sort == SortOrder::Indexed ? feed.with("sort", "indexed") : feed);
}

std::string table_link(const ApiRequest& request) {
  return to_string(same_articles(request, "/api/v1/export").with("format", "csv"));
}

std::string toggle_link(const ApiRequest& request, FieldId id, const FacetBucket& bucket) {
  const std::string_view name = field(id).name;
  Target target = request.target.without("cursor").without("page");
  if (!bucket.selected && !bucket.excluded) return to_string(target.with(name, bucket.value));
  // A source may have been asked for by its name, and any value in another spelling.
  const std::string value = fold(bucket.value);
  const std::string label = fold(bucket.label);
  std::erase_if(target.parameters, [&](const auto& parameter) {
    const std::string_view filter = parameter.first;
    if (filter != name && !(filter.starts_with("exclude_") && filter.substr(8) == name)) {
      return false;
    }
    const std::string given = fold(parameter.second);
    return given == value || given == label;
  });
  return to_string(target);
}

BucketLinks::BucketLinks(const ApiRequest& request, Interval interval)
    : request_(request), interval_(interval) {
  Target target{.path = "/api/v1/search", .parameters = {}};
  for (const auto& parameter : request.target.parameters) {
    if (chooses(parameter.first) && parameter.first != "from" && parameter.first != "to") {
      target.parameters.push_back(parameter);
    }
  }
  base_ = to_string(target);
  base_ += target.parameters.empty() ? '?' : '&';
}

std::string BucketLinks::link(const TimelineBucket& bucket) const {
  constexpr std::int64_t kDay = 86'400;
  const bool by_hour = interval_ == Interval::Hour;
  const std::int64_t step = by_hour ? 1 : kDay;
  const auto when = [&](std::int64_t instant, std::int64_t local) {
    return by_hour ? to_iso_utc(instant) : day_of(local);
  };
  const Filters& filters = request_.search.filters;
  // Of a bucket at the edge only what the request's own dates admit.
  const std::string from = filters.from && *filters.from > bucket.start
                               ? to_iso(*request_.from)
                               : when(bucket.start, bucket.local_start);
  const std::string to = filters.until && *filters.until < bucket.end
                             ? to_iso(*request_.to)
                             : when(bucket.end - step, bucket.local_end - step);
  return base_ + "from=" + percent_encode(from) + "&to=" + percent_encode(to);
}

std::string page_link(const ApiRequest& request) {
  Target target{.path = "/", .parameters = {}};
  // The page reads our own syntax.
  const bool translated = request.syntax != Syntax::Backfile || request.in;
  const std::optional<Node>& root = request.search.query.root;
  for (const auto& [name, value] : request.target.parameters) {
    if (!is_shown_by_the_page(name)) continue;
    target.parameters.emplace_back(name,
                                   name == "q" && translated && root ? to_string(*root) : value);
  }
  return to_string(target);
}

std::string article_link(std::string_view id) { return "/api/v1/articles/" + percent_encode(id); }

std::string story_link(std::string_view story_id) {
  return to_string(Target{.path = "/api/v1/search",
                          .parameters = {{"story", std::string(story_id)}, {"sort", "oldest"}}});
}

}  // namespace backfile
