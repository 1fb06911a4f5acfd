// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/segment_merger.h"

#include <algorithm>
#include <array>
#include <future>
#include <optional>
#include <queue>
#include <type_traits>
#include <utility>

#include "common/article_json.h"
#include "common/index/token_stream.h"
#include "common/index/values.h"
#include "common/little_endian.h"
#include "common/schema.h"
#include "indexer/index/columns_writer.h"
#include "indexer/index/glass_writer.h"
#include "indexer/index/item_file_writer.h"
#include "indexer/index/keyword_column_writer.h"
#include "indexer/index/merged_words.h"
#include "indexer/index/record_packer.h"
#include "indexer/index/segment_source.h"

namespace backfile {
namespace {

// Terms of keywords and titles begin with a capital letter, folded words never do.
bool is_word(std::string_view term) { return term[0] < 'A' || term[0] > 'Z'; }

Error words_differ() {
  return {ErrorCode::Corrupt,
          "the words of a segment are not those of its database; run `backfile-index verify`"};
}

using KeywordColumns = std::array<KeywordColumnWriter, kFieldCount>;  // By FieldId.

class Merger {
 public:
  // `left_out`: by source, its documents that are not wanted, ascending.
  Merger(std::vector<SegmentSource> sources, std::vector<std::vector<std::uint32_t>> left_out)
      : sources_(std::move(sources)), left_out_(std::move(left_out)) {}

  Result<MergedSegment> merge(const std::string& base, unsigned threads) {
    order_documents();
    sum_lengths_left_out();
    const auto how = threads > 1 ? std::launch::async : std::launch::deferred;
    std::future<Result<void>> database =
        std::async(how, [&] { return write_database(base + std::string(kDatabaseSuffix)); });
    Result<void> rest = write_rest(base);
    if (Result<void> done = database.get(); !done) return std::move(done).error();
    if (!rest) return std::move(rest).error();
    if (words_in_database_ != words_in_vocabulary_) return words_differ();
    return std::move(merged_);
  }

 private:
  void order_documents();
  void sum_lengths_left_out();
  Result<void> write_database(const std::string& path);
  template <typename Column>
  void write_column(ColumnSection kind, const Column& column, ColumnsWriter* file) const;
  Result<KeywordColumns> values_left_out() const;
  Result<void> write_columns(const std::string& path) const;
  void write_lengths(GlassWriter* database) const;
  void write_terms(GlassWriter* database);
  void gather_postings(std::uint32_t source, PostingFile::Lists* list,
                       std::vector<Posting>* postings) const;
  Result<void> write_rest(const std::string& base);
  Result<void> write_tokens(const MergedWords& words, const std::string& path) const;
  Result<void> write_records(const std::string& path) const;
  Result<void> write_lines(const std::string& path) const;
  Result<void> write_copies(const std::string& path) const;

  std::vector<SegmentSource> sources_;
  std::vector<std::vector<std::uint32_t>> left_out_;
  std::uint64_t length_left_out_ = 0;
  std::vector<Origin> origins_;  // By merged docid - 1.
  std::size_t words_in_database_ = 0;
  std::size_t words_in_vocabulary_ = 0;
  MergedSegment merged_;
};

void Merger::order_documents() {
  std::vector<std::uint32_t> next(sources_.size(), 0);
  std::uint32_t left = 0;
  for (const SegmentSource& source : sources_) {
    merged_.docids.emplace_back(source.documents());
    left += source.documents();
  }
  std::uint32_t docid = 0;
  for (; left > 0; --left) {
    std::optional<std::uint32_t> newest;
    for (std::uint32_t s = 0; s < sources_.size(); ++s) {
      if (next[s] == sources_[s].documents()) continue;
      if (!newest ||
          sources_[s].columns.seconds[next[s]] > sources_[*newest].columns.seconds[next[*newest]]) {
        newest = s;
      }
    }
    const std::uint32_t taken = next[*newest]++;
    if (std::ranges::binary_search(left_out_[*newest], taken + 1)) continue;
    merged_.docids[*newest][taken] = ++docid;
    origins_.push_back({*newest, taken + 1});
    const std::int64_t seconds = sources_[*newest].columns.seconds[taken];
    if (seconds != kNoDate) merged_.summary.include(seconds);
  }
  merged_.summary.documents = docid;
}

void Merger::sum_lengths_left_out() {
  for (std::size_t s = 0; s < sources_.size(); ++s) {
    if (left_out_[s].empty()) continue;
    std::uint32_t docid = 0;
    sources_[s].postings.for_each_length([&](std::uint32_t length) {
      if (std::ranges::binary_search(left_out_[s], ++docid)) length_left_out_ += length;
    });
  }
}

Result<void> Merger::write_database(const std::string& path) {
  Result<GlassWriter> database = GlassWriter::create(path);
  if (!database) return std::move(database).error();
  write_lengths(&*database);
  write_terms(&*database);
  return database->finish();
}

template <typename Column>
void Merger::write_column(ColumnSection kind, const Column& column, ColumnsWriter* file) const {
  std::vector<typename std::remove_cvref_t<decltype(column(sources_[0].columns))>::value_type>
      values;
  values.reserve(origins_.size());
  for (const Origin& origin : origins_) {
    values.push_back(column(sources_[origin.source].columns)[origin.docid - 1]);
  }
  file->section(kind, 0, values);
}

Result<KeywordColumns> Merger::values_left_out() const {
  KeywordColumns values;
  for (std::size_t s = 0; s < sources_.size(); ++s) {
    for (const std::uint32_t docid : left_out_[s]) {
      const Result<std::string> line = sources_[s].records.record(docid);
      if (!line) return line.error();
      const Result<Article> article = from_json_line(*line);
      if (!article) return article.error();
      for (const Field& row : kFields) {
        if (row.kind != FieldKind::Keyword) continue;
        values[static_cast<std::size_t>(row.id)].add(keyword_values(*article, row.id));
      }
    }
  }
  return values;
}

Result<void> Merger::write_columns(const std::string& path) const {
  Result<ColumnsWriter> file =
      ColumnsWriter::create(path, static_cast<std::uint32_t>(origins_.size()));
  if (!file) return std::move(file).error();
  write_column(
      ColumnSection::Seconds, [](const Columns& c) { return c.seconds; }, &*file);
  write_column(
      ColumnSection::Precision, [](const Columns& c) { return c.precision; }, &*file);
  write_column(
      ColumnSection::Words, [](const Columns& c) { return c.words; }, &*file);
  write_column(
      ColumnSection::Length, [](const Columns& c) { return c.lengths; }, &*file);
  std::string contents;
  for (const Origin& origin : origins_) {
    contents.append(sources_[origin.source].columns.content_of(origin.docid));
  }
  file->section(ColumnSection::Content, 0, contents);
  write_column(
      ColumnSection::Revision, [](const Columns& c) { return c.revisions; }, &*file);
  const Result<KeywordColumns> left_out = values_left_out();
  if (!left_out) return left_out.error();
  for (const Field& row : kFields) {
    if (row.kind != FieldKind::Keyword) continue;
    std::vector<const KeywordColumn*> columns;
    for (const SegmentSource& source : sources_) columns.push_back(&source.columns.keyword(row.id));
    merge_keyword_columns(columns, (*left_out)[static_cast<std::size_t>(row.id)], origins_,
                          row.slot, &*file);
  }
  std::uint64_t length = 0;
  for (const SegmentSource& source : sources_) length += source.columns.total_length;
  return file->finish(length - length_left_out_);
}

void Merger::write_lengths(GlassWriter* database) const {
  std::vector<std::uint32_t> lengths(origins_.size());
  for (std::uint32_t s = 0; s < sources_.size(); ++s) {
    auto docid = merged_.docids[s].begin();
    sources_[s].postings.for_each_length([&](std::uint32_t length) {
      if (docid == merged_.docids[s].end()) return;
      if (*docid != 0) lengths[*docid - 1] = length;
      ++docid;
    });
  }
  for (std::uint32_t docid = 1; docid <= lengths.size(); ++docid) {
    database->length(docid, lengths[docid - 1]);
  }
}

// Leaves the list behind.
void Merger::gather_postings(std::uint32_t source, PostingFile::Lists* list,
                             std::vector<Posting>* postings) const {
  const std::vector<std::uint32_t>& docids = merged_.docids[source];
  const auto middle = static_cast<std::ptrdiff_t>(postings->size());
  list->for_each([&](std::uint32_t from, std::uint32_t frequency) {
    const std::uint32_t docid = docids[from - 1];
    if (docid != 0) postings->push_back({docid, frequency});
  });
  // Sources often follow each other in time.
  const auto ascending = [](const Posting& a, const Posting& b) { return a.docid < b.docid; };
  const auto seam = postings->begin() + middle;
  if (middle > 0 && seam != postings->end() && !ascending(*(seam - 1), *seam)) {
    std::inplace_merge(postings->begin(), seam, postings->end(), ascending);
  }
}

void Merger::write_terms(GlassWriter* database) {
  std::vector<PostingFile::Lists> lists;
  std::vector<std::string> terms;  // By source: that of its list at hand.
  const auto is_behind = [&terms](std::uint32_t a, std::uint32_t b) {
    const int order = terms[a].compare(terms[b]);
    return order > 0 || (order == 0 && a > b);
  };
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, decltype(is_behind)> heads(
      is_behind);
  for (std::uint32_t s = 0; s < sources_.size(); ++s) {
    lists.push_back(sources_[s].postings.lists());
    terms.push_back(lists[s].at_end() ? std::string() : lists[s].term());
    if (!lists[s].at_end()) heads.push(s);
  }
  std::string term;
  std::vector<Posting> postings;
  while (!heads.empty()) {
    term = terms[heads.top()];
    postings.clear();
    while (!heads.empty() && terms[heads.top()] == term) {
      const std::uint32_t s = heads.top();
      heads.pop();
      gather_postings(s, &lists[s], &postings);
      if (lists[s].at_end()) continue;
      terms[s] = lists[s].term();
      heads.push(s);
    }
    if (postings.empty()) continue;  // Of documents that are left out alone.
    database->term(term, postings);
    if (is_word(term)) ++words_in_database_;
  }
}

Result<void> Merger::write_rest(const std::string& base) {
  MergedWords words(sources_, left_out_);
  words_in_vocabulary_ = words.size();
  if (Result<void> done = words.write(base + std::string(kWordsSuffix)); !done) return done;
  if (Result<void> done = write_columns(base + std::string(kColumnsSuffix)); !done) return done;
  if (Result<void> done = write_tokens(words, base + std::string(kTokensSuffix)); !done) {
    return done;
  }
  if (Result<void> done = write_records(base + std::string(kRecordsSuffix)); !done) return done;
  if (Result<void> done = write_lines(base + std::string(kLinesSuffix)); !done) return done;
  return write_copies(base + std::string(kCopiesSuffix));
}

void append_recoded(std::span<const std::uint8_t> words, const std::vector<std::uint32_t>& numbers,
                    std::string* bytes) {
  // Gathered here: to append each byte to the string took longer than all else.
  std::array<char, 512> piece;
  std::size_t size = 0;
  const std::uint8_t* at = words.data();
  const std::uint8_t* const end = at + words.size();
  while (at < end) {
    if (size + kLongestVarint > piece.size()) bytes->append(piece.data(), std::exchange(size, 0));
    const std::uint32_t number = read_varint(at, end);
    size += write_varint(number < numbers.size() ? numbers[number] : 0, piece.data() + size);
  }
  bytes->append(piece.data(), size);
}

Result<void> Merger::write_tokens(const MergedWords& words, const std::string& path) const {
  const std::vector<std::vector<std::uint32_t>> numbers = words.numbers();
  Result<ItemFileWriter> file = ItemFileWriter::create(path, "");
  if (!file) return std::move(file).error();
  std::string title;
  std::string text;
  std::string item;
  for (const Origin& origin : origins_) {
    const TokenStream stream = token_stream(sources_[origin.source].tokens.item(origin.docid));
    title.clear();
    append_recoded(stream.title, numbers[origin.source], &title);
    text.clear();
    append_recoded(stream.text, numbers[origin.source], &text);
    item.clear();
    append_item(title, text,
                {reinterpret_cast<const char*>(stream.marks.data()), stream.marks.size()}, &item);
    file->add(item);
  }
  return file->finish();
}

// Frames made with the dictionary of the largest source are copied as they are.
Result<void> Merger::write_records(const std::string& path) const {
  const auto with_dictionary = [](const SegmentSource& source) {
    return source.records.dictionary().empty() ? 0 : source.documents();
  };
  const SegmentSource& largest = *std::ranges::max_element(sources_, {}, with_dictionary);
  const std::string dictionary(largest.records.dictionary());
  RecordPacker packer(dictionary);
  Result<ItemFileWriter> file = ItemFileWriter::create(path, dictionary);
  if (!file) return std::move(file).error();
  for (const Origin& origin : origins_) {
    const Records& records = sources_[origin.source].records;
    if (records.dictionary() == dictionary) {
      const std::span<const std::uint8_t> frame = records.frame(origin.docid);
      file->add({reinterpret_cast<const char*>(frame.data()), frame.size()});
      continue;
    }
    const Result<std::string> record = records.record(origin.docid);
    if (!record) return record.error();
    file->add(packer.pack(*record));
  }
  return file->finish();
}

Result<void> Merger::write_lines(const std::string& path) const {
  Result<ItemFileWriter> file = ItemFileWriter::create(path, "");
  if (!file) return std::move(file).error();
  for (const Origin& origin : origins_) {
    const std::span<const std::uint8_t> item = sources_[origin.source].lines.item(origin.docid);
    file->add({reinterpret_cast<const char*>(item.data()), item.size()});
  }
  return file->finish();
}

Result<void> Merger::write_copies(const std::string& path) const {
  std::string wholes;
  for (const Origin& origin : origins_) {
    append_number(sources_[origin.source].copies.whole(origin.docid), &wholes);
  }
  Result<ItemFileWriter> file = ItemFileWriter::create(path, wholes);
  if (!file) return std::move(file).error();
  for (const Origin& origin : origins_) {
    const std::span<const std::uint8_t> item = sources_[origin.source].copies.sample(origin.docid);
    file->add({reinterpret_cast<const char*>(item.data()), item.size()});
  }
  return file->finish();
}

}  // namespace

Result<MergedSegment> merge_segment_files(const std::vector<std::string>& sources,
                                          const std::string& base, unsigned threads) {
  std::vector<SegmentSource> opened;
  for (const std::string& source : sources) {
    Result<SegmentSource> segment = SegmentSource::open(source);
    if (!segment) return std::move(segment).error();
    opened.push_back(*std::move(segment));
  }
  return Merger(std::move(opened), std::vector<std::vector<std::uint32_t>>(sources.size()))
      .merge(base, threads);
}

Result<MergedSegment> copy_segment_without(const std::string& source,
                                           const std::vector<std::uint32_t>& docids,
                                           const std::string& base, unsigned threads) {
  Result<SegmentSource> segment = SegmentSource::open(source);
  if (!segment) return std::move(segment).error();
  std::vector<SegmentSource> sources;
  sources.push_back(*std::move(segment));
  return Merger(std::move(sources), {docids}).merge(base, threads);
}

}  // namespace backfile
