// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/place_matcher.h"

#include <optional>

namespace backfile {
namespace {

// An article in which the words stand in hundreds of places takes milliseconds.
constexpr std::size_t kArticlesBetweenLooks = 8;

}  // namespace

Error too_many_places() {
  Error error{ErrorCode::InvalidArgument,
              "The words near each other stand in too many places of an article; use rarer words, "
              "or shorter distances in the inner brackets."};
  error.detail.parameter = "q";
  return error;
}

PlaceMatcher::PlaceMatcher(const Node& node, const Segment& segment, Reader& reader,
                           Deadline deadline)
    : finder_(node),
      passages_(finder_.slots(), segment, reader, finder_.reach()),
      deadline_(deadline) {}

Result<PostingList> PlaceMatcher::among(const DocIds& candidates) {
  const auto ahead = [this](std::uint32_t later, std::uint32_t sooner) {
    passages_.look_ahead(later, sooner);
  };
  PostingList list;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (i % kArticlesBetweenLooks == 0 && std::chrono::steady_clock::now() > deadline_) {
      return deadline_error();
    }
    candidates.look_ahead(i, ahead);
    const std::uint32_t docid = candidates[i];
    if (Result<void> read = passages_.read_exactly(docid, finder_.needs_marks()); !read) {
      return read.error();
    }
    const std::optional<std::uint32_t> found = finder_.count(passages_.title(), passages_.text());
    if (!found) return too_many_places();
    if (*found == 0) continue;
    list.docids.push_back(docid);
    list.frequencies.push_back(bounded_frequency(*found));
  }
  return list;
}

}  // namespace backfile
