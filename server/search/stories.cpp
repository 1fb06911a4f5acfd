// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/stories.h"

#include <algorithm>
#include <span>
#include <utility>

#include "common/archive/story_rows.h"

namespace backfile {
namespace {

// Numbers in the order of the ids of the stories, which is that of their keys.
std::vector<StoryNumber> distinct(const std::vector<StoryRow>& rows) {
  std::vector<StoryNumber> stories;
  for (const StoryRow& row : rows) stories.push_back(row.story);
  std::ranges::sort(stories);
  const auto repeated = std::ranges::unique(stories);
  stories.erase(repeated.begin(), repeated.end());
  return stories;
}

}  // namespace

Result<std::shared_ptr<const StoryColumn>> StoryColumn::load(const std::string& directory,
                                                             const SegmentEntry& segment,
                                                             const std::vector<bool>& dead) {
  Result<std::vector<StoryRow>> rows = read_story_rows(directory, segment);
  if (!rows) return std::move(rows).error();
  std::erase_if(*rows, [&](const StoryRow& row) { return !dead.empty() && dead[row.docid - 1]; });
  const std::shared_ptr<StoryColumn> made(new StoryColumn());
  if (rows->empty()) return std::shared_ptr<const StoryColumn>(made);
  const std::vector<StoryNumber> stories = distinct(*rows);
  std::vector<std::uint32_t> documents(stories.size());
  made->starts_.reserve(segment.documents + std::size_t{1});
  for (const StoryRow& row : *rows) {
    const auto ordinal =
        static_cast<std::uint32_t>(std::ranges::lower_bound(stories, row.story) - stories.begin());
    ++documents[ordinal];
    made->starts_.resize(row.docid, static_cast<std::uint32_t>(made->docids_.size()));
    made->docids_.push_back(row.docid);
    made->ordinals_.push_back(ordinal);
  }
  made->starts_.resize(segment.documents + std::size_t{1},
                       static_cast<std::uint32_t>(made->docids_.size()));
  std::vector<std::string> entries;
  for (std::size_t i = 0; i < stories.size(); ++i) {
    const std::string id = story_id(stories[i]);
    entries.push_back(keyword_entry(id, documents[i], {{id, id, documents[i]}}));
  }
  made->values_ = keyword_section(entries, static_cast<std::uint32_t>(rows->size()));
  const auto column = KeywordColumn::of(
      made->starts_, made->ordinals_,
      {reinterpret_cast<const std::uint8_t*>(made->values_.data()), made->values_.size()});
  if (!column) return Error{ErrorCode::Internal, "The stories of a segment do not fit together."};
  made->column_ = *column;
  return std::shared_ptr<const StoryColumn>(made);
}

std::vector<std::uint32_t> StoryColumn::documents_of(std::uint32_t ordinal) const {
  std::vector<std::uint32_t> docids;
  for (std::size_t i = 0; i < docids_.size(); ++i) {
    if (ordinals_[i] == ordinal) docids.push_back(docids_[i]);
  }
  return docids;
}

Stories::Stories(std::vector<std::shared_ptr<const StoryColumn>> columns,
                 const Dictionary& dictionary)
    : columns_(std::move(columns)), articles_(dictionary.entries().size()) {
  for (std::size_t s = 0; s < columns_.size(); ++s) {
    const std::span<const std::uint32_t> numbers = dictionary.numbers_of(s);
    numbers_.emplace_back(numbers.begin(), numbers.end());
    for (std::uint32_t ordinal = 0; ordinal < numbers.size(); ++ordinal) {
      articles_[numbers[ordinal]] += columns_[s]->column().documents_of(ordinal);
    }
  }
}

std::vector<std::uint64_t> DuplicateCounter::finish() {
  std::ranges::sort(added_);
  for (std::size_t i = 1; i < added_.size(); ++i) {
    if (added_[i] == added_[i - 1]) ++duplicates_[added_[i].slot];
  }
  added_.clear();
  return std::move(duplicates_);
}

}  // namespace backfile
