// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/records.h"

#include <zstd.h>

#include <utility>

namespace backfile {
namespace {

struct Free {
  void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

ZSTD_DCtx* context_of_thread() {
  thread_local const std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
  return context.get();
}

}  // namespace

struct Records::Impl {
  std::string path;
  ItemFile file;
  std::unique_ptr<ZSTD_DDict, Free> dictionary;
};

Records::Records(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Records::Records(Records&&) noexcept = default;
Records& Records::operator=(Records&&) noexcept = default;
Records::~Records() = default;

Result<Records> Records::open(MappedFile mapped) {
  const std::string path = mapped.path();
  Result<ItemFile> file = ItemFile::open(std::move(mapped));
  if (!file) return std::move(file).error();
  auto impl = std::make_unique<Impl>(Impl{path, *std::move(file), nullptr});
  const std::span<const std::uint8_t> dictionary = impl->file.preamble();
  impl->dictionary.reset(ZSTD_createDDict(dictionary.data(), dictionary.size()));
  if (!impl->dictionary) {
    return Error{ErrorCode::Corrupt, "the dictionary of " + path + " cannot be used"};
  }
  return Records(std::move(impl));
}

std::uint32_t Records::documents() const { return impl_->file.documents(); }

std::string_view Records::dictionary() const {
  const std::span<const std::uint8_t> bytes = impl_->file.preamble();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::span<const std::uint8_t> Records::frame(std::uint32_t docid) const {
  return impl_->file.item(docid);
}

Result<std::string> Records::record(std::uint32_t docid) const {
  const std::span<const std::uint8_t> packed = frame(docid);
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  const auto damaged = [&] {
    return Error{ErrorCode::Corrupt, "the record of document " + std::to_string(docid) + " in " +
                                         impl_->path + " is damaged"};
  };
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kLongestRecord) {
    return damaged();
  }
  std::string record(size, '\0');
  const std::size_t unpacked =
      ZSTD_decompress_usingDDict(context_of_thread(), record.data(), record.size(), packed.data(),
                                 packed.size(), impl_->dictionary.get());
  if (ZSTD_isError(unpacked) != 0 || unpacked != size) return damaged();
  return record;
}

}  // namespace backfile
