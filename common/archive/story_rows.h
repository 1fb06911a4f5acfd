// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/manifest.h"
#include "common/result.h"

namespace backfile {

// Articles that are copies of each other, or of the same third one, are a story. Only stories of
// two and more articles have a number; it is made of the id of their earliest article.
using StoryNumber = std::uint64_t;
inline constexpr StoryNumber kNoStory = 0;

// As it is shown and asked for: 16 hexadecimal digits.
std::string story_id(StoryNumber story);
// The story of which the article with this id is the earliest.
StoryNumber story_of_earliest(std::string_view article_id);

struct StoryRow {
  std::uint32_t docid;
  StoryNumber story;  // kNoStory: no longer in any.

  friend bool operator==(const StoryRow&, const StoryRow&) = default;
};

// The articles of a segment that belong to stories, dead ones perhaps among them, by docid. Corrupt
// when a file is not what the manifest says.
Result<std::vector<StoryRow>> read_story_rows(const std::string& directory,
                                              const SegmentEntry& segment);

// Writes `changes`, which are ascending by docid, as a file of the segment that overrides those it
// has, and takes in those that are not much larger, so that a few files hold all and each row is
// written again a few times only. `name`: in the folder stories/ of the archive; not used before.
Result<void> add_story_rows(const std::string& directory, const std::string& name,
                            std::vector<StoryRow> changes, SegmentEntry* segment);

}  // namespace backfile
