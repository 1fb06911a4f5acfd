// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/counts.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "common/date.h"
#include "server/render/json_members.h"
#include "server/render/links.h"
#include "server/render/names.h"

namespace backfile {
namespace {

void set_counts(JsonText& json, const TimelineCount& count, bool detailed) {
  json.member("articles", count.articles).member("total", count.total).key("share");
  if (count.total == 0) {
    json.null();
  } else {
    json.value(static_cast<double>(count.articles) / static_cast<double>(count.total));
  }
  if (detailed && count.total > 0 && count.total < kSmallTotal) {
    const auto [low, high] = share_bounds(count.articles, count.total);
    json.key("share_95").begin_array().value(low).value(high).end_array();
  }
  const Coverage coverage = count.total == 0 ? Coverage::None : count.coverage;
  json.member("coverage", name_of(kCoverageNames, coverage));
}

// A day, or for hours the time with its offset.
std::string border(Interval interval, std::int64_t instant, std::int64_t local) {
  if (interval != Interval::Hour) return day_of(local);
  return to_iso({.seconds = instant,
                 .precision = DatePrecision::Minute,
                 .offset_minutes = static_cast<std::int16_t>((local - instant) / 60)});
}

void add_bucket(JsonText& json, const Timeline& timeline, std::size_t at, bool detailed,
                const BucketLinks* links) {
  const TimelineBucket& bucket = timeline.buckets[at];
  json.begin_object();
  json.member("start", border(timeline.interval, bucket.start, bucket.local_start));
  json.member("end", border(timeline.interval, bucket.end, bucket.local_end));
  set_counts(json, {bucket.articles, bucket.total, bucket.coverage}, detailed);
  if (bucket.stories) json.member("stories", *bucket.stories);
  if (links != nullptr && bucket.articles > 0) json.member("url", links->link(bucket));
  json.end_object();
}

void set_series(JsonText& json, const Timeline& timeline, const ApiRequest& request) {
  if (timeline.series.empty()) return;
  if (request.search.timeline_by) json.member("by", field(*request.search.timeline_by).name);
  json.key("series").begin_array();
  for (std::size_t i = 0; i < timeline.series.size(); ++i) {
    const TimelineSeries& series = timeline.series[i];
    json.begin_object();
    if (request.queries.empty()) {
      json.member("value", series.value).member("label", series.label);
    } else {
      json.member("q", request.queries[i]).member("parsed", series.value);
    }
    json.member("articles", series.articles).key("buckets").begin_array();
    for (const TimelineCount& count : series.buckets) {
      json.begin_object();
      set_counts(json, count, true);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

}  // namespace

ShareBounds share_bounds(std::uint64_t articles, std::uint64_t total) {
  constexpr double kZ = 1.959963984540054;  // Of 95 %.
  const auto n = static_cast<double>(total);
  const double share = static_cast<double>(articles) / n;
  const double z2 = kZ * kZ;
  const double middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const double half = kZ / (1 + z2 / n) * std::sqrt(share * (1 - share) / n + z2 / (4 * n * n));
  return {articles == 0 ? 0 : std::max(0.0, middle - half),
          articles == total ? 1 : std::min(1.0, middle + half)};
}

void set_facet(JsonText& json, const Facet& facet, const ApiRequest& request) {
  json.key(field(facet.field).name).begin_object();
  json.member("type", "terms").member("relation", "eq").member("distinct", facet.distinct);
  json.member("missing", facet.missing).member("other", facet.other);
  const FacetView& view = request.search.facet_view;
  if (!view.prefix.empty() || !view.contained.empty()) json.member("matching", facet.matching);
  json.key("buckets").begin_array();
  for (const FacetBucket& bucket : facet.buckets) {
    json.begin_object().member("value", bucket.value).member("label", bucket.label);
    json.member("articles", bucket.articles);
    if (bucket.stories) json.member("stories", *bucket.stories);
    json.member("selected", bucket.selected);
    if (bucket.excluded) json.member("excluded", true);
    json.member("toggle", toggle_link(request, facet.field, bucket)).end_object();
  }
  json.end_array().end_object();
}

void set_timeline(JsonText& json, const Timeline& timeline, const ApiRequest& request,
                  bool detailed) {
  json.key("timeline").begin_object();
  json.member("interval", to_string(timeline.interval)).member("tz", request.search.zone);
  json.member("relation", "eq").member("undated", timeline.undated);
  std::optional<BucketLinks> links;
  if (detailed && request.queries.empty()) links.emplace(request, timeline.interval);
  json.key("buckets").begin_array();
  for (std::size_t i = 0; i < timeline.buckets.size(); ++i) {
    add_bucket(json, timeline, i, detailed, links ? &*links : nullptr);
  }
  json.end_array();
  set_series(json, timeline, request);
  json.end_object();
}

}  // namespace backfile
