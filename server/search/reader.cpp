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

Result<ReaderPool::Lease> ReaderPool::lease() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      Lease lease(this, std::move(idle_.back()));
      idle_.pop_back();
      return lease;
    }
  }
  Result<std::unique_ptr<Reader>> reader = open();
  if (!reader) return reader.error();
  return Lease(this, std::move(*reader));
}

void ReaderPool::retire() {
  std::vector<std::unique_ptr<Reader>> closing;
  const std::lock_guard lock(mutex_);
  retired_ = true;
  closing.swap(idle_);
}

Result<std::unique_ptr<Reader>> ReaderPool::open() const {
  auto reader = std::make_unique<Reader>();
  for (const auto& segment : segments_) {
    Result<Xapian::Database> database = segment->open_database();
    if (!database) return database.error();
    reader->segments.push_back(std::move(*database));
  }
  return reader;
}

void ReaderPool::give_back(std::unique_ptr<Reader> reader) {
  const std::lock_guard lock(mutex_);
  if (!retired_) idle_.push_back(std::move(reader));
}

}  // namespace backfile
