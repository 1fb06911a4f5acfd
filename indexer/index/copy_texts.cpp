// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/copy_texts.h"

#include <cstddef>
#include <utility>

namespace backfile {
namespace {

// Of 440 words a text takes 4 KB.
constexpr std::size_t kMostTexts = 5'000;

}  // namespace

Result<bool> CopyTexts::are_copies(const ArticlePlace& a, const ArticlePlace& b) {
  if (texts_.size() + 2 > kMostTexts) texts_.clear();
  const Result<const ComparableText*> one = text(a);
  if (!one) return one.error();
  const Result<const ComparableText*> other = text(b);
  if (!other) return other.error();
  return backfile::are_copies(**one, **other);
}

Result<const ComparableText*> CopyTexts::text(const ArticlePlace& place) {
  const auto known = texts_.find(place);
  if (known != texts_.end()) return &known->second;
  Result<ComparableText> made = finder_.text(place);
  if (!made) return std::move(made).error();
  return &texts_.emplace(place, *std::move(made)).first->second;
}

}  // namespace backfile
