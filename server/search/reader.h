// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <xapian.h>

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/terms.h"
#include "common/result.h"
#include "server/search/segment.h"

namespace backfile {

// What one thread needs to ask Xapian about one revision. Nothing in it may be shared.
struct Reader {
  std::vector<Xapian::Database> segments;
  std::map<std::string, Stemmer, std::less<>> stemmers;

  // `language`: one of stem_languages().
  const Stemmer& stemmer(std::string_view language);
};

// The readers of a revision that nobody uses now. May be used from any thread.
class ReaderPool {
 public:
  explicit ReaderPool(std::vector<std::shared_ptr<const Segment>> segments)
      : segments_(std::move(segments)) {}

  // A reader until the lease ends. The pool must outlive it.
  class Lease {
   public:
    Lease(ReaderPool* pool, std::unique_ptr<Reader> reader)
        : pool_(pool), reader_(std::move(reader)) {}
    ~Lease();
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;

    Reader& operator*() const { return *reader_; }
    Reader* operator->() const { return reader_.get(); }
    // After an exception of Xapian the state of its objects is not known.
    void discard() { reader_.reset(); }

   private:
    ReaderPool* pool_;
    std::unique_ptr<Reader> reader_;
  };

  Result<Lease> lease();

  // Closes what is idle, now and when leases end: the revision has been superseded.
  void retire();

 private:
  Result<std::unique_ptr<Reader>> open() const;
  void give_back(std::unique_ptr<Reader> reader);

  std::vector<std::shared_ptr<const Segment>> segments_;
  std::mutex mutex_;
  bool retired_ = false;
  std::vector<std::unique_ptr<Reader>> idle_;
};

}  // namespace backfile
