// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/input/raw_document.h"

namespace backfile {

// Newspaper issues in a tar or zip: a file of METS or DIDL, and pages of ALTO and texts of articles
// that it names, before or behind it. They are held back until the issue is complete, so that it
// can be read with its pages.
class IssueFiles {
 public:
  // Takes what may be a part of an issue; false for anything else.
  bool hold(RawDocument* document);
  // Nothing more will come.
  void complete();
  // The next document that is held no longer.
  std::optional<RawDocument> take();

 private:
  bool is_within_issue(std::string_view path) const;

  std::vector<RawDocument> issues_;
  std::vector<RawDocument> pages_;
  std::uint64_t held_ = 0;  // Bytes.
  std::deque<RawDocument> ready_;
};

// More is not held back: what has come by then is taken for complete.
inline constexpr std::uint64_t kMostHeldOfIssue = 96 << 20;

}  // namespace backfile
