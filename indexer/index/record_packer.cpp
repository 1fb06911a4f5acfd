// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/record_packer.h"

#include <zdict.h>
#include <zstd.h>

#include <new>

namespace backfile {
namespace {

constexpr int kLevel = 3;
constexpr std::size_t kDictionaryBytes = 112 << 10;

struct Free {
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

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
  return dictionary;
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
