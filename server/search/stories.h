// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/manifest.h"
#include "common/index/keyword_column.h"
#include "common/result.h"
#include "server/search/dictionary.h"

namespace backfile {

// The live articles of a segment that belong to stories: what the field `story` has instead of a
// column of its segment, because stories change and segments do not.
class StoryColumn {
 public:
  // `dead`: by docid - 1; empty when all are alive. Corrupt when a file is damaged.
  static Result<std::shared_ptr<const StoryColumn>> load(const std::string& directory,
                                                         const SegmentEntry& segment,
                                                         const std::vector<bool>& dead);
  StoryColumn(const StoryColumn&) = delete;
  StoryColumn& operator=(const StoryColumn&) = delete;

  const KeywordColumn& column() const { return column_; }
  // Those of the story, ascending.
  std::vector<std::uint32_t> documents_of(std::uint32_t ordinal) const;

 private:
  StoryColumn() = default;

  std::vector<std::uint32_t> docids_;    // Ascending.
  std::vector<std::uint32_t> ordinals_;  // Of the stories of these.
  std::vector<std::uint32_t> starts_;    // By docid - 1, and one more; empty when there are none.
  std::string values_;
  KeywordColumn column_;
};

// The stories of a revision by their numbers in its dictionary of the field.
class Stories {
 public:
  Stories() = default;
  // `columns`: of its segments, in order.
  Stories(std::vector<std::shared_ptr<const StoryColumn>> columns, const Dictionary& dictionary);

  std::size_t size() const { return articles_.size(); }
  const StoryColumn& column(std::size_t segment) const { return *columns_[segment]; }
  std::uint32_t articles(std::uint32_t story) const { return articles_[story]; }

  // The story of a live document, or nothing.
  std::optional<std::uint32_t> story_of(std::size_t segment, std::uint32_t docid) const {
    std::optional<std::uint32_t> story;
    columns_[segment]->column().for_each(
        docid, [&](std::uint32_t ordinal) { story = numbers_[segment][ordinal]; });
    return story;
  }

 private:
  std::vector<std::shared_ptr<const StoryColumn>> columns_;
  std::vector<std::vector<std::uint32_t>> numbers_;  // By segment, by ordinal.
  std::vector<std::uint32_t> articles_;              // By number.
};

// Counts what of several slots are copies: to each slot articles are added with their story, and
// all but one of a story are duplicates there.
class DuplicateCounter {
 public:
  explicit DuplicateCounter(std::size_t slots) : duplicates_(slots) {}

  void add(std::size_t slot, std::uint32_t story) {
    added_.push_back({static_cast<std::uint32_t>(slot), story});
  }
  // By slot. The counter is empty afterwards.
  std::vector<std::uint64_t> finish();

 private:
  struct Added {
    std::uint32_t slot;
    std::uint32_t story;
    friend auto operator<=>(const Added&, const Added&) = default;
  };
  std::vector<Added> added_;
  std::vector<std::uint64_t> duplicates_;
};

}  // namespace backfile
