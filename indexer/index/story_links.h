// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "common/archive/manifest.h"
#include "common/archive/story_rows.h"
#include "common/result.h"

namespace backfile {

// Stories are the connected parts of the graph of the live articles in which copies
// (comparable_text.h) are joined. Whether two are copies depends on these two alone, so the stories
// are the same in whatever order articles came and went.

// The stories of `next` that have lost articles: those that are dead in it and live in `published`,
// which has the same segments, and those of `purged` (docids, ascending, by segment).
Result<std::set<StoryNumber>> stories_with_losses(
    const std::string& directory, const Manifest& published, const Manifest& next,
    const std::vector<std::vector<std::uint32_t>>& purged);

// Joins the articles that came with the revision of `next` to their copies, finds out what is left
// of the stories of `losses`, and enters the files of what changed into `next`. What is written
// depends on the changes; what is read, on the articles within the window around them.
Result<void> link_stories(const std::string& directory, const std::set<StoryNumber>& losses,
                          unsigned threads, Manifest* next);

// The stories of a segment made of `sources`, dead articles left out: `docids`, by source, by its
// docid - 1, are those in the new one, 0 for none. Writes them and enters the file into `made`.
Result<void> carry_stories(const std::string& directory, const std::vector<SegmentEntry>& sources,
                           const std::vector<std::vector<std::uint32_t>>& docids,
                           SegmentEntry* made);

}  // namespace backfile
