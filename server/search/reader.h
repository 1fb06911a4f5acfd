// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/terms.h"

namespace backfile {

// What a search needs for itself: stemmers are not shared between threads.
struct Reader {
  std::map<std::string, Stemmer, std::less<>> stemmers;

  // `language`: one of stem_languages().
  const Stemmer& stemmer(std::string_view language);
};

// The readers that nobody uses now. May be used from any thread.
class ReaderPool {
 public:
  // A reader until the lease ends. The pool must outlive it.
  class Lease {
   public:
    Lease(ReaderPool* pool, std::unique_ptr<Reader> reader)
        : pool_(pool), reader_(std::move(reader)) {}
    ~Lease();
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;

    Reader& operator*() const { return *reader_; }

   private:
    ReaderPool* pool_;
    std::unique_ptr<Reader> reader_;
  };

  Lease lease();

 private:
  void give_back(std::unique_ptr<Reader> reader);

  std::mutex mutex_;
  std::vector<std::unique_ptr<Reader>> idle_;
};

}  // namespace backfile
