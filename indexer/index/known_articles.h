// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/archive/manifest.h"
#include "common/article.h"
#include "common/result.h"

namespace backfile {

// Index into Manifest::segments, docid.
using ArticlePlace = std::pair<std::size_t, std::uint32_t>;

// Enters the document as superseded.
void mark_dead(const ArticlePlace& place, Manifest* manifest);

// What the archive holds, for the question whether an article is new. Sees one revision. One
// thread at a time.
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
    std::optional<ArticlePlace> live;
    std::vector<ArticlePlace> places;  // Of all versions; several of one that was indexed again.
  };
  Known find(std::string_view id, std::string_view content) const;

  // Whether an article of the archive, in any version, has the URL of this key.
  bool has_url(std::string_view url_key) const;

  // Ids of the articles that have the URL of this key, in any version.
  Result<std::vector<std::string>> ids_at(std::string_view url_key);

  Result<Article> article(const ArticlePlace& place);

 private:
  struct Impl;
  explicit KnownArticles(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace backfile
