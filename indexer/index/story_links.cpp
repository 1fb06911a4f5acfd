// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/story_links.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "indexer/index/copy_finder.h"
#include "indexer/index/copy_texts.h"

namespace backfile {
namespace {

// Joins things that are numbered from 0 (union-find with path halving).
class Parts {
 public:
  std::uint32_t add() {
    parents_.push_back(static_cast<std::uint32_t>(parents_.size()));
    return parents_.back();
  }
  std::uint32_t part_of(std::uint32_t thing) {
    while (parents_[thing] != thing) thing = parents_[thing] = parents_[parents_[thing]];
    return thing;
  }
  void join(std::uint32_t a, std::uint32_t b) { parents_[part_of(a)] = part_of(b); }

 private:
  std::vector<std::uint32_t> parents_;
};

class StoryLinker {
 public:
  StoryLinker(CopyFinder finder, std::string directory, const std::set<StoryNumber>& losses,
              Manifest* manifest)
      : finder_(std::move(finder)),
        directory_(std::move(directory)),
        losses_(losses),
        manifest_(*manifest),
        changes_(manifest->segments.size()) {}

  Result<void> link(unsigned threads) {
    if (Result<void> done = read_stories(); !done) return done;
    const auto join = [this](CopyTexts& texts, const ArticlePlace& a, const ArticlePlace& b) {
      return join_if_copies(texts, a, b);
    };
    for (const StoryNumber story : losses_) {
      if (Result<void> done = finder_.for_each_candidate_among(members_[story], join); !done) {
        return done;
      }
      for (const ArticlePlace& place : members_[story]) node_of(place);
    }
    Result<void> joined = finder_.for_each_candidate(new_articles(), threads, join);
    if (!joined) return joined;
    if (Result<void> done = number_stories(); !done) return done;
    return write_changes();
  }

 private:
  Result<void> read_stories() {
    for (std::size_t s = 0; s < manifest_.segments.size(); ++s) {
      const Result<std::vector<StoryRow>> rows = read_story_rows(directory_, manifest_.segments[s]);
      if (!rows) return rows.error();
      for (const StoryRow& row : *rows) {
        const ArticlePlace place{s, row.docid};
        if (!finder_.is_live(place)) continue;
        members_[row.story].push_back(place);
        stories_[place] = row.story;
      }
    }
    return {};
  }

  std::vector<ArticlePlace> new_articles() const {
    std::vector<ArticlePlace> places;
    for (std::size_t s = 0; s < finder_.segments(); ++s) {
      const std::span<const std::uint32_t> revisions = finder_.columns(s).revisions;
      for (std::uint32_t docid = 1; docid <= revisions.size(); ++docid) {
        if (revisions[docid - 1] != manifest_.revision) continue;
        if (finder_.is_live({s, docid})) places.emplace_back(s, docid);
      }
    }
    return places;
  }

  // What is joined: an article, or a whole story that has lost none.
  std::uint32_t node_of(const ArticlePlace& place) {
    const auto known = nodes_.find(place);
    if (known != nodes_.end()) return known->second;
    const auto story = stories_.find(place);
    if (story == stories_.end() || losses_.contains(story->second)) {
      return new_node({place});
    }
    return new_node(members_[story->second]);
  }

  std::uint32_t new_node(const std::vector<ArticlePlace>& places) {
    const std::uint32_t node = parts_.add();
    for (const ArticlePlace& place : places) nodes_.emplace(place, node);
    return node;
  }

  // Any thread.
  Result<void> join_if_copies(CopyTexts& texts, const ArticlePlace& a, const ArticlePlace& b) {
    std::unique_lock lock(mutex_);
    const std::uint32_t one = node_of(a);
    const std::uint32_t other = node_of(b);
    // Most copies of a story that many carry are spared the look at their texts.
    if (parts_.part_of(one) == parts_.part_of(other)) return {};
    lock.unlock();
    const Result<bool> copies = texts.are_copies(a, b);
    if (!copies) return copies.error();
    lock.lock();
    if (*copies) parts_.join(one, other);
    return {};
  }

  Result<void> number_stories() {
    std::map<std::uint32_t, std::vector<ArticlePlace>> parts;
    for (const auto& [place, node] : nodes_) parts[parts_.part_of(node)].push_back(place);
    for (const auto& [part, places] : parts) {
      StoryNumber story = kNoStory;
      if (places.size() > 1) {
        const Result<std::string> id = earliest_of(places);
        if (!id) return id.error();
        story = story_of_earliest(*id);
      }
      for (const ArticlePlace& place : places) {
        const auto before = stories_.find(place);
        if ((before == stories_.end() ? kNoStory : before->second) == story) continue;
        changes_[place.first].push_back({place.second, story});
      }
    }
    return {};
  }

  // Undated articles come last; of several at the same time the one with the least id counts.
  Result<std::string> earliest_of(const std::vector<ArticlePlace>& places) {
    const auto when = [this](const ArticlePlace& place) {
      return std::pair(finder_.seconds(place) == kNoDate, finder_.seconds(place));
    };
    const ArticlePlace& any = *std::ranges::min_element(places, {}, when);
    std::optional<std::string> least;
    for (const ArticlePlace& place : places) {
      if (when(place) != when(any)) continue;
      Result<Article> article = finder_.article(place);
      if (!article) return std::move(article).error();
      if (!least || article->id < *least) least = std::move(article->id);
    }
    return *std::move(least);
  }

  Result<void> write_changes() {
    for (std::size_t s = 0; s < changes_.size(); ++s) {
      if (changes_[s].empty()) continue;
      std::ranges::sort(changes_[s], {}, &StoryRow::docid);
      SegmentEntry& segment = manifest_.segments[s];
      const std::string name = std::to_string(manifest_.revision) + "-of-" +
                               segment.name.substr(segment.name.rfind('/') + 1);
      Result<void> done = add_story_rows(directory_, name, std::move(changes_[s]), &segment);
      if (!done) return done;
    }
    return {};
  }

  CopyFinder finder_;
  const std::string directory_;
  const std::set<StoryNumber>& losses_;
  Manifest& manifest_;
  std::map<StoryNumber, std::vector<ArticlePlace>> members_;  // Live, as they were before.
  std::map<ArticlePlace, StoryNumber> stories_;               // The same by article.
  std::mutex mutex_;  // Of parts_ and nodes_, while copies are looked for.
  Parts parts_;
  std::map<ArticlePlace, std::uint32_t> nodes_;
  std::vector<std::vector<StoryRow>> changes_;  // By segment.
};

}  // namespace

Result<std::set<StoryNumber>> stories_with_losses(
    const std::string& directory, const Manifest& published, const Manifest& next,
    const std::vector<std::vector<std::uint32_t>>& purged) {
  std::set<StoryNumber> stories;
  for (std::size_t s = 0; s < next.segments.size(); ++s) {
    const std::vector<std::uint32_t>& dead = next.segments[s].dead;
    const std::vector<std::uint32_t>& dead_before = published.segments[s].dead;
    if (dead.size() == dead_before.size() && purged[s].empty()) continue;
    const Result<std::vector<StoryRow>> rows = read_story_rows(directory, next.segments[s]);
    if (!rows) return rows.error();
    for (const StoryRow& row : *rows) {
      const bool lost = std::ranges::binary_search(purged[s], row.docid) ||
                        (std::ranges::binary_search(dead, row.docid) &&
                         !std::ranges::binary_search(dead_before, row.docid));
      if (lost) stories.insert(row.story);
    }
  }
  return stories;
}

Result<void> link_stories(const std::string& directory, const std::set<StoryNumber>& losses,
                          unsigned threads, Manifest* next) {
  Result<CopyFinder> finder = CopyFinder::open(directory, *next);
  if (!finder) return std::move(finder).error();
  return StoryLinker(*std::move(finder), directory, losses, next).link(threads);
}

Result<void> carry_stories(const std::string& directory, const std::vector<SegmentEntry>& sources,
                           const std::vector<std::vector<std::uint32_t>>& docids,
                           SegmentEntry* made) {
  std::vector<StoryRow> carried;
  for (std::size_t s = 0; s < sources.size(); ++s) {
    const Result<std::vector<StoryRow>> rows = read_story_rows(directory, sources[s]);
    if (!rows) return rows.error();
    for (const StoryRow& row : *rows) {
      const std::uint32_t docid = docids[s][row.docid - 1];
      if (docid == 0 || std::ranges::binary_search(sources[s].dead, row.docid)) continue;
      carried.push_back({docid, row.story});
    }
  }
  std::ranges::sort(carried, {}, &StoryRow::docid);
  return add_story_rows(directory, made->name.substr(made->name.rfind('/') + 1), std::move(carried),
                        made);
}

}  // namespace backfile
