// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/doc_ids.h"

#include <bit>

namespace backfile {
namespace {

// Near places are looked for in blocks, each of which is compared as a whole: which of a few docids
// is the first one that is not below another cannot be foretold.
constexpr std::size_t kBlock = 8;
constexpr std::size_t kBlocksRead = 4;

// The members of `few` that are, or are not, in `many`. Branchless stores: which way a comparison
// goes cannot be foretold.
std::vector<std::uint32_t> select_by_search(const DocIds& few, const DocIds& many, bool present) {
  std::vector<std::uint32_t> found(few.size());
  std::size_t count = 0;
  const std::uint32_t* at = many.data();
  const std::uint32_t* const end = at + many.size();
  few.for_each([&](std::uint32_t docid) {
    at = gallop(at, end, docid);
    found.data()[count] = docid;
    count += ((at != end && *at == docid) == present) ? 1 : 0;
  });
  found.resize(count);
  return found;
}

std::vector<std::uint32_t> intersect_by_reading(const DocIds& a, const DocIds& b) {
  std::vector<std::uint32_t> found(std::min(a.size(), b.size()) + 1);
  std::size_t count = 0;
  const std::uint32_t* left = a.data();
  const std::uint32_t* right = b.data();
  const std::uint32_t* const left_end = left + a.size();
  const std::uint32_t* const right_end = right + b.size();
  while (left != left_end && right != right_end) {
    const std::uint32_t x = *left;
    const std::uint32_t y = *right;
    found.data()[count] = x;
    count += x == y ? 1 : 0;
    left += x <= y ? 1 : 0;
    right += y <= x ? 1 : 0;
  }
  found.resize(count);
  return found;
}

// One bit a document.
class Bits {
 public:
  explicit Bits(std::uint32_t documents) : words_(documents / 64 + 1) {}

  void add(const DocIds& ids) {
    std::uint64_t* const words = words_.data();
    ids.for_each([words](std::uint32_t docid) { words[docid / 64] |= 1ULL << (docid % 64); });
  }

  std::vector<std::uint32_t> list() const {
    std::size_t count = 0;
    for (const std::uint64_t word : words_) count += static_cast<std::size_t>(std::popcount(word));
    std::vector<std::uint32_t> ids(count);
    std::uint32_t* to = ids.data();
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::uint64_t word = words_[i]; word != 0; word &= word - 1) {
        *to++ =
            static_cast<std::uint32_t>(i * 64) + static_cast<std::uint32_t>(std::countr_zero(word));
      }
    }
    return ids;
  }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace

const std::uint32_t* gallop(const std::uint32_t* at, const std::uint32_t* end,
                            std::uint32_t wanted) {
  for (std::size_t block = 0; block < kBlocksRead; ++block, at += kBlock) {
    if (static_cast<std::size_t>(end - at) < kBlock) return std::lower_bound(at, end, wanted);
    if (at[kBlock - 1] < wanted) continue;
    std::size_t below = 0;
    for (std::size_t i = 0; i < kBlock; ++i) below += at[i] < wanted ? 1 : 0;
    return at + below;
  }
  std::size_t step = kBlock;
  while (static_cast<std::size_t>(end - at) > step && at[step] < wanted) {
    at += step;
    step *= 2;
  }
  const std::size_t rest = std::min<std::size_t>(static_cast<std::size_t>(end - at), step + 1);
  return std::lower_bound(at, at + rest, wanted);
}

DocIds intersection(const DocIds& a, const DocIds& b) {
  if (a.empty() || b.empty()) return {};
  if (a.data() == nullptr) {
    return b.within(a.first(), a.first() + static_cast<std::uint32_t>(a.size()));
  }
  if (b.data() == nullptr) return intersection(b, a);
  const DocIds& few = a.size() < b.size() ? a : b;
  const DocIds& many = a.size() < b.size() ? b : a;
  if (is_worth_galloping(few.size(), many.size())) {
    return DocIds(select_by_search(few, many, true));
  }
  return DocIds(intersect_by_reading(a, b));
}

DocIds difference(const DocIds& a, const DocIds& b) {
  if (a.empty() || b.empty()) return a;
  std::vector<std::uint32_t> rest;
  if (b.data() == nullptr) {
    const std::uint32_t end = b.first() + static_cast<std::uint32_t>(b.size());
    a.for_each([&](std::uint32_t docid) {
      if (docid < b.first() || docid >= end) rest.push_back(docid);
    });
    return DocIds(std::move(rest));
  }
  return DocIds(select_by_search(a, b, false));
}

DocIds union_of(const std::vector<DocIds>& lists, std::uint32_t documents) {
  if (lists.empty()) return {};
  if (lists.size() == 1) return lists[0];
  Bits bits(documents);
  for (const DocIds& list : lists) bits.add(list);
  return DocIds(bits.list());
}

}  // namespace backfile
