// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "common/result.h"
#include "indexer/index/glass_tree.h"
#include "indexer/index/output_file.h"

namespace backfile {

// An article in the list of a term.
struct Posting {
  std::uint32_t docid;
  std::uint32_t frequency;  // Within the document; 0 for keywords.

  friend bool operator==(const Posting&, const Posting&) = default;
};

// Writes a single-file database of Xapian's glass backend (terms and lengths of documents)
// straight from sorted input, for which Xapian has no interface: its own inverter costs ten times
// as much (docs/decisions/0006-engine.md). What is written is an ordinary database: xapian-check
// finds it sound, and tests compare it with one that Xapian wrote.
//
// Order of calls: length() by docid, term() by term in byte order, finish().
class GlassWriter {
 public:
  static Result<GlassWriter> create(const std::string& path);

  // Sum of the frequencies of the document's terms. Documents are numbered from 1 without gaps.
  void length(std::uint32_t docid, std::uint32_t length);

  // `term`: not empty, at most kLongestTerm bytes. `postings`: not empty, by docid.
  void term(std::string_view term, std::span<const Posting> postings);

  // Writes the root, and fsyncs.
  Result<void> finish();

 private:
  explicit GlassWriter(OutputFile file);
  void flush_lengths(bool last);

  std::unique_ptr<OutputFile> file_;  // The tree points to it.
  GlassTree tree_;

  std::uint32_t documents_ = 0;
  std::uint32_t first_length_ = 0;  // Docid of the first length that is gathered; 0: none.
  std::string lengths_;
  std::uint64_t total_length_ = 0;
  std::uint32_t shortest_ = 0;  // Above zero.
  std::uint32_t longest_ = 0;
  std::uint32_t most_frequent_ = 0;
  bool lengths_done_ = false;
};

}  // namespace backfile
