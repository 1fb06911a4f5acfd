// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/record_packer.h"

#include <zdict.h>
#include <zstd.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <new>
#include <unordered_map>

namespace backfile {
namespace {

constexpr int kLevel = 3;
constexpr std::size_t kDictionaryBytes = 112 << 10;
// Bytes of what must stand in so many samples to be kept.
constexpr std::size_t kPiece = 12;
constexpr std::uint32_t kFewestSharing = 4;

// Says for most pieces that are not in a set of 100,000 that they are not, out of 256 KB: looking
// each one up in the set itself took an eighth of the time of indexing 5,000 articles.
class PieceFilter {
 public:
  void add(const char* piece) { bits_[place_of(piece)] = true; }
  bool may_hold(const char* piece) const { return bits_[place_of(piece)]; }

 private:
  static constexpr int kBits = 21;

  static std::size_t place_of(const char* piece) {
    std::uint64_t first = 0;
    std::uint32_t last = 0;
    static_assert(sizeof first + sizeof last == kPiece);
    std::memcpy(&first, piece, sizeof first);
    std::memcpy(&last, piece + sizeof first, sizeof last);
    return ((first ^ (last * 0x9e37'79b9'7f4a'7c15)) * 0xff51'afd7'ed55'8ccd) >> (64 - kBits);
  }

  std::vector<bool> bits_ = std::vector<bool>(std::size_t{1} << kBits);
};

struct Free {
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

// What of a trained dictionary stands in several of the samples. The rest is a sentence or two of
// one article here and there, and would stay in the archive when that article is taken out.
std::string shared_pieces(std::string_view trained, std::string_view samples,
                          const std::vector<std::size_t>& sizes) {
  const std::string_view content =
      trained.substr(ZDICT_getDictHeaderSize(trained.data(), trained.size()));
  if (content.size() < kPiece) return {};
  struct Seen {
    std::uint32_t samples = 0;
    std::uint32_t last = 0;  // Number of the last sample with it, from 1.
  };
  std::unordered_map<std::string_view, Seen> pieces;
  PieceFilter filter;
  for (std::size_t at = 0; at + kPiece <= content.size(); ++at) {
    pieces[content.substr(at, kPiece)];
    filter.add(content.data() + at);
  }
  std::uint32_t number = 0;
  for (const std::size_t size : sizes) {
    const std::string_view sample = samples.substr(0, size);
    samples.remove_prefix(size);
    ++number;
    for (std::size_t at = 0; at + kPiece <= sample.size(); ++at) {
      if (!filter.may_hold(sample.data() + at)) continue;
      const auto found = pieces.find(sample.substr(at, kPiece));
      if (found == pieces.end() || found->second.last == number) continue;
      found->second.last = number;
      ++found->second.samples;
    }
  }
  std::string shared;
  std::size_t kept = 0;  // All before this has been decided.
  for (std::size_t at = 0; at + kPiece <= content.size(); ++at) {
    if (pieces[content.substr(at, kPiece)].samples < kFewestSharing) continue;
    const std::size_t first = std::max(kept, at);
    shared.append(content.substr(first, at + kPiece - first));
    kept = at + kPiece;
  }
  return shared;
}

std::string finished(const std::string& content, std::string_view samples,
                     const std::vector<std::size_t>& sizes) {
  std::string dictionary(kDictionaryBytes, '\0');
  ZDICT_params_t parameters{};
  parameters.compressionLevel = kLevel;
  const std::size_t size = ZDICT_finalizeDictionary(
      dictionary.data(), dictionary.size(), content.data(), content.size(), samples.data(),
      sizes.data(), static_cast<unsigned>(sizes.size()), parameters);
  if (ZDICT_isError(size) != 0) return {};
  dictionary.resize(size);
  return dictionary;
}

}  // namespace

std::string train_dictionary(const std::vector<std::string>& records) {
  if (records.size() < kFewestTrainingRecords) return {};
  std::string samples;
  std::vector<std::size_t> sizes;
  for (const std::string& record : records) {
    if (samples.size() + record.size() > kMostTrainingBytes) break;
    samples.append(record);
    sizes.push_back(record.size());
  }
  std::string dictionary(kDictionaryBytes, '\0');
  const std::size_t size =
      ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), samples.data(), sizes.data(),
                            static_cast<unsigned>(sizes.size()));
  if (ZDICT_isError(size) != 0) return {};
  dictionary.resize(size);
  return finished(shared_pieces(dictionary, samples, sizes), samples, sizes);
}

struct RecordPacker::Impl {
  std::unique_ptr<ZSTD_CDict, Free> dictionary;
  std::unique_ptr<ZSTD_CCtx, Free> context;
  std::string frame;
};

RecordPacker::RecordPacker(std::string_view dictionary) : impl_(std::make_unique<Impl>()) {
  impl_->context.reset(ZSTD_createCCtx());
  impl_->dictionary.reset(ZSTD_createCDict(dictionary.data(), dictionary.size(), kLevel));
  // zstd fails here for want of memory only.
  if (!impl_->context || !impl_->dictionary) throw std::bad_alloc();
}
RecordPacker::RecordPacker(RecordPacker&&) noexcept = default;
RecordPacker& RecordPacker::operator=(RecordPacker&&) noexcept = default;
RecordPacker::~RecordPacker() = default;

std::string_view RecordPacker::pack(std::string_view record) {
  impl_->frame.resize(ZSTD_compressBound(record.size()));
  const std::size_t size =
      ZSTD_compress_usingCDict(impl_->context.get(), impl_->frame.data(), impl_->frame.size(),
                               record.data(), record.size(), impl_->dictionary.get());
  // The frame has room for the worst case, so that only memory can be missing.
  if (ZSTD_isError(size) != 0) throw std::bad_alloc();
  return std::string_view(impl_->frame).substr(0, size);
}

}  // namespace backfile
