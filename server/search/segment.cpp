// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/segment.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <utility>

#include "common/files.h"
#include "common/index/terms.h"
#include "server/search/calendar.h"

namespace backfile {
namespace {

Error damaged(const std::string& file, const std::string& what) {
  return {ErrorCode::Corrupt, "The segment " + file + " is damaged: " + what +
                                  " Restore the file from a backup or index its articles again."};
}

Result<void> check_file(const std::string& directory, const FileEntry& file) {
  const Result<std::string> actual = xxh3_of_file(directory + "/" + file.file);
  if (!actual && actual.error().code == ErrorCode::NoInput) {
    return damaged(file.file, "it does not exist.");
  }
  if (!actual) return actual.error();
  if (*actual != file.xxh3) {
    return damaged(file.file,
                   "its XXH3 is " + *actual + ", and the manifest says " + file.xxh3 + ".");
  }
  return {};
}

// The files of a segment are read side by side: the digest takes most of the time of opening.
Result<void> check_files(const std::string& directory, const SegmentEntry& entry) {
  std::vector<std::future<Result<void>>> checks;
  for (const FileEntry& file : entry.files) {
    checks.push_back(std::async(std::launch::async, check_file, directory, std::cref(file)));
  }
  Result<void> outcome;
  for (auto& check : checks) {
    Result<void> checked = check.get();
    if (!checked && outcome) outcome = std::move(checked);
  }
  return outcome;
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
  if (Result<void> checked = check_files(directory, entry); !checked) return checked.error();
  const std::string base = directory + "/" + entry.name;
  const std::shared_ptr<Segment> segment(new Segment(entry));
  if (Result<void> opened = segment->open_files(base); !opened) return opened.error();
  if (Result<void> done = segment->number_languages(); !done) return done.error();
  return std::shared_ptr<const Segment>(segment);
}

Result<void> Segment::open_files(const std::string& base) {
  Result<PostingFile> postings = PostingFile::open(base + std::string(kDatabaseSuffix));
  if (!postings) return std::move(postings).error();
  postings_.emplace(*std::move(postings));
  Result<Columns> columns = Columns::open(base + std::string(kColumnsSuffix));
  if (!columns) return std::move(columns).error();
  columns_.emplace(*std::move(columns));
  Result<Vocabulary> vocabulary = Vocabulary::open(base + std::string(kWordsSuffix));
  if (!vocabulary) return std::move(vocabulary).error();
  vocabulary_.emplace(*std::move(vocabulary));
  Result<ItemFile> tokens = ItemFile::open(base + std::string(kTokensSuffix));
  if (!tokens) return std::move(tokens).error();
  tokens_.emplace(*std::move(tokens));
  Result<Records> records = Records::open(base + std::string(kRecordsSuffix));
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
