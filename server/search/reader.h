// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <xapian.h>

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "common/result.h"
#include "server/query/to_xapian.h"
#include "server/search/segment.h"

namespace backfile {

// What one thread needs to ask Xapian about one revision. Nothing in it may be shared.
struct Reader {
  std::vector<Xapian::Database> segments;
  Xapian::Database combined;  // Of the segments, with the frequencies of the whole.
  XapianTranslator translator;
};

// The readers of a revision that nobody uses now. May be used from any thread.
class ReaderPool {
 public:
  ReaderPool(std::vector<std::shared_ptr<const Segment>> segments,
             std::vector<std::string> languages)
      : segments_(std::move(segments)), languages_(std::move(languages)) {}

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
  std::vector<std::string> languages_;
  std::mutex mutex_;
  bool retired_ = false;
  std::vector<std::unique_ptr<Reader>> idle_;
};

}  // namespace backfile
