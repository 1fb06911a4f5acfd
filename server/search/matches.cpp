// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/matches.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <span>
#include <utility>

#include "common/index/terms.h"
#include "common/text.h"
#include "server/query/proximity.h"
#include "server/search/place_matcher.h"
#include "server/search/places.h"

namespace backfile {
namespace {

// Finds what a tree matches in one segment, dead documents included.
class TreeMatcher {
 public:
  TreeMatcher(const MatchScope& scope, Reader& reader, std::size_t segment)
      : scope_(scope),
        segment_(scope.snapshot.segment(segment)),
        number_(segment),
        reader_(reader),
        postings_(segment_, reader, scope.deadline) {}

  Result<DocIds> match(const Node& node) {
    if (needs_places(node)) return match_places(node, nullptr);
    switch (node.kind) {
      case Node::Kind::And: return conjunction(node);
      case Node::Kind::Or: return disjunction(node);
      case Node::Kind::Not: {
        Result<DocIds> unwanted = match(node.children.front());
        if (!unwanted) return unwanted;
        return difference(all(), *unwanted);
      }
      case Node::Kind::Date: return dates(node);
      case Node::Kind::Length: return lengths(node);
      case Node::Kind::Near:
      case Node::Kind::AtLeast:
      case Node::Kind::Word:
      case Node::Kind::Exact:
      case Node::Kind::Prefix:
      case Node::Kind::Pattern:
      case Node::Kind::Fuzzy: break;
      case Node::Kind::Keyword:
        if (node.field && field(*node.field).kind == FieldKind::Identity) return identities(node);
        // Stories change with each revision, and the cache knows segments only.
        if (node.field == FieldId::Story) return of_story(node);
        if (node.field == FieldId::Source) return of_source(node);
        break;
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
      if (needs_places(child)) continue;
      Result<DocIds> found = match(negated ? child.children.front() : child);
      if (!found) return found;
      (negated ? unwanted : wanted).push_back(*std::move(found));
    }
    std::ranges::sort(wanted, {}, &DocIds::size);
    DocIds left = wanted.empty() ? all() : wanted.front();
    for (std::size_t i = 1; i < wanted.size(); ++i) left = intersection(left, wanted[i]);
    for (const DocIds& list : unwanted) left = difference(left, list);
    for (const Node& child : node.children) {
      if (!needs_places(child)) continue;
      Result<DocIds> found = match_places(child, &left);
      if (!found) return found;
      left = intersection(left, *found);
    }
    return left;
  }

  // What is found by places. With `within` articles that are not among these may be missing from
  // the answer.
  Result<DocIds> match_places(const Node& node, const DocIds* within) {
    // Also when the places are known: the weights of the words are asked for.
    Result<DocIds> candidates = match(without_places(node));
    if (!candidates) return candidates;
    const std::string name = leaf_name(node);
    const std::string key = segment_.opening() + " " + name;
    SharedPostings known = leaves_.contains(name) ? leaves_[name] : scope_.cache.find(key);
    PlaceMatcher matcher(node, segment_, reader_, scope_.deadline);
    // The weight of a lead needs the whole list.
    const bool weighty = node.kind != Node::Kind::Near && node.kind != Node::Kind::AtLeast;
    if (!known && within != nullptr && !weighty && within->size() < candidates->size() / 2) {
      Result<PostingList> found = matcher.among(intersection(*candidates, *within));
      if (!found) return found.error();
      return DocIds(std::move(found->docids));
    }
    if (!known) {
      const Result<SharedPostings> made = keep(key, [&] { return matcher.among(*candidates); });
      if (!made) return made.error();
      known = *made;
    }
    leaves_[name] = known;
    return documents_of(known);
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

  DocIds lengths(const Node& node) const {
    const std::span<const std::uint32_t> words = segment_.columns().words;
    std::vector<std::uint32_t> found;
    for (std::uint32_t docid = 1; docid <= words.size(); ++docid) {
      const std::int64_t count = words[docid - 1];
      if (count >= node.from && count < node.until) found.push_back(docid);
    }
    return DocIds(std::move(found));
  }

  // The article with an id, or with a URL as its own, and those that came under it and were not
  // stored again. Not kept: a later revision may know more of a segment's articles.
  DocIds identities(const Node& node) const {
    const Removals& removals = scope_.snapshot.removals();
    std::vector<std::string> terms;
    if (node.field == FieldId::Id) {
      terms.push_back(id_term(removals.resolve(node.value)));
    } else {
      const std::string key = url_key(node.value);
      terms = {id_term(key), url_term(key)};
      if (const std::string other = removals.id_at(key); !other.empty()) {
        terms.push_back(id_term(removals.resolve(other)));
      }
    }
    std::vector<std::uint32_t> found;
    for (const std::string& term : terms) {
      segment_.postings().for_each(
          term, [&](std::uint32_t docid, std::uint32_t) { found.push_back(docid); });
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return DocIds(std::move(found));
  }

  DocIds of_story(const Node& node) const {
    const StoryColumn& stories = scope_.snapshot.stories().column(number_);
    const auto ordinal = stories.column().find(fold(node.value));
    return ordinal ? DocIds(stories.documents_of(*ordinal)) : DocIds();
  }

  // As a filter has it: whatever a source was ever called leads to all of its articles. The names
  // change with each revision; what a segment has of a source, by its id, does not and is kept.
  Result<DocIds> of_source(const Node& node) {
    const Dictionary& sources = scope_.snapshot.dictionary(FieldId::Source);
    std::vector<DocIds> lists;
    for (const std::uint32_t number : sources.find(node.value)) {
      Node source = node;
      source.value = sources.entries()[number].value;
      const Result<SharedPostings> list = leaf(source);
      if (!list) return list.error();
      lists.push_back(documents_of(*list));
    }
    return union_of(lists, segment_.documents());
  }

  Result<SharedPostings> leaf(const Node& node) {
    const std::string name = leaf_name(node);
    SharedPostings& held = leaves_[name];
    if (held) return held;
    const std::string key = segment_.opening() + " " + name;
    held = scope_.cache.find(key);
    if (held) return held;
    const Result<SharedPostings> read = keep(key, [&] { return postings_.read(node); });
    if (!read) return read.error();
    held = *read;
    return held;
  }

  // What `make` makes, under its key in the cache from now on.
  template <typename Make>
  Result<SharedPostings> keep(const std::string& key, const Make& make) {
    const auto began = PostingCache::Clock::now();
    Result<PostingList> made = make();
    if (!made) return made.error();
    auto list = std::make_shared<const PostingList>(*std::move(made));
    scope_.cache.insert(key, list, PostingCache::Clock::now() - began);
    return SharedPostings(std::move(list));
  }

  const MatchScope& scope_;
  const Segment& segment_;
  const std::size_t number_;  // Of the segment.
  Reader& reader_;
  PostingReader postings_;
  std::map<std::string, SharedPostings> leaves_;
};

// Sorts the live articles of a segment by the filters that they fail.
void sort_by_filters(const MatchScope& scope, std::size_t segment, const DocIds& found,
                     SegmentMatches* matches) {
  const SegmentFilter& filter = scope.filters.segment(segment);
  std::vector<std::uint32_t> passed;
  std::array<std::vector<std::uint32_t>, kFieldCount> passed_but_one;
  const auto ahead = [&filter](std::uint32_t later, std::uint32_t sooner) {
    filter.prefetch(later, sooner);
  };
  found.for_each(ahead, [&](std::uint32_t docid) {
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

std::uint64_t articles_in(const std::vector<SegmentMatches>& matches) {
  std::uint64_t articles = 0;
  for (const SegmentMatches& of_segment : matches) articles += of_segment.passed.size();
  return articles;
}

std::string leaf_name(const Node& leaf) {
  // Not in folded words.
  constexpr char kBetween = '\x1f';
  constexpr char kOpen = '\x1e';
  constexpr char kClose = '\x1d';
  std::string name(1, static_cast<char>('a' + static_cast<int>(leaf.kind)));
  if (leaf.field) name.append(field(*leaf.field).name);
  for (const std::string& word : leaf.words) name.append(1, kBetween).append(word);
  if (leaf.kind == Node::Kind::Keyword) name.append(1, kBetween).append(fold(leaf.value));
  if (leaf.count > 0) name.append(std::to_string(leaf.count));
  if (!leaf.language.empty()) name.append(1, kBetween).append(leaf.language);
  if (leaf.as_written) name.append(1, kOpen).append(leaf.value);
  if (leaf.children.empty()) return name;
  if (leaf.kind == Node::Kind::Near) name.append(to_string(leaf.nearness));
  for (const Node& child : leaf.children) {
    name.append(1, kOpen).append(leaf_name(child)).append(1, kClose);
  }
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
