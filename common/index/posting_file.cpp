// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/posting_file.h"

#include <algorithm>
#include <utility>

#include "common/index/glass_format.h"

namespace backfile {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kDirectoryEndAt = 9;
constexpr std::size_t kLevelAt = 4;
constexpr std::size_t kLongestDescent = 8;  // Levels of a tree.

std::size_t number_at(const std::uint8_t* at, std::size_t width) {
  std::size_t number = 0;
  for (std::size_t i = 0; i < width; ++i) number = number << 8 | at[i];
  return number;
}

std::string_view text_at(const std::uint8_t* at, std::size_t size) {
  return {reinterpret_cast<const char*>(at), size};
}

constexpr std::size_t kLeafHead = 3;    // Before the key of an item.
constexpr std::size_t kBranchHead = 5;  // Before the divider.

// Where an item with a head of so many bytes begins; 0 when the directory is damaged.
std::size_t item_offset(const std::uint8_t* block, std::size_t item, std::size_t head) {
  const std::size_t offset = number_at(block + glass::kDirectoryStart + item * 2, 2);
  return offset < glass::kDirectoryStart || offset + head > glass::kBlockSize ? 0 : offset;
}

std::size_t items_of(const std::uint8_t* block) {
  const std::size_t end = std::min(number_at(block + kDirectoryEndAt, 2), glass::kBlockSize);
  return end < glass::kDirectoryStart ? 0 : (end - glass::kDirectoryStart) / 2;
}

std::string_view piece(const std::uint8_t* block, std::size_t offset, std::size_t size) {
  if (offset > glass::kBlockSize || size > glass::kBlockSize - offset) return {};
  return text_at(block + offset, size);
}

std::string_view leaf_key(const std::uint8_t* block, std::size_t item) {
  const std::size_t offset = item_offset(block, item, kLeafHead);
  return offset == 0 ? ""sv : piece(block, offset + kLeafHead, block[offset + 2]);
}

std::string_view divider(const std::uint8_t* block, std::size_t item) {
  const std::size_t offset = item_offset(block, item, kBranchHead);
  return offset == 0 ? ""sv : piece(block, offset + kBranchHead, block[offset + 4]);
}

// The last item whose key is not above `key`; the first one if there is none.
template <typename KeyOf>
std::size_t last_not_above(const std::uint8_t* block, std::string_view key, const KeyOf& key_of) {
  std::size_t first = 0;
  std::size_t last = items_of(block);
  while (first + 1 < last) {
    const std::size_t middle = first + (last - first) / 2;
    if (key_of(block, middle) <= key) {
      first = middle;
    } else {
      last = middle;
    }
  }
  return first;
}

}  // namespace

std::string_view PostingFile::lengths_key() { return glass::kLengthsKey; }

Result<PostingFile> PostingFile::open(MappedFile file) {
  PostingFile postings(std::move(file));
  if (!postings.read_version_block()) {
    return Error{ErrorCode::Corrupt,
                 postings.file_.path() + " is damaged; run `backfile-index verify`"};
  }
  return postings;
}

bool PostingFile::read_version_block() {
  const std::span<const std::uint8_t> bytes = file_.bytes();
  if (bytes.size() % glass::kBlockSize != 0 || bytes.size() < 2 * glass::kBlockSize) return false;
  if (text_at(bytes.data(), glass::kMagic.size()) != glass::kMagic) return false;
  const std::uint8_t* at = bytes.data() + glass::kMagic.size() + 2 + 16;  // Format, UUID.
  const std::uint8_t* const end = bytes.data() + glass::kBlockSize;
  read_varint(at, end);  // Revision.
  for (int table = 0; table < 6; ++table) {
    const std::uint32_t root = read_varint(at, end);
    const std::uint32_t level = read_varint(at, end) >> 2;
    if (table == 0) {
      root_ = root;
      level_ = level;
    }
    for (int i = 0; i < 3; ++i) read_varint(at, end);  // Entries, block size, compression.
    const std::uint32_t free_list = read_varint(at, end);
    if (free_list > static_cast<std::size_t>(end - at)) return false;
    at += free_list;
  }
  documents_ = read_varint(at, end);
  return level_ <= kLongestDescent && block(root_) != nullptr;
}

const std::uint8_t* PostingFile::block(std::uint32_t number) const {
  const std::uint64_t offset = std::uint64_t{number} * glass::kBlockSize;
  if (number == 0 || offset >= file_.bytes().size()) return nullptr;
  return file_.bytes().data() + offset;
}

PostingFile::Lists PostingFile::find_key(std::string_view key) const {
  Lists place(*this);
  std::uint32_t number = root_;
  for (std::uint32_t level = level_; level > 0; --level) {
    const std::uint8_t* const branch = block(number);
    if (branch == nullptr || branch[kLevelAt] != level || items_of(branch) == 0) return place;
    const std::size_t offset =
        item_offset(branch, last_not_above(branch, key, divider), kBranchHead);
    if (offset == 0) return place;
    number = static_cast<std::uint32_t>(number_at(branch + offset, 4));
  }
  const std::uint8_t* const leaf = block(number);
  if (leaf == nullptr || leaf[kLevelAt] != 0 || items_of(leaf) == 0) return place;
  place.block_ = leaf;
  place.number_ = number;
  place.item_ = last_not_above(leaf, key, leaf_key);
  return place;
}

PostingFile::Lists PostingFile::find(std::string_view term) const {
  const std::string key = glass::term_key(term);
  Lists place = find_key(key);
  if (!place.at_end() && (key.empty() || place.item().key != key)) place.block_ = nullptr;
  return place;
}

PostingFile::Lists PostingFile::lists() const {
  Lists place = find_key("");
  place.skip_other_entries();
  return place;
}

std::uint32_t PostingFile::frequency(std::string_view term) const {
  const Lists list = find(term);
  if (list.at_end()) return 0;
  const std::string_view tag = list.item().tag;
  const auto* at = reinterpret_cast<const std::uint8_t*>(tag.data());
  return std::min(documents_, read_varint(at, at + tag.size()));
}

PostingFile::Lists::Item PostingFile::Lists::item() const {
  const std::size_t offset = item_offset(block_, item_, kLeafHead);
  if (offset == 0) return {};
  const std::size_t size = number_at(block_ + offset, 2) & glass::kItemSizeMask;
  const std::size_t key = block_[offset + 2];
  if (key > size) return {};
  return {piece(block_, offset + kLeafHead, key),
          piece(block_, offset + kLeafHead + key, size - key)};
}

std::string PostingFile::Lists::term() const {
  const std::string_view key = item().key;
  if (key.find('\0') == std::string_view::npos) return std::string(key);
  std::string term;
  for (std::size_t i = 0; i < key.size(); ++i) {
    term.push_back(key[i]);
    if (key[i] == '\0') ++i;
  }
  return term;
}

std::optional<PostingFile::Chunk> PostingFile::Lists::head() const {
  const std::string_view tag = item().tag;
  const auto* at = reinterpret_cast<const std::uint8_t*>(tag.data());
  const std::uint8_t* const end = at + tag.size();
  read_varint(at, end);  // Documents.
  read_varint(at, end);  // Occurrences.
  const std::uint32_t first = read_varint(at, end) + 1;
  return chunk_of(text_at(at, static_cast<std::size_t>(end - at)), first);
}

std::optional<PostingFile::Chunk> PostingFile::Lists::chunk_of(std::string_view tag,
                                                               std::uint32_t first) const {
  if (tag.empty()) return std::nullopt;
  const auto* at = reinterpret_cast<const std::uint8_t*>(tag.data());
  const std::uint8_t* const end = at + tag.size();
  const bool ends_list = *at++ != '0';
  const std::uint32_t distance = read_varint(at, end);
  const std::uint32_t documents = file_->documents_;
  if (first == 0 || first > documents || distance > documents - first) return std::nullopt;
  return Chunk{first, first + distance, ends_list, at, end};
}

std::optional<PostingFile::Chunk> PostingFile::Lists::next_chunk(std::size_t key, bool ended) {
  step();
  if (ended) {
    skip_other_entries();
    return std::nullopt;
  }
  if (at_end()) return std::nullopt;
  // Behind a term stands a NUL, and behind the key of the lengths nothing.
  const Item next = item();
  std::string_view docid = next.key.substr(std::min(key, next.key.size()));
  if (docid.starts_with('\0')) docid.remove_prefix(1);
  return chunk_of(next.tag, glass::read_sortable(docid));
}

void PostingFile::Lists::step() {
  if (++item_ < items_of(block_)) return;
  item_ = 0;
  // Branches stand among the leaves.
  do {
    block_ = file_->block(++number_);
  } while (block_ != nullptr && (block_[kLevelAt] != 0 || items_of(block_) == 0));
}

void PostingFile::Lists::skip_other_entries() {
  while (!at_end() && (item().key.empty() || item().key.front() == '\0')) step();
}

PostingSeeker::PostingSeeker(const PostingFile& file, std::string_view term)
    : file_(file), key_(glass::term_key(term)) {
  const PostingFile::Lists list = file.find(term);
  if (list.at_end()) return;
  chunk_ = list.head();
  if (chunk_) at_ = chunk_->first;
}

// Goes to the chunk in which the document would be.
void PostingSeeker::seek(std::uint32_t docid) {
  std::string key = key_;
  key.push_back('\0');
  glass::append_sortable(docid, &key);
  const PostingFile::Lists place = file_.find_key(key);
  chunk_.reset();
  if (place.at_end()) return;
  const PostingFile::Lists::Item item = place.item();
  if (item.key.size() > key_.size() && item.key.starts_with(key_)) {
    chunk_ = place.chunk_of(item.tag, glass::read_sortable(item.key.substr(key_.size() + 1)));
  } else if (item.key == key_) {
    chunk_ = place.head();
  }
  if (chunk_) at_ = chunk_->first;
}

bool PostingSeeker::has(std::uint32_t docid) {
  if (chunk_ && docid > chunk_->last && !chunk_->ends_list) seek(docid);
  if (!chunk_ || docid > chunk_->last || docid < at_) return false;
  // The frequency of the document at hand stands before the gap to the next one.
  while (at_ < docid) {
    read_varint(chunk_->at, chunk_->end);
    if (chunk_->at >= chunk_->end) return false;
    const std::uint32_t gap = read_varint(chunk_->at, chunk_->end);
    if (gap >= chunk_->last - at_) return false;
    at_ += gap + 1;
  }
  return at_ == docid;
}

}  // namespace backfile
