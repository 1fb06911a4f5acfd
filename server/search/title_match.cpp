// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/title_match.h"

#include <algorithm>
#include <utility>

#include "common/index/token_stream.h"
#include "server/search/snapshot.h"

namespace backfile {
namespace {

struct LeafInTitles {
  SharedPostings list;
  std::size_t words;  // That one match of it has.
};

std::uint32_t frequency_in(const PostingList& list, std::uint32_t docid) {
  const auto at = std::ranges::lower_bound(list.docids, docid);
  return list.frequencies[static_cast<std::size_t>(at - list.docids.begin())];
}

float share_of_title(const std::vector<LeafInTitles>& leaves, const Segment& segment,
                     std::uint32_t docid) {
  const std::size_t length = count_words(token_stream(segment.tokens().item(docid)).title);
  std::size_t asked_for = 0;
  for (const LeafInTitles& leaf : leaves) asked_for += frequency_in(*leaf.list, docid) * leaf.words;
  return static_cast<float>(std::min(asked_for, length)) / static_cast<float>(length);
}

}  // namespace

bool can_be_a_title(const std::vector<const Node*>& leaves) {
  std::size_t words = 0;
  for (const Node* leaf : leaves) {
    const bool is_plain = leaf->kind == Node::Kind::Word || leaf->kind == Node::Kind::Exact;
    if (!is_plain || leaf->as_written || leaf->field.value_or(FieldId::Title) != FieldId::Title) {
      return false;
    }
    words += leaf->words.size();
  }
  return words > 1;
}

Result<std::vector<TitleMatch>> match_titles(const MatchScope& scope, Reader& reader,
                                             const std::vector<const Node*>& leaves,
                                             const DocIds& documents, std::size_t segment) {
  DocIds left = documents;
  std::vector<LeafInTitles> found;
  for (const Node* leaf : leaves) {
    if (left.empty()) break;
    Node in_title = *leaf;
    in_title.field = FieldId::Title;
    Result<SegmentMatches> matches = find_matches(scope, reader, &in_title, segment);
    if (!matches) return matches.error();
    found.push_back({matches->leaves.at(leaf_name(in_title)), leaf->words.size()});
    left = intersection(left, documents_of(found.back().list));
  }
  std::vector<TitleMatch> titles;
  left.for_each([&](std::uint32_t docid) {
    titles.push_back({docid, share_of_title(found, scope.snapshot.segment(segment), docid)});
  });
  return titles;
}

}  // namespace backfile
