// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/copy_finder.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "common/article_json.h"
#include "indexer/index/article_lines.h"
#include "indexer/index/boilerplate.h"
#include "indexer/index/shingle_index.h"

namespace backfile {
namespace {

// Of 440 words a text takes 4 KB.
constexpr std::size_t kMostTexts = 10'000;

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
    const std::string base = directory + "/" + entry.name;
    Result<Columns> columns = Columns::open(base + std::string(kColumnsSuffix));
    if (!columns) return std::move(columns).error();
    Result<CopiesFile> copies =
        CopiesFile::open(base + std::string(kCopiesSuffix), entry.documents);
    if (!copies) return std::move(copies).error();
    if (columns->documents != entry.documents) {
      return Error{ErrorCode::Corrupt, base + " is damaged; run `backfile-index verify`"};
    }
    std::vector<bool> dead(entry.documents);
    for (const std::uint32_t docid : entry.dead) dead[docid - 1] = true;
    finder.segments_.push_back({base, *std::move(columns), *std::move(copies), std::move(dead),
                                std::nullopt, std::nullopt});
  }
  return finder;
}

Result<void> CopyFinder::for_each_candidate(std::vector<ArticlePlace> articles,
                                            const Visit& visit) const {
  if (articles.empty()) return {};
  std::ranges::sort(articles, [this](const ArticlePlace& a, const ArticlePlace& b) {
    return std::pair(seconds(a), a) < std::pair(seconds(b), b);
  });
  if (Result<void> done = visit_equal(articles, visit); !done) return done;
  // Undated ones are copies of nothing but their equals.
  const auto dated = std::ranges::find_if(
      articles, [this](const ArticlePlace& place) { return seconds(place) != kNoDate; });
  articles.erase(articles.begin(), dated);
  return visit_near(articles, visit);
}

Result<void> CopyFinder::visit_near(const std::vector<ArticlePlace>& articles,
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
          if (Result<void> done = visit(articles[number], other); !done) return done;
        }
      }
    }
  }
  return {};
}

Result<void> CopyFinder::visit_equal(const std::vector<ArticlePlace>& articles,
                                     const Visit& visit) const {
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
        if (Result<void> done = visit(equal->second, other); !done) return done;
      }
    }
  }
  return {};
}

Result<void> CopyFinder::for_each_candidate_among(const std::vector<ArticlePlace>& articles,
                                                  const Visit& visit) const {
  const auto whole = [this](const ArticlePlace& place) {
    return segments_[place.first].copies.whole(place.second);
  };
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const ShingleSample own = sample(articles[i]);
    for (std::size_t j = i + 1; j < articles.size(); ++j) {
      const ShingleSample other = sample(articles[j]);
      const bool equal = whole(articles[i]) == whole(articles[j]);
      if (!equal && !may_be_copies(count_shared(own, other), own.size(), other.size())) continue;
      if (Result<void> done = visit(articles[i], articles[j]); !done) return done;
    }
  }
  return {};
}

Result<bool> CopyFinder::are_copies(const ArticlePlace& a, const ArticlePlace& b) {
  if (texts_.size() + 2 > kMostTexts) texts_.clear();
  const Result<const ComparableText*> one = text(a);
  if (!one) return one.error();
  const Result<const ComparableText*> other = text(b);
  if (!other) return other.error();
  return backfile::are_copies(**one, **other);
}

Result<std::string> CopyFinder::id_of(const ArticlePlace& place) {
  Result<Article> found = article(place);
  if (!found) return std::move(found).error();
  return std::move(found->id);
}

Result<void> CopyFinder::open_texts(Segment* segment) const {
  Result<Records> records = Records::open(segment->base + std::string(kRecordsSuffix));
  if (!records) return std::move(records).error();
  Result<ItemFile> lines = ItemFile::open(segment->base + std::string(kLinesSuffix));
  if (!lines) return std::move(lines).error();
  if (records->documents() != segment->dead.size() || lines->documents() != segment->dead.size()) {
    return Error{ErrorCode::Corrupt, segment->base + " is damaged; run `backfile-index verify`"};
  }
  segment->records = *std::move(records);
  segment->lines = *std::move(lines);
  return {};
}

Result<Article> CopyFinder::article(const ArticlePlace& place) {
  Segment& segment = segments_[place.first];
  if (!segment.records) {
    if (Result<void> done = open_texts(&segment); !done) return std::move(done).error();
  }
  const Result<std::string> line = segment.records->record(place.second);
  if (!line) return line.error();
  return from_json_line(*line);
}

Result<const ComparableText*> CopyFinder::text(const ArticlePlace& place) {
  const auto known = texts_.find(place);
  if (known != texts_.end()) return &known->second;
  const Result<Article> found = article(place);
  if (!found) return found.error();
  const Segment& segment = segments_[place.first];
  const auto withheld = withheld_in(LinesItem(segment.lines->item(place.second)));
  ComparableText made = comparable_text(indexed_text(*found, withheld), seconds(place),
                                        segment.copies.whole(place.second));
  return &texts_.emplace(place, std::move(made)).first->second;
}

}  // namespace backfile
