// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/manifest.h"
#include "common/result.h"

namespace backfile {

// What the archive holds, for the question whether an article is new. Sees one revision. May
// be asked from any thread.
class KnownArticles {
 public:
  // Opens every segment of the manifest; Corrupt when one cannot be opened.
  static Result<KnownArticles> open(const std::string& directory, const Manifest& manifest);

  KnownArticles(KnownArticles&&) noexcept;
  KnownArticles& operator=(KnownArticles&&) noexcept;
  ~KnownArticles();

  struct Known {
    bool same = false;           // This very content is held, perhaps as an older version.
    std::uint32_t versions = 0;  // How many are held.
    // The version that is live, by its place: index into Manifest::segments, docid.
    std::optional<std::pair<std::size_t, std::uint32_t>> live;
  };
  Known find(std::string_view id, std::string_view content) const;

 private:
  struct Impl;
  explicit KnownArticles(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace backfile
