// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"
#include "server/search/snapshot.h"

namespace backfile {

// Where an article is in a revision.
struct Location {
  std::size_t segment;
  std::uint32_t docid;
};

// The newest version of the article that is kept under this id, as it stands: what it corrects is
// resolved by the caller (Removals::resolve).
std::optional<Location> locate(const Snapshot& snapshot, std::string_view id);

// The same of the article that articles of this id are kept as. Gone, with its date and reason,
// when it was taken out; NotFound when there never was one.
Result<Location> find_live(const Snapshot& snapshot, std::string_view id);

// Why an article that was taken out cannot be had.
Error gone(const Notice& removed);

// The id of the article that has, or an earlier version of which had, the URL of this key
// (url_key()); empty if there is none. Corrupt, Unavailable.
Result<std::string> id_at_url(const Snapshot& snapshot, std::string_view key);

// What is told of an article that was taken out: article_status, removed (when), reason.
std::vector<std::pair<std::string, std::string>> removal_members(const Notice& removed);

}  // namespace backfile
