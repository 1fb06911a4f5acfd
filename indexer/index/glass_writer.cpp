// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/glass_writer.h"

#include <algorithm>
#include <memory>
#include <random>
#include <utility>

#include "common/index/glass_format.h"
#include "common/index/varint.h"

namespace backfile {
namespace {

constexpr std::size_t kChunkBytes = 1800;    // Of lengths.
constexpr std::size_t kSmallestPiece = 256;  // Less room than this at the end of a block is left.

// The head of a chunk of postings: whether it is the last one, and the distance to its last docid.
void append_chunk_head(bool last, std::uint32_t distance, std::string* bytes) {
  bytes->push_back(last ? '1' : '0');
  append_varint(distance, bytes);
}

std::string random_uuid() {
  std::random_device device;
  std::string bytes;
  for (int i = 0; i < 16; ++i) bytes.push_back(static_cast<char>(device() & 0xff));
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
  return bytes;
}

// What the version block says of one table (Glass::RootInfo).
void append_root(const GlassTree::Root& root, bool empty, unsigned compress_min,
                 std::string* bytes) {
  append_varint(root.block, bytes);
  append_varint(root.level << 2 | 2U | (empty ? 1U : 0U), bytes);
  append_varint(root.entries, bytes);
  append_varint(GlassTree::kBlockSize >> 11, bytes);
  append_varint(compress_min, bytes);
  std::string free_list;
  if (!empty) {
    append_varint(1, &free_list);  // Revision.
    append_varint(root.next_block, &free_list);
    free_list.append(4, '\0');  // No block has been freed.
  }
  append_varint(free_list.size(), bytes);
  bytes->append(free_list);
}

}  // namespace

GlassWriter::GlassWriter(OutputFile file)
    : file_(std::make_unique<OutputFile>(std::move(file))), tree_(file_.get(), 1) {}

Result<GlassWriter> GlassWriter::create(const std::string& path) {
  Result<OutputFile> file = OutputFile::create(path);
  if (!file) return std::move(file).error();
  file->write(std::string(GlassTree::kBlockSize, '\0'));  // The version block, written last.
  return GlassWriter(*std::move(file));
}

void GlassWriter::length(std::uint32_t docid, std::uint32_t length) {
  if (lengths_.size() >= kChunkBytes) flush_lengths(false);
  if (first_length_ == 0) {
    first_length_ = docid;
  } else {
    append_varint(0, &lengths_);  // The next docid follows at once.
  }
  append_varint(length, &lengths_);
  documents_ = docid;
  total_length_ += length;
  longest_ = std::max(longest_, length);
  if (length > 0) shortest_ = shortest_ == 0 ? length : std::min(shortest_, length);
}

void GlassWriter::flush_lengths(bool last) {
  if (first_length_ == 0) return;
  std::string key(glass::kLengthsKey);
  std::string tag;
  if (first_length_ == 1) {
    tag.append(2, '\0');  // Where terms have their frequencies.
    append_varint(0, &tag);
  } else {
    glass::append_sortable(first_length_, &key);
  }
  append_chunk_head(last, documents_ - first_length_, &tag);
  tree_.add(key, tag.append(lengths_));
  lengths_.clear();
  first_length_ = 0;
}

void GlassWriter::term(std::string_view term, std::span<const Posting> postings) {
  if (!std::exchange(lengths_done_, true)) flush_lengths(true);
  const std::string key = glass::term_key(term);
  std::uint64_t occurrences = 0;
  for (const Posting& posting : postings) {
    occurrences += posting.frequency;
    most_frequent_ = std::max(most_frequent_, posting.frequency);
  }
  std::string body;
  for (std::size_t begin = 0; begin < postings.size();) {
    std::string chunk_key = key;
    std::string head;
    if (begin == 0) {
      append_varint(postings.size(), &head);
      append_varint(occurrences, &head);
      append_varint(postings[0].docid - 1, &head);
    } else {
      chunk_key.push_back('\0');
      glass::append_sortable(postings[begin].docid, &chunk_key);
    }
    // The head of the chunk takes at most 6 bytes, a posting at most 10.
    const std::size_t fixed = chunk_key.size() + head.size() + 16;
    const std::size_t room = tree_.room();
    const std::size_t longest = GlassTree::kLongestItem - GlassTree::kItemOverhead;
    const std::size_t limit =
        (room < fixed + kSmallestPiece ? longest : std::min(room, longest)) - fixed;
    body.clear();
    append_varint(postings[begin].frequency, &body);
    std::size_t end = begin + 1;
    for (; end < postings.size() && body.size() < limit; ++end) {
      append_varint(postings[end].docid - postings[end - 1].docid - 1, &body);
      append_varint(postings[end].frequency, &body);
    }
    append_chunk_head(end == postings.size(), postings[end - 1].docid - postings[begin].docid,
                      &head);
    tree_.add(chunk_key, head.append(body));
    begin = end;
  }
}

Result<void> GlassWriter::finish() {
  if (!lengths_done_) flush_lengths(true);
  tree_.finish();
  // Magic and the date of the format: 2016-03-14.
  std::string block(glass::kMagic);
  constexpr unsigned kFormat = (2016 - 2014) << 9 | 3 << 5 | 14;
  block.push_back(static_cast<char>(kFormat >> 8));
  block.push_back(static_cast<char>(kFormat & 0xff));
  block.append(random_uuid());
  append_varint(1, &block);  // Revision.
  append_root(tree_.root(), false, 0, &block);
  // Document data, term lists, positions, spelling and synonyms: none.
  for (const unsigned compress_min : {18U, 18U, 0U, 18U, 18U}) {
    append_root({}, true, compress_min, &block);
  }
  append_varint(documents_, &block);
  append_varint(0, &block);  // Last docid minus documents.
  append_varint(shortest_, &block);
  append_varint(most_frequent_, &block);
  append_varint(std::max(longest_, most_frequent_) - most_frequent_, &block);
  append_varint(0, &block);  // Oldest changeset.
  append_varint(total_length_, &block);
  append_varint(0, &block);  // Spelling.
  file_->overwrite(0, block);
  return file_->finish();
}

}  // namespace backfile
