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

 private:
  std::shared_ptr<const std::vector<std::uint32_t>> list_;
  const std::uint32_t* data_ = nullptr;
  std::uint32_t first_ = 1;
  std::size_t size_ = 0;
};

inline bool contains(const DocIds& ids, std::uint32_t docid) {
  return !ids.within(docid, docid + 1).empty();
}

// Set operations. They take time in the shorter list where the other is much longer.
DocIds intersection(const DocIds& a, const DocIds& b);
DocIds difference(const DocIds& a, const DocIds& b);
// Of lists of documents up to `documents`.
DocIds union_of(const std::vector<DocIds>& lists, std::uint32_t documents);

}  // namespace backfile
