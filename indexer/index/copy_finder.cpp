// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/copy_finder.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <unordered_map>
#include <utility>

#include "common/article_json.h"
#include "indexer/index/article_lines.h"
#include "indexer/index/boilerplate.h"
#include "indexer/index/copy_texts.h"
#include "indexer/index/shingle_index.h"

namespace backfile {
namespace {

// Articles published within so many seconds of each other are looked for together. One index of a
// run that spans decades would not fit into the caches of a processor, and most of what is looked
// up in it would be too far away in time.
constexpr std::int64_t kSpan = 8 * kCopyWindow;

std::vector<std::uint64_t> withheld_in(const LinesItem& item) {
  std::vector<std::uint64_t> withheld;
  for (std::size_t i = 0; i < item.size(); ++i) {
    if (item.is_withheld(i)) withheld.push_back(item.line(i));
  }
  return withheld;
}

// The documents of a segment that were published within the window around one of these dates,
// which are ascending: ranges that do not overlap.
std::vector<DocIdRange> around(const std::vector<std::int64_t>& dates, const Columns& columns) {
  std::vector<DocIdRange> ranges;
  for (std::size_t i = 0; i < dates.size();) {
    std::size_t last = i;
    while (last + 1 < dates.size() && dates[last + 1] - dates[last] <= 2 * kCopyWindow) ++last;
    ranges.push_back(
        published_within(columns, dates[i] - kCopyWindow, dates[last] + kCopyWindow + 1));
    i = last + 1;
  }
  return ranges;
}

}  // namespace

Result<CopyFinder> CopyFinder::open(const std::string& directory, const Manifest& manifest) {
  CopyFinder finder;
  for (const SegmentEntry& entry : manifest.segments) {
    Result<Segment> segment = open_segment(directory + "/" + entry.name, entry);
    if (!segment) return std::move(segment).error();
    finder.segments_.push_back(*std::move(segment));
  }
  return finder;
}

Result<CopyFinder::Segment> CopyFinder::open_segment(const std::string& base,
                                                     const SegmentEntry& entry) {
  Result<Columns> columns = open_view<Columns>(base + std::string(kColumnsSuffix));
  if (!columns) return std::move(columns).error();
  Result<CopiesFile> copies = CopiesFile::open(base + std::string(kCopiesSuffix), entry.documents);
  if (!copies) return std::move(copies).error();
  Result<Records> records = open_view<Records>(base + std::string(kRecordsSuffix));
  if (!records) return std::move(records).error();
  Result<ItemFile> lines = open_view<ItemFile>(base + std::string(kLinesSuffix));
  if (!lines) return std::move(lines).error();
  if (columns->documents != entry.documents || records->documents() != entry.documents ||
      lines->documents() != entry.documents) {
    return Error{ErrorCode::Corrupt, base + " is damaged; run `backfile-index verify`"};
  }
  std::vector<bool> dead(entry.documents);
  for (const std::uint32_t docid : entry.dead) dead[docid - 1] = true;
  return Segment{*std::move(columns), *std::move(copies), *std::move(records), *std::move(lines),
                 std::move(dead)};
}

Result<void> CopyFinder::for_each_candidate(std::vector<ArticlePlace> articles, unsigned threads,
                                            const Visit& visit) const {
  if (articles.empty()) return {};
  std::ranges::sort(articles, [this](const ArticlePlace& a, const ArticlePlace& b) {
    return std::pair(seconds(a), a) < std::pair(seconds(b), b);
  });
  if (Result<void> done = visit_equal(articles, visit); !done) return done;
  const std::vector<std::span<const ArticlePlace>> spans = spans_of(articles);
  std::atomic<std::size_t> next = 0;
  const auto take_spans = [&]() -> Result<void> {
    CopyTexts texts(*this);
    for (std::size_t i = next++; i < spans.size(); i = next++) {
      Result<void> done = visit_near(spans[i], texts, visit);
      if (done) continue;
      next = spans.size();
      return done;
    }
    return {};
  };
  std::vector<std::future<Result<void>>> helpers;
  for (unsigned i = 1; i < threads && i < spans.size(); ++i) {
    helpers.push_back(std::async(std::launch::async, take_spans));
  }
  Result<void> outcome = take_spans();
  for (std::future<Result<void>>& helper : helpers) {
    Result<void> done = helper.get();
    if (outcome) outcome = std::move(done);
  }
  return outcome;
}

// Undated ones are copies of nothing but their equals, and in no span.
std::vector<std::span<const ArticlePlace>> CopyFinder::spans_of(
    const std::vector<ArticlePlace>& by_date) const {
  std::vector<std::span<const ArticlePlace>> spans;
  auto first = std::ranges::find_if(
      by_date, [this](const ArticlePlace& place) { return seconds(place) != kNoDate; });
  while (first != by_date.end()) {
    const auto last = std::find_if(first, by_date.end(), [&](const ArticlePlace& place) {
      return seconds(place) - seconds(*first) > kSpan;
    });
    spans.emplace_back(first, last);
    first = last;
  }
  return spans;
}

Result<void> CopyFinder::visit_near(std::span<const ArticlePlace> articles, CopyTexts& texts,
                                    const Visit& visit) const {
  ShingleIndex index;
  std::vector<std::int64_t> dates;
  for (const ArticlePlace& place : articles) {
    dates.push_back(seconds(place));
    index.add(sample(place), dates.back());
  }
  index.finish();
  for (std::size_t s = 0; s < segments_.size(); ++s) {
    for (const DocIdRange& range : around(dates, columns(s))) {
      for (std::uint32_t docid = range.first; docid < range.last; ++docid) {
        const ArticlePlace other{s, docid};
        if (!is_live(other)) continue;
        const ShingleSample own = sample(other);
        const std::int64_t when = seconds(other);
        for (const auto& [number, shared] :
             index.find(own, when - kCopyWindow, when + kCopyWindow)) {
          if (articles[number] == other) continue;
          if (!may_be_copies(shared, index.size_of(number), own.size())) continue;
          if (Result<void> done = visit(texts, articles[number], other); !done) return done;
        }
      }
    }
  }
  return {};
}

Result<void> CopyFinder::visit_equal(const std::vector<ArticlePlace>& articles,
                                     const Visit& visit) const {
  CopyTexts texts(*this);
  std::unordered_multimap<std::uint64_t, ArticlePlace> by_whole;
  for (const ArticlePlace& place : articles) {
    const std::uint64_t whole = segments_[place.first].copies.whole(place.second);
    if (whole != 0) by_whole.emplace(whole, place);
  }
  for (std::size_t s = 0; s < segments_.size(); ++s) {
    for (std::uint32_t docid = 1; docid <= segments_[s].dead.size(); ++docid) {
      const ArticlePlace other{s, docid};
      const auto [first, last] = by_whole.equal_range(segments_[s].copies.whole(docid));
      for (auto equal = first; equal != last; ++equal) {
        if (equal->second == other || !is_live(other)) continue;
        if (Result<void> done = visit(texts, equal->second, other); !done) return done;
      }
    }
  }
  return {};
}

Result<void> CopyFinder::for_each_candidate_among(const std::vector<ArticlePlace>& articles,
                                                  const Visit& visit) const {
  CopyTexts texts(*this);
  const auto whole = [this](const ArticlePlace& place) {
    return segments_[place.first].copies.whole(place.second);
  };
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const ShingleSample own = sample(articles[i]);
    for (std::size_t j = i + 1; j < articles.size(); ++j) {
      const ShingleSample other = sample(articles[j]);
      const bool equal = whole(articles[i]) == whole(articles[j]);
      if (!equal && !may_be_copies(count_shared(own, other), own.size(), other.size())) continue;
      if (Result<void> done = visit(texts, articles[i], articles[j]); !done) return done;
    }
  }
  return {};
}

Result<Article> CopyFinder::article(const ArticlePlace& place) const {
  const Result<std::string> line = segments_[place.first].records.record(place.second);
  if (!line) return line.error();
  return from_json_line(*line);
}

Result<ComparableText> CopyFinder::text(const ArticlePlace& place) const {
  const Result<Article> found = article(place);
  if (!found) return found.error();
  const Segment& segment = segments_[place.first];
  const auto withheld = withheld_in(LinesItem(segment.lines.item(place.second)));
  return comparable_text(indexed_text(*found, withheld), seconds(place),
                         segment.copies.whole(place.second));
}

}  // namespace backfile
