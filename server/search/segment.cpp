// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/segment.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <utility>

#include "common/files.h"
#include "common/hash.h"
#include "common/index/terms.h"
#include "server/search/calendar.h"

namespace backfile {
namespace {

Error damaged(const std::string& file, const std::string& what) {
  return {ErrorCode::Corrupt, "The segment " + file + " is damaged: " + what +
                                  " Restore the file from a backup or index its articles again."};
}

// What is checked is the mapping that will be searched: nobody can exchange the file in between,
// and the first searches find its pages in place. A page that the disk cannot give reads as zeros
// (common/unreadable_pages.h), and so as damage.
Result<MappedFile> open_checked(const std::string& directory, const FileEntry& file) {
  Result<MappedFile> mapped = MappedFile::open(directory + "/" + file.file);
  if (!mapped && mapped.error().code == ErrorCode::NoInput) {
    return damaged(file.file, "it does not exist.");
  }
  if (!mapped) return mapped;
  const std::span<const std::uint8_t> bytes = mapped->bytes();
  const std::string actual =
      hex(hash128({reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
  if (actual != file.xxh3) {
    return damaged(file.file,
                   "its XXH3 is " + actual + ", and the manifest says " + file.xxh3 + ".");
  }
  return mapped;
}

// In the order of the entry. They are read side by side: the digest takes most of the time of
// opening.
Result<std::vector<MappedFile>> open_all_checked(const std::string& directory,
                                                 const SegmentEntry& entry) {
  std::vector<std::future<Result<MappedFile>>> openings;
  for (const FileEntry& file : entry.files) {
    openings.push_back(std::async(std::launch::async, open_checked, directory, std::cref(file)));
  }
  std::vector<MappedFile> files;
  std::optional<Error> problem;
  for (auto& opening : openings) {
    Result<MappedFile> opened = opening.get();
    if (opened) {
      files.push_back(*std::move(opened));
    } else if (!problem) {
      problem = std::move(opened).error();
    }
  }
  if (problem) return *std::move(problem);
  return files;
}

std::size_t place_of(std::string_view suffix) {
  return static_cast<std::size_t>(std::ranges::find(kSegmentSuffixes, suffix) -
                                  kSegmentSuffixes.begin());
}

std::atomic<std::uint64_t> openings{0};

}  // namespace

Segment::Segment(const SegmentEntry& entry)
    : entry_(entry), opening_(std::to_string(openings.fetch_add(1))) {}

Result<std::shared_ptr<const Segment>> Segment::open(const std::string& directory,
                                                     const SegmentEntry& entry) {
  if (entry.files.size() != kSegmentSuffixes.size()) {
    return damaged(entry.name, "the manifest does not name all of its files.");
  }
  Result<std::vector<MappedFile>> files = open_all_checked(directory, entry);
  if (!files) return std::move(files).error();
  const std::shared_ptr<Segment> segment(new Segment(entry));
  if (Result<void> opened = segment->open_files(*std::move(files)); !opened) return opened.error();
  if (Result<void> done = segment->number_languages(); !done) return done.error();
  return std::shared_ptr<const Segment>(segment);
}

Result<void> Segment::open_files(std::vector<MappedFile> files) {
  const auto take = [&files](std::string_view suffix) {
    return std::move(files[place_of(suffix)]);
  };
  Result<PostingFile> postings = PostingFile::open(take(kDatabaseSuffix));
  if (!postings) return std::move(postings).error();
  postings_.emplace(*std::move(postings));
  Result<Columns> columns = Columns::open(take(kColumnsSuffix));
  if (!columns) return std::move(columns).error();
  columns_.emplace(*std::move(columns));
  Result<Vocabulary> vocabulary = Vocabulary::open(take(kWordsSuffix));
  if (!vocabulary) return std::move(vocabulary).error();
  vocabulary_.emplace(*std::move(vocabulary));
  Result<ItemFile> tokens = ItemFile::open(take(kTokensSuffix));
  if (!tokens) return std::move(tokens).error();
  tokens_.emplace(*std::move(tokens));
  Result<Records> records = Records::open(take(kRecordsSuffix));
  if (!records) return std::move(records).error();
  records_.emplace(*std::move(records));
  if (postings_->documents() != documents() || columns_->documents != documents() ||
      tokens_->documents() != documents() || records_->documents() != documents()) {
    return damaged(name(), "its files do not hold " + std::to_string(documents()) + " documents.");
  }
  const std::span<const std::int64_t> dates = columns_->seconds.first(columns_->dated);
  if (!dates.empty() && (dates.back() < kEarliestSecond || dates.front() > kLatestSecond)) {
    return damaged(name(), "it has dates outside the years that can be.");
  }
  return {};
}

const LetterSets& Segment::letter_sets() const {
  std::call_once(letter_sets_made_, [this] { letter_sets_.emplace(*vocabulary_); });
  return *letter_sets_;
}

Result<void> Segment::number_languages() {
  const KeywordColumn& column = columns_->keyword(FieldId::Language);
  const std::vector<std::string>& languages = vocabulary_->languages();
  const auto number_of = [&](std::string_view tag) {
    return std::ranges::find(languages, stem_language(tag)) - languages.begin();
  };
  std::vector<std::ptrdiff_t> numbers;  // By ordinal.
  for (std::uint32_t ordinal = 0; ordinal < column.size(); ++ordinal) {
    numbers.push_back(number_of(column.key(ordinal)));
  }
  language_numbers_.reserve(documents());
  const std::ptrdiff_t unknown = number_of("");
  for (std::uint32_t docid = 1; docid <= documents(); ++docid) {
    std::ptrdiff_t number = unknown;
    column.for_each(docid, [&](std::uint32_t ordinal) { number = numbers[ordinal]; });
    if (number == std::ssize(languages)) {
      return damaged(name(), "its words have no stems in the language of document " +
                                 std::to_string(docid) + ".");
    }
    language_numbers_.push_back(static_cast<std::uint8_t>(number));
  }
  return {};
}

}  // namespace backfile
