// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace backfile {

// Documents of a segment, ascending, which is newest first: a list, perhaps shared with others, or
// all of a range. A value: copying costs nothing, and nobody changes the list.
class DocIds {
 public:
  DocIds() = default;  // None.

  // [first, last); docids begin at 1.
  static DocIds range(std::uint32_t first, std::uint32_t last) {
    DocIds ids;
    ids.first_ = first;
    ids.size_ = last > first ? last - first : 0;
    return ids;
  }
  explicit DocIds(std::shared_ptr<const std::vector<std::uint32_t>> list)
      : list_(std::move(list)), data_(list_->data()), size_(list_->size()) {}
  explicit DocIds(std::vector<std::uint32_t> list)
      : DocIds(std::make_shared<const std::vector<std::uint32_t>>(std::move(list))) {}

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::uint32_t operator[](std::size_t i) const {
    return data_ == nullptr ? first_ + static_cast<std::uint32_t>(i) : data_[i];
  }

  // Null for a range, which then begins at first().
  const std::uint32_t* data() const { return data_; }
  std::uint32_t first() const { return first_; }

  // How many are below `docid`.
  std::size_t count_below(std::uint32_t docid) const {
    if (data_ != nullptr) {
      return static_cast<std::size_t>(std::lower_bound(data_, data_ + size_, docid) - data_);
    }
    return docid <= first_ ? 0 : std::min<std::size_t>(docid - first_, size_);
  }

  // Those in [first, last).
  DocIds within(std::uint32_t first, std::uint32_t last) const {
    const std::size_t begin = count_below(first);
    const std::size_t end = std::max(begin, count_below(last));
    DocIds ids = *this;
    ids.size_ = end - begin;
    if (data_ != nullptr) {
      ids.data_ += begin;
    } else {
      ids.first_ += static_cast<std::uint32_t>(begin);
    }
    return ids;
  }

  template <typename Visit>
  void for_each(const Visit& visit) const {
    if (data_ != nullptr) {
      for (const std::uint32_t *at = data_, *end = data_ + size_; at != end; ++at) visit(*at);
    } else {
      const auto end = first_ + static_cast<std::uint32_t>(size_);
      for (std::uint32_t docid = first_; docid != end; ++docid) visit(docid);
    }
  }

  // For asking memory (prefetch.h) for what is going to be read of scattered documents, each of
  // which would be waited for: when it is the turn of place `i` of a list, calls
  // `ahead(later, sooner)` with the docids of two places behind it. Does nothing for a range, whose
  // documents are neighbours.
  template <typename Ahead>
  void look_ahead(std::size_t i, const Ahead& ahead) const {
    if (data_ != nullptr && i + kLater < size_) ahead(data_[i + kLater], data_[i + kSooner]);
  }

  // As for_each(visit), looking ahead.
  template <typename Ahead, typename Visit>
  void for_each(const Ahead& ahead, const Visit& visit) const {
    if (data_ == nullptr) return for_each(visit);
    for (std::size_t i = 0; i < size_; ++i) {
      look_ahead(i, ahead);
      visit(data_[i]);
    }
  }

 private:
  static constexpr std::size_t kSooner = 8;
  static constexpr std::size_t kLater = 24;

  std::shared_ptr<const std::vector<std::uint32_t>> list_;
  const std::uint32_t* data_ = nullptr;
  std::uint32_t first_ = 1;
  std::size_t size_ = 0;
};

inline bool contains(const DocIds& ids, std::uint32_t docid) {
  return !ids.within(docid, docid + 1).empty();
}

// Whether the docids of a longer list that are in a shorter one are found sooner by galloping than
// by reading both; measured.
inline bool is_worth_galloping(std::size_t shorter, std::size_t longer) {
  return longer / 2 >= shorter;
}

// The first place of [at, end), docids in order, that is not below `wanted`. It costs little where
// that place is near: the next docids are read, and then the steps double.
const std::uint32_t* gallop(const std::uint32_t* at, const std::uint32_t* end,
                            std::uint32_t wanted);

// Set operations. They take time in the shorter list where the other is much longer.
DocIds intersection(const DocIds& a, const DocIds& b);
DocIds difference(const DocIds& a, const DocIds& b);
// Of lists of documents up to `documents`.
DocIds union_of(const std::vector<DocIds>& lists, std::uint32_t documents);

}  // namespace backfile
