// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/unsure_texts.h"

#include <utility>

namespace backfile {
namespace {

constexpr std::size_t kMostTexts = 1000;
constexpr std::size_t kMostBytes = 16 << 20;

}  // namespace

bool UnsureTexts::hold(ReadRecord* record) {
  if (record->kind != PlainTextKind::Unsure || are_many_) return false;
  if (record->article->provenance.member.empty()) return false;
  bytes_ += record->line.size();
  held_.push_back(std::move(*record));
  are_many_ = held_.size() > kMostTexts || bytes_ > kMostBytes;
  return true;
}

std::vector<ReadRecord> UnsureTexts::take() {
  bytes_ = 0;
  return std::exchange(held_, {});
}

}  // namespace backfile
