// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/segment_builder.h"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>
#include <utility>

#include "common/index/sentences.h"
#include "common/index/terms.h"
#include "common/index/token_stream.h"
#include "common/index/values.h"
#include "common/index/varint.h"
#include "common/index/words.h"
#include "common/little_endian.h"
#include "indexer/index/copy_signature.h"
#include "indexer/index/item_file_writer.h"

namespace backfile {
namespace {

std::uint32_t language_number(std::string_view tag) {
  const auto languages = stem_languages();
  return static_cast<std::uint32_t>(std::ranges::find(languages, tag) - languages.begin());
}

// The next term of one of the three lists that are merged in byte order.
struct Term {
  enum class Kind { Word, Title, Keyword };
  std::string_view term;
  Kind kind;
  std::size_t index;  // In its list.
};

}  // namespace

SegmentBuilder::SegmentBuilder(std::uint64_t revision)
    : revision_(static_cast<std::uint32_t>(revision)) {}

void SegmentBuilder::add(const Article& article, std::string_view content, std::string_view record,
                         const ArticleLines& lines, const Boilerplate& boilerplate) {
  ++summary_.documents;
  const std::string_view tag = stem_language(article.language);
  summary_.languages.emplace(tag);
  const std::uint32_t language = language_number(tag);
  const std::size_t begin = tokens_.size();
  add_text(article.title, language, nullptr);
  const std::size_t title_end = tokens_.size();
  add_body(article, language, lines, boilerplate);
  count_words(begin, title_end);
  add_signature(begin, title_end);

  add_keyword(id_term(article.id));
  for (const std::string& key : url_keys(article)) add_keyword(url_term(key));
  for (const Field& row : kFields) {
    if (row.kind == FieldKind::Keyword) add_keywords(row, article);
  }
  if (article.published) summary_.include(article.published->seconds);
  add_columns(article, content);
  records_.append(record);
  documents_.push_back({tokens_.size(), static_cast<std::uint32_t>(title_end - begin),
                        marks_.size(), records_.size(), lines_.size(), samples_.size()});
}

void SegmentBuilder::add_body(const Article& article, std::uint32_t language,
                              const ArticleLines& lines, const Boilerplate& boilerplate) {
  const std::vector<std::uint64_t> withheld = boilerplate.withheld_of(lines);
  lines_.append(lines_item(lines, withheld));
  add_text(indexed_text(article, withheld), language, &marks_);
}

void SegmentBuilder::add_signature(std::size_t begin, std::size_t title_end) {
  while (hashes_.size() < words_.size()) {
    hashes_.push_back(shingle_word(table_.word(static_cast<std::uint32_t>(hashes_.size()))));
  }
  CopySignature signature;
  for (std::size_t i = begin; i < title_end; ++i) signature.add_title_word(hashes_[tokens_[i]]);
  for (std::size_t i = title_end; i < tokens_.size(); ++i) {
    signature.add_text_word(hashes_[tokens_[i]]);
  }
  append_number(signature.whole(), &wholes_);
  samples_.append(signature.sample());
}

void SegmentBuilder::add_text(std::string_view text, std::uint32_t language, std::string* marks) {
  const SentenceRules rules(text);
  SentenceMarks sentences;
  std::size_t begin = 0;  // Of the word before.
  std::size_t end = 0;
  for_each_word(text, [&](const backfile::Word& word) {
    if (marks != nullptr) {
      sentences.add_word(
          end == 0 ? Boundary::None : rules.between(begin, end, word.begin, word.end), marks);
      begin = word.begin;
      end = word.end;
    }
    const std::uint32_t number = table_.number(word.folded);
    if (number == words_.size()) {
      words_.emplace_back();
      counts_.push_back(0);
    }
    words_[number].languages |= 1U << language;
    tokens_.push_back(number);
  });
}

void SegmentBuilder::count_words(std::size_t begin, std::size_t title_end) {
  const std::uint32_t docid = summary_.documents;
  const std::size_t first = occurrences_.size();
  // counts_ holds the place of the word among the occurrences of this article, plus one.
  for (std::size_t i = begin; i < tokens_.size(); ++i) {
    const std::uint32_t number = tokens_[i];
    if (counts_[number] == 0) {
      occurrences_.push_back({docid, number, 0, 0});
      counts_[number] = static_cast<std::uint32_t>(occurrences_.size() - first);
    }
    Occurrences& found = occurrences_[first + counts_[number] - 1];
    ++found.frequency;
    if (i < title_end) ++found.in_title;
  }
  for (std::size_t i = first; i < occurrences_.size(); ++i) {
    const Occurrences& found = occurrences_[i];
    counts_[found.number] = 0;
    Word& word = words_[found.number];
    word.frequency += found.frequency;
    ++word.documents;
    if (found.in_title > 0) ++word.titles;
  }
  // A word of the title is in two terms.
  lengths_.push_back(static_cast<std::uint32_t>(tokens_.size() - begin + (title_end - begin)));
}

void SegmentBuilder::add_keyword(const std::string& term) {
  if (term.empty()) return;
  std::vector<std::uint32_t>& documents = keywords_[term];
  if (documents.empty() || documents.back() != summary_.documents) {
    documents.push_back(summary_.documents);
  }
}

void SegmentBuilder::add_keywords(const Field& field, const Article& article) {
  const std::vector<KeywordValue> values = keyword_values(article, field.id);
  columns_[static_cast<std::size_t>(field.id)].add(values);
  for (const KeywordValue& value : values) {
    add_keyword(keyword_term(field, value.value));
    if (!value.label.empty()) add_keyword(keyword_term(field, value.label));
  }
}

void SegmentBuilder::add_columns(const Article& article, std::string_view content) {
  seconds_.push_back(article.published ? article.published->seconds : kNoDate);
  precisions_.push_back(article.published ? static_cast<std::uint8_t>(article.published->precision)
                                          : 0);
  sizes_.push_back(article.words);
  contents_.append(content);
}

std::vector<std::uint32_t> SegmentBuilder::words_in_order() const {
  std::vector<std::uint32_t> order(table_.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, {}, [this](std::uint32_t number) { return table_.word(number); });
  return order;
}

// A counting sort: documents of a word stay in order.
void SegmentBuilder::group_by_word() {
  groups_.resize(words_.size() + 1, 0);
  for (std::size_t i = 0; i < words_.size(); ++i) {
    groups_[i + 1] = groups_[i] + words_[i].documents;
  }
  std::vector<std::size_t> next(groups_.begin(), groups_.end() - 1);
  std::vector<Occurrences> grouped(occurrences_.size());
  for (const Occurrences& found : occurrences_) grouped[next[found.number]++] = found;
  occurrences_ = std::move(grouped);
}

void SegmentBuilder::write_terms(const std::vector<std::uint32_t>& order, GlassWriter* database) {
  group_by_word();
  std::vector<const std::string*> keywords;
  for (const auto& entry : keywords_) keywords.push_back(&entry.first);
  std::ranges::sort(keywords, {}, [](const std::string* term) { return *term; });
  std::vector<Posting> postings;
  std::string title_term;
  const std::string_view title_prefix = field(FieldId::Title).prefix;
  std::size_t word = 0;
  std::size_t title = 0;
  std::size_t keyword = 0;
  const auto skip_to_title = [&] {
    while (title < order.size() && words_[order[title]].titles == 0) ++title;
    if (title < order.size()) {
      title_term.assign(title_prefix).append(table_.word(order[title]));
    }
  };
  skip_to_title();
  for (;;) {
    std::vector<Term> next;
    if (word < order.size()) next.push_back({table_.word(order[word]), Term::Kind::Word, word});
    if (title < order.size()) next.push_back({title_term, Term::Kind::Title, title});
    if (keyword < keywords.size()) {
      next.push_back({*keywords[keyword], Term::Kind::Keyword, keyword});
    }
    if (next.empty()) break;
    const Term term = *std::ranges::min_element(next, {}, &Term::term);
    postings.clear();
    switch (term.kind) {
      case Term::Kind::Keyword:
        for (const std::uint32_t docid : keywords_.at(*keywords[keyword])) {
          postings.push_back({docid, 0});
        }
        break;
      case Term::Kind::Word:
      case Term::Kind::Title: {
        const std::uint32_t number = order[term.index];
        for (std::size_t i = groups_[number]; i < groups_[number + 1]; ++i) {
          const Occurrences& found = occurrences_[i];
          const bool whole = term.kind == Term::Kind::Word;
          if (whole || found.in_title > 0) {
            postings.push_back({found.docid, whole ? found.frequency : found.in_title});
          }
        }
        break;
      }
    }
    database->term(term.term, postings);
    switch (term.kind) {
      case Term::Kind::Word: ++word; break;
      case Term::Kind::Title:
        ++title;
        skip_to_title();
        break;
      case Term::Kind::Keyword: ++keyword; break;
    }
  }
}

VocabularyWriter SegmentBuilder::vocabulary(const std::vector<std::uint32_t>& order) const {
  VocabularyWriter writer;
  std::map<std::uint32_t, Stemmer> stemmers;
  for (const std::string& language : summary_.languages) writer.add_language(language);
  const std::uint32_t und = language_number("und");
  for (const std::uint32_t number : order) {
    const std::string_view word = table_.word(number);
    const std::uint32_t place = writer.add(word, words_[number].frequency);
    for (std::uint32_t rest = words_[number].languages & ~(1U << und); rest != 0;
         rest &= rest - 1) {
      const auto language = static_cast<std::uint32_t>(std::countr_zero(rest));
      const std::string_view tag = stem_languages()[language];
      const auto stemmer = stemmers.try_emplace(language, tag).first;
      writer.add_stem(tag, stem_hash(stemmer->second.stem(word)), place);
    }
  }
  writer.number_words();
  return writer;
}

Result<void> SegmentBuilder::write_tokens(const std::vector<std::uint32_t>& order,
                                          const std::vector<std::uint32_t>& numbers,
                                          const std::string& path) const {
  std::vector<std::uint32_t> written_as(order.size());
  for (std::size_t place = 0; place < order.size(); ++place) {
    written_as[order[place]] = numbers[place];
  }
  Result<ItemFileWriter> file = ItemFileWriter::create(path, "");
  if (!file) return std::move(file).error();
  std::size_t at = 0;
  std::size_t marked = 0;
  std::string title;
  std::string text;
  std::string item;
  for (const Document& document : documents_) {
    const std::size_t title_end = at + document.title;
    title.clear();
    for (; at < title_end; ++at) append_varint(written_as[tokens_[at]], &title);
    text.clear();
    for (; at < document.tokens_end; ++at) append_varint(written_as[tokens_[at]], &text);
    item.clear();
    append_item(title, text, std::string_view(marks_).substr(marked, document.marks_end - marked),
                &item);
    marked = document.marks_end;
    file->add(item);
  }
  return file->finish();
}

Result<void> SegmentBuilder::write_items(std::string_view preamble, const std::string& items,
                                         std::size_t Document::*end, const std::string& path,
                                         RecordPacker* packer) const {
  Result<ItemFileWriter> file = ItemFileWriter::create(path, preamble);
  if (!file) return std::move(file).error();
  std::size_t at = 0;
  for (const Document& document : documents_) {
    const std::string_view item = std::string_view(items).substr(at, document.*end - at);
    file->add(packer != nullptr ? packer->pack(item) : item);
    at = document.*end;
  }
  return file->finish();
}

Result<void> SegmentBuilder::write_columns(const std::string& path) const {
  Result<ColumnsWriter> file = ColumnsWriter::create(path, summary_.documents);
  if (!file) return std::move(file).error();
  std::vector<std::uint16_t> lengths;
  for (const std::uint32_t length : lengths_) lengths.push_back(bounded_length(length));
  file->section(ColumnSection::Seconds, 0, seconds_);
  file->section(ColumnSection::Precision, 0, precisions_);
  file->section(ColumnSection::Words, 0, sizes_);
  file->section(ColumnSection::Length, 0, lengths);
  file->section(ColumnSection::Content, 0, contents_);
  file->section(ColumnSection::Revision, 0, std::vector<std::uint32_t>(lengths_.size(), revision_));
  for (const Field& row : kFields) {
    if (row.kind != FieldKind::Keyword) continue;
    columns_[static_cast<std::size_t>(row.id)].write(row.slot, &*file);
  }
  return file->finish(std::accumulate(lengths_.begin(), lengths_.end(), std::uint64_t{0}));
}

Result<SegmentSummary> SegmentBuilder::write(const std::string& base, std::string_view dictionary) {
  const std::vector<std::uint32_t> order = words_in_order();
  VocabularyWriter words = vocabulary(order);
  if (Result<void> done = words.write(base + std::string(kWordsSuffix)); !done) {
    return std::move(done).error();
  }
  if (Result<void> done = write_tokens(order, words.numbers(), base + std::string(kTokensSuffix));
      !done) {
    return std::move(done).error();
  }
  RecordPacker packer(dictionary);
  for (Result<void> done :
       {write_items(dictionary, records_, &Document::record_end, base + std::string(kRecordsSuffix),
                    &packer),
        write_items("", lines_, &Document::lines_end, base + std::string(kLinesSuffix)),
        write_items(wholes_, samples_, &Document::sample_end, base + std::string(kCopiesSuffix))}) {
    if (!done) return std::move(done).error();
  }
  if (Result<void> done = write_columns(base + std::string(kColumnsSuffix)); !done) {
    return std::move(done).error();
  }
  Result<GlassWriter> database = GlassWriter::create(base + std::string(kDatabaseSuffix));
  if (!database) return std::move(database).error();
  for (std::uint32_t docid = 1; docid <= lengths_.size(); ++docid) {
    database->length(docid, lengths_[docid - 1]);
  }
  write_terms(order, &*database);
  if (Result<void> done = database->finish(); !done) return std::move(done).error();
  return summary_;
}

}  // namespace backfile
