// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/reader.h"

#include <utility>

namespace backfile {

const Stemmer& Reader::stemmer(std::string_view language) {
  const auto found = stemmers.find(language);
  if (found != stemmers.end()) return found->second;
  return stemmers.emplace(language, Stemmer(language)).first->second;
}

ReaderPool::Lease::~Lease() {
  if (reader_) pool_->give_back(std::move(reader_));
}

ReaderPool::Lease ReaderPool::lease() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return Lease(this, std::make_unique<Reader>());
  Lease lease(this, std::move(idle_.back()));
  idle_.pop_back();
  return lease;
}

void ReaderPool::give_back(std::unique_ptr<Reader> reader) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(reader));
}

}  // namespace backfile
