// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/occurrences.h"

#include <algorithm>
#include <utility>

#include "server/query/made_nodes.h"
#include "server/search/passage_reader.h"
#include "server/search/place_matcher.h"

namespace backfile {
namespace {

constexpr std::size_t kArticlesBetweenLooks = 64;

void collect(const Node& node, std::vector<Node>* wanted) {
  if (node.kind == Node::Kind::Not) return;
  if (has_places(node)) {
    if (std::ranges::find(*wanted, node) == wanted->end()) wanted->push_back(node);
    return;
  }
  for (const Node& child : node.children) collect(child, wanted);
}

Error nothing_to_find() {
  Error error{ErrorCode::InvalidArgument, "The query must have a word to look for."};
  error.detail.kind = "bad_value";
  error.detail.parameter = "q";
  return error;
}

}  // namespace

Result<Node> wanted_places(const std::optional<Node>& root) {
  std::vector<Node> wanted;
  if (root) collect(*root, &wanted);
  if (wanted.empty()) return nothing_to_find();
  return any_of(std::move(wanted));
}

Result<void> for_each_passage(const Work& work, const std::vector<SegmentMatches>& matches,
                              const Node& wanted,
                              const std::function<Result<void>(const FoundPlaces&)>& visit) {
  PlaceFinder finder(wanted);
  for (std::size_t s = 0; s < matches.size(); ++s) {
    const DocIds& articles = matches[s].passed;
    if (articles.empty()) continue;
    PassageReader reader(finder.slots(), work.snapshot.segment(s), work.reader);
    const auto ahead = [&reader](std::uint32_t later, std::uint32_t sooner) {
      reader.look_ahead(later, sooner);
    };
    for (std::size_t i = 0; i < articles.size(); ++i) {
      if (i % kArticlesBetweenLooks == 0 && std::chrono::steady_clock::now() > work.deadline) {
        return deadline_error();
      }
      articles.look_ahead(i, ahead);
      if (Result<void> read = reader.read_exactly(articles[i], finder.needs_marks()); !read) {
        return read;
      }
      for (const Passage* passage : {&reader.title(), &reader.text()}) {
        const std::optional<std::vector<Place>> places = finder.places(*passage);
        if (!places) return too_many_places();
        if (places->empty()) continue;
        const FoundPlaces found{s, articles[i], passage->field, *places, passage->size};
        if (Result<void> done = visit(found); !done) return done;
      }
    }
  }
  return {};
}

}  // namespace backfile
