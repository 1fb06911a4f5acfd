// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/copy_signature.h"

#include <algorithm>
#include <utility>

#include "common/little_endian.h"

namespace backfile {
namespace {

// A shingle of the first words is taken when its lowest 2 bits are 0, of the others when 3 are.
constexpr std::size_t kWordsOfLead = 120;
constexpr std::uint64_t kMaskInLead = 3;
constexpr std::uint64_t kMaskBehindLead = 7;

}  // namespace

void CopySignature::add_text_word(std::uint64_t word) {
  const std::optional<std::uint64_t> shingle = text_.add(word);
  if (!shingle || text_.words() > kMostWordsCompared) return;
  const std::uint64_t mask = text_.words() <= kWordsOfLead ? kMaskInLead : kMaskBehindLead;
  if ((*shingle & mask) != 0) return;
  sampled_.push_back(static_cast<std::uint32_t>(*shingle >> (64 - ShingleSample::kBits)));
}

std::uint64_t CopySignature::whole() const {
  if (title_.words() + text_.words() < kFewestWordsOfCopy) return 0;
  const std::uint64_t number =
      text_.words() < kFewestWordsOfCopy ? text_.whole() ^ title_.whole() : text_.whole();
  return std::max<std::uint64_t>(1, number);
}

std::string CopySignature::sample() {
  std::ranges::sort(sampled_);
  const auto repeated = std::ranges::unique(sampled_);
  sampled_.erase(repeated.begin(), repeated.end());
  std::string bytes;
  for (const std::uint32_t number : sampled_) {
    for (unsigned shift = 0; shift < ShingleSample::kBits; shift += 8) {
      bytes.push_back(static_cast<char>(number >> shift & 0xff));
    }
  }
  return bytes;
}

std::size_t count_shared(const ShingleSample& a, const ShingleSample& b) {
  std::size_t shared = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const std::uint32_t left = a[i];
    const std::uint32_t right = b[j];
    if (left == right) ++shared;
    if (left <= right) ++i;
    if (right <= left) ++j;
  }
  return shared;
}

bool may_be_copies(std::size_t shared, std::size_t a, std::size_t b) {
  const std::size_t smaller = std::min(a, b);
  return shared >= std::min<std::size_t>(2, smaller) && shared > 0 && shared * 5 >= smaller;
}

Result<CopiesFile> CopiesFile::open(const std::string& path, std::uint32_t documents) {
  Result<ItemFile> file = open_view<ItemFile>(path);
  if (!file) return std::move(file).error();
  if (file->documents() != documents ||
      file->preamble().size() != documents * sizeof(std::uint64_t)) {
    return Error{ErrorCode::Corrupt, path + " is damaged; run `backfile-index verify`"};
  }
  return CopiesFile(*std::move(file));
}

std::uint64_t CopiesFile::whole(std::uint32_t docid) const {
  return read_number<std::uint64_t>(file_.preamble(), (docid - std::size_t{1}) * 8);
}

}  // namespace backfile
