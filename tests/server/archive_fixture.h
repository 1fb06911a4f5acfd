// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/archive/manifest.h"
#include "common/archive/story_rows.h"
#include "common/article.h"
#include "indexer/index/segment_writer.h"
#include "tests/support/temporary_directory.h"

namespace backfile {

struct StoredArticle {
  Article article;
  bool live = true;
  std::uint64_t revision = 0;  // That it came with.
};

// An archive of a test's own, written by the indexer's code: one segment for each batch until they
// are merged. Failures end the test program.
class ArchiveFixture {
 public:
  ArchiveFixture();

  // A new revision with one more segment, or without one for an empty batch. Of equal dates
  // documents stand in the order of the batch; an article that is there already supersedes its
  // older version.
  void publish(const std::vector<Article>& batch);

  // A new revision in which articles belong to these stories, by segment, by docid - 1; kNoStory to
  // none.
  void tell_stories(const std::vector<std::vector<StoryNumber>>& stories);

  // A new revision in which all segments are one.
  void merge_segments();

  const std::string& directory() const { return directory_.path(); }
  const Manifest& manifest() const { return manifest_; }
  std::string path_of_segment(std::size_t index) const;

  // By segment, by docid - 1.
  const std::vector<std::vector<StoredArticle>>& stored() const { return stored_; }

 private:
  SegmentTarget new_segment() const;

  TemporaryDirectory directory_;
  Manifest manifest_;
  std::vector<std::vector<StoredArticle>> stored_;
};

// An article with what nearly every test needs.
Article make_article(const std::string& id, const std::string& title, const std::string& text);

}  // namespace backfile
