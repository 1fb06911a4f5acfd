// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/matches.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

#include "common/text.h"

namespace backfile {
namespace {

// Finds what a tree matches in one segment, dead documents included.
class TreeMatcher {
 public:
  TreeMatcher(const MatchScope& scope, Reader& reader, std::size_t segment)
      : scope_(scope),
        segment_(scope.snapshot.segment(segment)),
        postings_(segment_, reader, scope.deadline) {}

  Result<DocIds> match(const Node& node) {
    switch (node.kind) {
      case Node::Kind::And: return conjunction(node);
      case Node::Kind::Or: return disjunction(node);
      case Node::Kind::Not: {
        Result<DocIds> unwanted = match(node.children.front());
        if (!unwanted) return unwanted;
        return difference(all(), *unwanted);
      }
      case Node::Kind::Date: return dates(node);
      case Node::Kind::Word:
      case Node::Kind::Exact:
      case Node::Kind::Prefix:
      case Node::Kind::Keyword: break;
    }
    const Result<SharedPostings> list = leaf(node);
    if (!list) return list.error();
    return documents_of(*list);
  }

  std::map<std::string, SharedPostings> take_leaves() { return std::move(leaves_); }

 private:
  DocIds all() const { return DocIds::range(1, segment_.documents() + 1); }

  // The shortest lists first: what follows is never longer than they are.
  Result<DocIds> conjunction(const Node& node) {
    std::vector<DocIds> wanted;
    std::vector<DocIds> unwanted;
    for (const Node& child : node.children) {
      const bool negated = child.kind == Node::Kind::Not;
      Result<DocIds> found = match(negated ? child.children.front() : child);
      if (!found) return found;
      (negated ? unwanted : wanted).push_back(*std::move(found));
    }
    std::ranges::sort(wanted, {}, &DocIds::size);
    DocIds left = wanted.empty() ? all() : wanted.front();
    for (std::size_t i = 1; i < wanted.size(); ++i) left = intersection(left, wanted[i]);
    for (const DocIds& list : unwanted) left = difference(left, list);
    return left;
  }

  Result<DocIds> disjunction(const Node& node) {
    std::vector<DocIds> lists;
    for (const Node& child : node.children) {
      Result<DocIds> found = match(child);
      if (!found) return found;
      lists.push_back(*std::move(found));
    }
    return union_of(lists, segment_.documents());
  }

  DocIds dates(const Node& node) const {
    const auto [first, last] = published_within(segment_.columns(), node.from, node.until);
    return DocIds::range(first, last);
  }

  Result<SharedPostings> leaf(const Node& node) {
    const std::string name = leaf_name(node);
    SharedPostings& held = leaves_[name];
    if (held) return held;
    const std::string key = segment_.name() + " " + name;
    held = scope_.cache.find(key);
    if (held) return held;
    Result<PostingList> read = postings_.read(node);
    if (!read) return read.error();
    held = std::make_shared<const PostingList>(*std::move(read));
    scope_.cache.insert(key, held);
    return held;
  }

  const MatchScope& scope_;
  const Segment& segment_;
  PostingReader postings_;
  std::map<std::string, SharedPostings> leaves_;
};

// Sorts the live articles of a segment by the filters that they fail.
void sort_by_filters(const MatchScope& scope, std::size_t segment, const DocIds& found,
                     SegmentMatches* matches) {
  const SegmentFilter& filter = scope.filters.segment(segment);
  std::vector<std::uint32_t> passed;
  std::array<std::vector<std::uint32_t>, kFieldCount> passed_but_one;
  found.for_each([&](std::uint32_t docid) {
    if (filter.is_dead(docid)) return;
    const FailedFilters failed = filter.failed(docid);
    if (failed == 0) {
      passed.push_back(docid);
    } else if (std::has_single_bit(failed) && (failed & scope.forgiven) != 0) {
      passed_but_one[static_cast<std::size_t>(std::countr_zero(failed))].push_back(docid);
    }
  });
  matches->passed = DocIds(std::move(passed));
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    if (!passed_but_one[i].empty()) {
      matches->passed_but_one[i] = DocIds(std::move(passed_but_one[i]));
    }
  }
}

}  // namespace

std::string leaf_name(const Node& leaf) {
  constexpr char kBetween = '\x1f';  // Not in folded words.
  std::string name(1, static_cast<char>('0' + static_cast<int>(leaf.kind)));
  if (leaf.field) name.append(field(*leaf.field).name);
  for (const std::string& word : leaf.words) name.append(1, kBetween).append(word);
  if (leaf.kind == Node::Kind::Keyword) name.append(1, kBetween).append(fold(leaf.value));
  return name;
}

Result<SegmentMatches> find_matches(const MatchScope& scope, Reader& reader, const Node* root,
                                    std::size_t segment) {
  const SegmentFilter& filter = scope.filters.segment(segment);
  SegmentMatches matches;
  const DocIds within = filter.within_dates();
  DocIds found = within;
  if (root != nullptr && !within.empty()) {
    TreeMatcher matcher(scope, reader, segment);
    Result<DocIds> matched = matcher.match(*root);
    if (!matched) return matched.error();
    found = intersection(*matched, within);
    matches.leaves = matcher.take_leaves();
  }
  if (filter.passes_all()) {
    matches.passed = std::move(found);
  } else {
    sort_by_filters(scope, segment, found, &matches);
  }
  return matches;
}

}  // namespace backfile
