// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/article.h"
#include "common/result.h"
#include "common/schema.h"
#include "indexer/index/boilerplate.h"
#include "indexer/index/glass_writer.h"
#include "indexer/index/keyword_column_writer.h"
#include "indexer/index/record_packer.h"
#include "indexer/index/segment_files.h"
#include "indexer/index/vocabulary_writer.h"
#include "indexer/index/word_table.h"

namespace backfile {

// Inverts articles in memory and writes them as a segment: docs/index-format.md has the files. It
// takes about 20 bytes a word. One thread at a time.
class SegmentBuilder {
 public:
  // `revision`: with which the articles come.
  explicit SegmentBuilder(std::uint64_t revision = 0);

  // Documents are numbered from 1 in the order in which they are added. `content`:
  // content_hash() of `record`; `record`: to_json_line(article); `lines`: lines_of(article). Lines
  // of `boilerplate` are kept out of the index.
  void add(const Article& article, std::string_view content, std::string_view record,
           const ArticleLines& lines, const Boilerplate& boilerplate = {});

  std::size_t words() const { return tokens_.size(); }
  std::uint32_t documents() const { return summary_.documents; }

  // Writes the files of the segment at `base`, a path without the suffixes, and fsyncs them.
  // `dictionary`: for the records; may be empty. Afterwards the builder is of no use.
  Result<SegmentSummary> write(const std::string& base, std::string_view dictionary);

 private:
  // A word in an article.
  struct Occurrences {
    std::uint32_t docid;
    std::uint32_t number;     // Of the word.
    std::uint32_t frequency;  // In title and text.
    std::uint32_t in_title;
  };
  struct Word {
    std::uint64_t frequency = 0;
    std::uint32_t documents = 0;
    std::uint32_t titles = 0;     // Documents with the word in their title.
    std::uint32_t languages = 0;  // A bit for each of stem_languages().
  };
  struct Document {
    std::size_t tokens_end;  // In tokens_.
    std::uint32_t title;     // The first so many are the title's.
    std::size_t marks_end;   // In marks_.
    std::size_t record_end;  // In records_.
    std::size_t lines_end;   // In lines_.
    std::size_t sample_end;  // In samples_.
  };

  void add_body(const Article& article, std::uint32_t language, const ArticleLines& lines,
                const Boilerplate& boilerplate);
  void add_text(std::string_view text, std::uint32_t language, std::string* marks);
  void add_signature(std::size_t begin, std::size_t title_end);
  void count_words(std::size_t begin, std::size_t title_end);
  void add_keywords(const Field& field, const Article& article);
  void add_keyword(const std::string& term);
  void add_columns(const Article& article, std::string_view content);

  std::vector<std::uint32_t> words_in_order() const;
  void group_by_word();
  void write_terms(const std::vector<std::uint32_t>& order, GlassWriter* database);
  VocabularyWriter vocabulary(const std::vector<std::uint32_t>& order) const;
  Result<void> write_tokens(const std::vector<std::uint32_t>& order,
                            const std::vector<std::uint32_t>& numbers,
                            const std::string& path) const;
  Result<void> write_items(std::string_view preamble, const std::string& items,
                           std::size_t Document::*end, const std::string& path,
                           RecordPacker* packer = nullptr) const;
  Result<void> write_columns(const std::string& path) const;

  SegmentSummary summary_;
  std::uint32_t revision_;
  WordTable table_;
  std::vector<Word> words_;            // By number.
  std::vector<std::uint32_t> counts_;  // By number: in the article at hand.
  std::vector<std::uint32_t> tokens_;  // Numbers of words, of all articles.
  std::string marks_;                  // Of the sentences, of all articles.
  std::vector<Document> documents_;
  std::vector<std::uint32_t> lengths_;
  std::vector<Occurrences> occurrences_;
  std::vector<std::size_t> groups_;  // By number: where its occurrences begin; after grouping.
  std::unordered_map<std::string, std::vector<std::uint32_t>> keywords_;
  std::vector<std::int64_t> seconds_;
  std::vector<std::uint8_t> precisions_;
  std::vector<std::uint32_t> sizes_;  // Words of articles.
  std::string contents_;
  std::array<KeywordColumnWriter, kFieldCount> columns_;  // By FieldId.
  std::string records_;
  std::string lines_;
  std::vector<std::uint64_t> hashes_;  // By number of the word: shingle_word().
  std::string wholes_;                 // CopySignature::whole() of all articles,
  std::string samples_;                // and sample().
};

}  // namespace backfile
