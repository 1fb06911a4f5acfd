// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/container_hints.h"

#include <algorithm>
#include <optional>

#include "common/clock.h"
#include "common/date.h"
#include "indexer/extract/date_hints.h"
#include "indexer/extract/source_names.h"

namespace backfile {
namespace {

// 1990-01-01. No crawler is older; earlier captures are clocks that stood wrong.
constexpr std::int64_t kFirstCapture = 631152000;

bool is_host(std::string_view name) {
  return name.find('.') != std::string_view::npos && name.find(' ') == std::string_view::npos;
}

}  // namespace

void apply_hints(const RawDocument& document, const NewsHosts& hosts, Article* article) {
  const RecordHints& hints = document.hints;
  if (article->title.empty()) article->title = hints.title;
  if (!hints.source.empty() && article->source.name.empty() && article->source.domain.empty()) {
    article->source =
        is_host(hints.source) ? source_at(hints.source, hosts) : source_named(hints.source, hosts);
  }
  if (article->id.empty() && article->url.empty() && article->canonical_url.empty()) {
    article->id = hints.id;
  }
  if (article->published || hints.published.empty()) return;
  const DateHints reading = date_hints_of(*article, hosts).value_or(DateHints());
  article->published = parse_date(hints.published, reading);
  if (article->published) article->date_source = "container";
}

std::int64_t latest_moment(const RecordHints& hints) {
  const std::int64_t now = seconds_now();
  if (hints.captured.empty()) return now;
  const std::optional<Timestamp> captured = parse_iso_date(hints.captured);
  if (!captured || captured->seconds < kFirstCapture) return now;
  return std::min(now, captured->seconds);
}

}  // namespace backfile
