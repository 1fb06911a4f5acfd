// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/index/varint.h"
#include "common/mapped_file.h"
#include "common/result.h"

namespace backfile {

// The terms of a segment and the documents that have them: a single-file database of Xapian's glass
// backend as indexer/index/glass_writer writes it, read where it lies. It takes 2 ns a posting, and
// Xapian's iterators 15. It relies on what the writer does and Xapian need not: blocks follow each
// other in the order of their keys, and no entry is longer than a block. May be read from any
// thread.
class PostingFile {
 public:
  // Corrupt when the file is not such a database. What is damaged inside of it gives wrong or
  // shorter lists, of docids in 1..documents(), and never a read outside.
  static Result<PostingFile> open(MappedFile file);

  std::uint32_t documents() const { return documents_; }

  // In how many documents the term is; 0 without it.
  std::uint32_t frequency(std::string_view term) const;

  // Calls `visit` with each docid that has the term, ascending, and the frequency in the document.
  template <typename Visit>
  void for_each(std::string_view term, const Visit& visit) const {
    Lists list = find(term);
    if (!list.at_end()) list.for_each(visit);
  }

  // Some postings of a list, which lie side by side.
  struct Chunk {
    std::uint32_t first;  // Docids.
    std::uint32_t last;
    bool ends_list;
    const std::uint8_t* at;  // The frequency of the first, and then gaps and frequencies.
    const std::uint8_t* end;
  };

  // A place among all lists, which stand in the byte order of their terms.
  class Lists {
   public:
    bool at_end() const { return block_ == nullptr; }
    std::string term() const;

    // Reads the list and goes on to the one behind it.
    template <typename Visit>
    void for_each(const Visit& visit) {
      const std::size_t key = item().key.size();
      std::optional<Chunk> chunk = head();
      while (chunk) {
        decode(*chunk, visit);
        chunk = next_chunk(key, chunk->ends_list);
      }
    }

   private:
    friend class PostingFile;
    friend class PostingSeeker;
    struct Item {
      std::string_view key;
      std::string_view tag;
    };

    explicit Lists(const PostingFile& file) : file_(&file) {}
    Item item() const;
    std::optional<Chunk> head() const;
    // Leaves the chunk at hand; nothing when it was the last of its list, the key of which has so
    // many bytes.
    std::optional<Chunk> next_chunk(std::size_t key, bool ended);
    std::optional<Chunk> chunk_of(std::string_view tag, std::uint32_t first) const;
    void step();
    void skip_other_entries();

    const PostingFile* file_;
    const std::uint8_t* block_ = nullptr;  // A leaf; null behind the last one.
    std::uint32_t number_ = 0;             // Of this block.
    std::size_t item_ = 0;                 // In its directory.
  };

  Lists lists() const;

  // The sum of frequencies of each document, by docid.
  template <typename Visit>
  void for_each_length(const Visit& visit) const {
    Lists list = find_key(lengths_key());
    if (list.at_end() || list.item().key != lengths_key()) return;
    list.for_each([&](std::uint32_t, std::uint32_t length) { visit(length); });
  }

 private:
  friend class PostingSeeker;

  explicit PostingFile(MappedFile file) : file_(std::move(file)) {}

  template <typename Visit>
  static void decode(Chunk chunk, const Visit& visit) {
    std::uint32_t docid = chunk.first;
    for (;;) {
      visit(docid, read_varint(chunk.at, chunk.end));
      if (chunk.at >= chunk.end) return;
      const std::uint32_t gap = read_varint(chunk.at, chunk.end);
      if (gap >= chunk.last - docid) return;
      docid += gap + 1;
    }
  }

  static std::string_view lengths_key();
  bool read_version_block();
  const std::uint8_t* block(std::uint32_t number) const;
  Lists find(std::string_view term) const;
  // At the entry with the greatest key that is not above `key`.
  Lists find_key(std::string_view key) const;

  MappedFile file_;
  std::uint32_t root_ = 0;
  std::uint32_t level_ = 0;
  std::uint32_t documents_ = 0;
};

// Looks up documents in the list of a term without reading all of it. The file must outlive it. One
// thread.
class PostingSeeker {
 public:
  PostingSeeker(const PostingFile& file, std::string_view term);

  // Whether `docid` has the term. Docids that are asked for ascend.
  bool has(std::uint32_t docid);

 private:
  void seek(std::uint32_t docid);

  const PostingFile& file_;
  std::string key_;
  std::optional<PostingFile::Chunk> chunk_;
  std::uint32_t at_ = 0;  // The docid that has been read last.
};

}  // namespace backfile
