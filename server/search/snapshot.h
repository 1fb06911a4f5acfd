// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/manifest.h"
#include "common/archive/removals.h"
#include "common/result.h"
#include "server/search/archive.h"
#include "server/search/coverage.h"
#include "server/search/dictionary.h"
#include "server/search/segment.h"
#include "server/search/stories.h"

namespace backfile {

// One revision of an archive: immutable but for what has been worked out about its coverage.
// Segments are known by their place in the manifest, documents by segment and docid.
class Snapshot {
 public:
  // Segments that `previous` (may be null) has open are shared. Corrupt, with the segment's name,
  // when one of the others is damaged.
  static Result<std::shared_ptr<const Snapshot>> load(const std::string& directory,
                                                      Manifest manifest, const Snapshot* previous);

  const Manifest& manifest() const { return manifest_; }
  std::size_t segment_count() const { return segments_.size(); }
  const Segment& segment(std::size_t index) const { return *segments_[index]; }
  const std::vector<std::shared_ptr<const Segment>>& segments() const { return segments_; }

  // Superseded ones included, as in the posting lists.
  std::uint64_t documents() const { return documents_; }
  float average_length() const { return average_length_; }  // Of a document; at least 1.

  // Superseded by a newer version of the article: counts nowhere.
  bool is_dead(std::size_t segment, std::uint32_t docid) const {
    const std::vector<bool>& dead = dead_[segment];
    return !dead.empty() && dead[docid - 1];
  }
  std::uint32_t live_documents(std::size_t segment) const {
    return manifest_.segments[segment].articles();
  }

  // The values of a keyword field by docid.
  const KeywordColumn& keyword(std::size_t segment, FieldId id) const {
    return id == FieldId::Story ? stories_.column(segment).column()
                                : segments_[segment]->columns().keyword(id);
  }
  const Stories& stories() const { return stories_; }

  const Dictionary& dictionary(FieldId id) const {
    return dictionaries_[static_cast<std::size_t>(id)];
  }
  const ArchiveStatus& status() const { return status_; }
  const Removals& removals() const { return *removals_; }
  const SourceDays& source_days() const { return source_days_; }
  CoverageCache& coverage() const { return *coverage_; }

 private:
  explicit Snapshot(Manifest manifest) : manifest_(std::move(manifest)) {}
  Result<void> open_segments(const std::string& directory, const Snapshot* previous);
  Result<void> load_removals(const std::string& directory, const Snapshot* previous);
  Result<void> mark_dead();
  Result<void> load_stories(const std::string& directory);
  void merge_dictionaries();
  void summarise();
  void include_dates(std::size_t segment);

  Manifest manifest_;
  std::vector<std::shared_ptr<const Segment>> segments_;
  std::vector<std::vector<bool>> dead_;  // By segment, by docid - 1; empty when all are alive.
  std::array<Dictionary, kFieldCount> dictionaries_;
  Stories stories_;
  std::shared_ptr<const Removals> removals_;
  ArchiveStatus status_;
  std::uint64_t documents_ = 0;
  float average_length_ = 1;
  SourceDays source_days_;
  std::unique_ptr<CoverageCache> coverage_ = std::make_unique<CoverageCache>();
};

}  // namespace backfile
