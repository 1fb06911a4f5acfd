// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/numbered_page.h"

#include <string>

#include "server/http/errors.h"

namespace backfile {
namespace {

Error too_far() {
  Error error = refusal("bad_value", "At most " + std::to_string(kMostPassed) +
                                         " results can be passed over; /api/v1 has cursors to the "
                                         "last.");
  error.detail.parameter = "page";
  return error;
}

}  // namespace

Result<SearchResult> search_behind(const Archive& archive, const SearchRequest& request,
                                   std::uint64_t passed) {
  if (passed == 0) return archive.search(request);
  if (passed > kMostPassed) return too_far();
  const Result<Pin> pin = archive.pin(request.bounds);
  if (!pin) return pin.error();
  SearchRequest before = request;
  before.page_size = static_cast<std::uint32_t>(passed);
  before.fetch = false;
  before.correct = false;
  before.facets.clear();
  before.timeline.reset();
  const auto front = archive.search(before, *pin);
  if (!front) return front.error();
  SearchRequest behind = request;
  behind.cursor = front->next_cursor;
  // Behind the last result there is nothing but counts.
  if (front->next_cursor.empty()) behind.page_size = 0;
  return archive.search(behind, *pin);
}

}  // namespace backfile
