// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/reader.h"

#include <utility>

#include "server/search/xapian_error.h"

namespace backfile {

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
  std::vector<Xapian::Database> databases;
  for (const auto& segment : segments_) {
    Result<Xapian::Database> database = segment->open_database();
    if (!database) return database.error();
    databases.push_back(std::move(*database));
  }
  return stop_exceptions("open the archive", [&]() -> Result<std::unique_ptr<Reader>> {
    Xapian::Database combined;
    for (const Xapian::Database& database : databases) combined.add_database(database);
    XapianTranslator translator(combined, languages_);
    return std::make_unique<Reader>(
        Reader{std::move(databases), std::move(combined), std::move(translator)});
  });
}

void ReaderPool::give_back(std::unique_ptr<Reader> reader) {
  const std::lock_guard lock(mutex_);
  if (!retired_) idle_.push_back(std::move(reader));
}

}  // namespace backfile
