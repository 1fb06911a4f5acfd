// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/manifest.h"
#include "common/index/columns.h"
#include "common/index/item_file.h"
#include "common/index/posting_file.h"
#include "common/index/records.h"
#include "common/index/vocabulary.h"
#include "common/result.h"
#include "server/search/letter_sets.h"

namespace backfile {

// An immutable part of the index, opened once and shared by all revisions that name it. It stays
// readable after its files have been deleted. May be used from any thread.
class Segment {
 public:
  // Reads the files whole: their digests must be those of `entry`. Corrupt when one is missing,
  // cannot be read or is not what the manifest says. What is opened is what was read.
  static Result<std::shared_ptr<const Segment>> open(const std::string& directory,
                                                     const SegmentEntry& entry);
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;

  const std::string& name() const { return entry_.name; }
  // Another one for each segment that is opened in this process, also when it is opened again: what
  // is kept of a segment is kept under it.
  const std::string& opening() const { return opening_; }
  // Whether it holds what `entry` describes.
  bool is(const SegmentEntry& entry) const {
    return entry_.name == entry.name && entry_.files == entry.files;
  }
  std::uint32_t documents() const { return entry_.documents; }
  const Columns& columns() const { return *columns_; }
  const PostingFile& postings() const { return *postings_; }
  const Vocabulary& vocabulary() const { return *vocabulary_; }
  // Made when they are asked for first.
  const LetterSets& letter_sets() const;
  const ItemFile& tokens() const { return *tokens_; }
  const Records& records() const { return *records_; }

  // By docid - 1: the place of its stem language in vocabulary().languages().
  const std::uint8_t* language_numbers() const { return language_numbers_.data(); }
  // By docid - 1: see Columns::lengths.
  const std::uint16_t* lengths() const { return columns_->lengths.data(); }

 private:
  explicit Segment(const SegmentEntry& entry);
  // In the order of kSegmentSuffixes.
  Result<void> open_files(std::vector<MappedFile> files);
  Result<void> number_languages();

  const SegmentEntry entry_;
  const std::string opening_;
  std::optional<PostingFile> postings_;
  std::optional<Vocabulary> vocabulary_;
  std::optional<ItemFile> tokens_;
  std::optional<Records> records_;
  std::optional<Columns> columns_;
  std::vector<std::uint8_t> language_numbers_;
  mutable std::once_flag letter_sets_made_;
  mutable std::optional<LetterSets> letter_sets_;
};

}  // namespace backfile
