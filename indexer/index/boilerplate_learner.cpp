// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/boilerplate_learner.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <iterator>
#include <unordered_map>
#include <utility>

namespace backfile {
namespace {

// Counts the lines of one source in three passes over its articles: how many there are; how often
// each line falls into a cell of a small table; exactly how often the lines of the full cells
// occur. Most lines occur once and never get beyond the second pass, so that a source of any size
// is counted exactly in little memory.
class LineCount {
 public:
  void add_article(std::size_t lines) {
    ++articles_;
    lines_ += lines;
  }

  void begin_cells() {
    // A line that recurs in 30 % fills its cell 16 times as high as the others are on average.
    const std::uint64_t cells = lines_ * 53 / std::max<std::uint64_t>(articles_, 1);
    cells_.resize(std::bit_ceil(std::clamp<std::uint64_t>(cells, 64, kMostCells)));
  }
  void add_to_cells(std::uint64_t line) { ++cells_[cell_of(line)]; }

  void count(std::uint64_t line) {
    if (is_boilerplate(cells_[cell_of(line)], articles_)) ++counts_[line];
  }

  template <typename Visitor>
  void for_each_boilerplate(Visitor visit) const {
    for (const auto& [line, with_line] : counts_) {
      if (is_boilerplate(with_line, articles_)) visit(line);
    }
  }

 private:
  static constexpr std::uint64_t kMostCells = 1 << 20;

  std::size_t cell_of(std::uint64_t line) const { return line & (cells_.size() - 1); }

  std::uint64_t articles_ = 0;
  std::uint64_t lines_ = 0;
  std::vector<std::uint32_t> cells_;
  std::unordered_map<std::uint64_t, std::uint32_t> counts_;
};

}  // namespace

Result<BoilerplateLearner> BoilerplateLearner::open(
    const std::string& directory, const Manifest& published, const Manifest& next,
    const std::vector<std::vector<std::uint32_t>>& purged) {
  BoilerplateLearner learner;
  for (std::size_t s = 0; s < next.segments.size(); ++s) {
    const SegmentEntry& entry = next.segments[s];
    const std::string path = directory + "/" + entry.name + std::string(kLinesSuffix);
    Result<ItemFile> lines = open_view<ItemFile>(path);
    if (!lines) return std::move(lines).error();
    if (lines->documents() != entry.documents) {
      return Error{ErrorCode::Corrupt, path + " is damaged; run `backfile-index verify`"};
    }
    std::vector<std::uint32_t> dead;
    std::ranges::set_union(entry.dead, purged[s], std::back_inserter(dead));
    std::vector<std::uint32_t> newly_dead;
    std::ranges::set_difference(dead, published.segments[s].dead, std::back_inserter(newly_dead));
    learner.segments_.push_back({*std::move(lines), std::move(dead), std::move(newly_dead)});
  }
  return learner;
}

template <typename Visitor>
void BoilerplateLearner::for_each_live(const Segment& segment, Visitor visit) {
  auto dead = segment.dead.begin();
  for (std::uint32_t docid = 1; docid <= segment.lines.documents(); ++docid) {
    if (dead != segment.dead.end() && *dead == docid) {
      ++dead;
      continue;
    }
    visit(docid, LinesItem(segment.lines.item(docid)));
  }
}

Boilerplate BoilerplateLearner::learn(const std::vector<SpooledArticle>& batch) const {
  std::unordered_map<std::uint64_t, LineCount> counts;
  for (const SpooledArticle& article : batch) {
    if (article.lines.source != 0) {
      counts[article.lines.source].add_article(article.lines.lines.size());
    }
  }
  for (const Segment& segment : segments_) {
    for (const std::uint32_t docid : segment.newly_dead) {
      const std::uint64_t source = LinesItem(segment.lines.item(docid)).source();
      if (source != 0) counts.try_emplace(source);
    }
  }
  const auto for_each_stored = [&](const auto& visit) {
    for (const Segment& segment : segments_) {
      for_each_live(segment, [&](std::uint32_t, const LinesItem& item) {
        if (const auto count = counts.find(item.source()); count != counts.end()) {
          visit(item, &count->second);
        }
      });
    }
  };
  const auto for_each_line = [&](const auto& visit) {
    for (const SpooledArticle& article : batch) {
      if (article.lines.source == 0) continue;
      LineCount& count = counts[article.lines.source];
      for (const std::uint64_t line : article.lines.lines) visit(line, &count);
    }
    for_each_stored([&](const LinesItem& item, LineCount* count) {
      for (std::size_t i = 0; i < item.size(); ++i) visit(item.line(i), count);
    });
  };
  for_each_stored([](const LinesItem& item, LineCount* count) { count->add_article(item.size()); });
  for (auto& [source, count] : counts) count.begin_cells();
  for_each_line([](std::uint64_t line, LineCount* count) { count->add_to_cells(line); });
  for_each_line([](std::uint64_t line, LineCount* count) { count->count(line); });
  Boilerplate boilerplate;
  for (const auto& [source, count] : counts) {
    boilerplate.add_source(source);
    count.for_each_boilerplate([&](std::uint64_t line) { boilerplate.add_line(source, line); });
  }
  return boilerplate;
}

std::vector<std::vector<std::uint32_t>> BoilerplateLearner::outdated(
    const Boilerplate& boilerplate) const {
  std::vector<std::vector<std::uint32_t>> docids(segments_.size());
  for (std::size_t s = 0; s < segments_.size(); ++s) {
    for_each_live(segments_[s], [&](std::uint32_t docid, const LinesItem& item) {
      if (boilerplate.differs_from(item)) docids[s].push_back(docid);
    });
  }
  return docids;
}

}  // namespace backfile
