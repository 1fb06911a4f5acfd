// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/posting_list.h"

#include <algorithm>
#include <utility>

namespace backfile {
namespace {

// More lists than this are added up in an array of all documents.
constexpr std::size_t kFewLists = 3;

PostingList add_two(const PostingList& a, const PostingList& b) {
  PostingList sum;
  sum.docids.resize(a.docids.size() + b.docids.size());
  sum.frequencies.resize(sum.docids.size());
  std::size_t i = 0;
  std::size_t j = 0;
  std::size_t to = 0;
  while (i < a.docids.size() && j < b.docids.size()) {
    const std::uint32_t x = a.docids.data()[i];
    const std::uint32_t y = b.docids.data()[j];
    sum.docids.data()[to] = std::min(x, y);
    sum.frequencies.data()[to++] = bounded_frequency((x <= y ? a.frequencies.data()[i] : 0U) +
                                                     (y <= x ? b.frequencies.data()[j] : 0U));
    i += x <= y ? 1 : 0;
    j += y <= x ? 1 : 0;
  }
  const auto copy_rest = [&](const PostingList& rest, std::size_t from) {
    for (; from < rest.docids.size(); ++from, ++to) {
      sum.docids.data()[to] = rest.docids.data()[from];
      sum.frequencies.data()[to] = rest.frequencies.data()[from];
    }
  };
  copy_rest(a, i);
  copy_rest(b, j);
  sum.docids.resize(to);
  sum.frequencies.resize(to);
  return sum;
}

PostingList add_in_array(const std::vector<PostingList>& lists, std::uint32_t documents) {
  std::vector<std::uint8_t> sums(documents + std::size_t{1});
  for (const PostingList& list : lists) {
    for (std::size_t i = 0; i < list.docids.size(); ++i) {
      std::uint8_t& sum = sums.data()[list.docids.data()[i]];
      sum = bounded_frequency(std::uint32_t{sum} + list.frequencies.data()[i]);
    }
  }
  PostingList result;
  for (std::uint32_t docid = 1; docid <= documents; ++docid) {
    if (sums.data()[docid] == 0) continue;
    result.docids.push_back(docid);
    result.frequencies.push_back(sums.data()[docid]);
  }
  return result;
}

}  // namespace

PostingList add_up(std::vector<PostingList> lists, std::uint32_t documents) {
  if (lists.size() > kFewLists) return add_in_array(lists, documents);
  if (lists.empty()) return {};
  PostingList sum = std::move(lists[0]);
  for (std::size_t i = 1; i < lists.size(); ++i) sum = add_two(sum, lists[i]);
  return sum;
}

void weigh_titles(const PostingList& in_titles, PostingList* anywhere) {
  const std::uint32_t* const begin = anywhere->docids.data();
  const std::uint32_t* const end = begin + anywhere->docids.size();
  const std::uint32_t* at = begin;
  for (std::size_t i = 0; i < in_titles.docids.size(); ++i) {
    at = gallop(at, end, in_titles.docids[i]);
    if (at == end) return;
    if (*at != in_titles.docids[i]) continue;
    std::uint8_t& sum = anywhere->frequencies[static_cast<std::size_t>(at - begin)];
    sum = bounded_frequency(std::uint32_t{sum} +
                            (kTitleWeight - 1) * std::uint32_t{in_titles.frequencies[i]});
  }
}

}  // namespace backfile
