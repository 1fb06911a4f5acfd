// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/item_file.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "common/little_endian.h"
#include "common/prefetch.h"

namespace backfile {

Result<ItemFile> ItemFile::open(MappedFile file) {
  const std::span<const std::uint8_t> bytes = file.bytes();
  const Error damaged{ErrorCode::Corrupt, file.path() + " is damaged; run `backfile-index verify`"};
  if (bytes.size() < kItemFileHeader ||
      std::memcmp(bytes.data(), kItemFileMagic.data(), kItemFileMagic.size()) != 0) {
    return damaged;
  }
  const auto documents = read_number<std::uint32_t>(bytes, 8);
  const auto preamble = read_number<std::uint32_t>(bytes, 12);
  const auto table = read_number<std::uint64_t>(bytes, 16);
  const std::uint64_t table_bytes = (std::uint64_t{documents} + 1) * 8;
  if (table > bytes.size() || bytes.size() - table != table_bytes ||
      table < kItemFileHeader + std::uint64_t{preamble}) {
    return damaged;
  }
  return ItemFile(std::move(file), documents, preamble, table);
}

std::span<const std::uint8_t> ItemFile::item(std::uint32_t docid) const {
  const std::span<const std::uint8_t> bytes = file_.bytes();
  const std::uint64_t entry = table_ + (std::uint64_t{docid} - 1) * 8;
  const auto begin = read_number<std::uint64_t>(bytes, entry);
  const auto end = read_number<std::uint64_t>(bytes, entry + 8);
  if (begin > end || end > table_) return {};
  return bytes.subspan(begin, end - begin);
}

void ItemFile::prefetch(std::uint32_t first, std::uint32_t then) const {
  constexpr std::size_t kLine = 64;
  constexpr std::size_t kMost = 16 * kLine;  // Memory foresees what is read in order after that.
  backfile::prefetch(file_.bytes().data() + table_ + (std::uint64_t{first} - 1) * 8);
  const std::span<const std::uint8_t> piece = item(then);
  const std::size_t wanted = std::min(piece.size(), kMost);
  for (std::size_t at = 0; at < wanted; at += kLine) backfile::prefetch(piece.data() + at);
}

}  // namespace backfile
