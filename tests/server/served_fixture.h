// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <memory>
#include <utility>

#include "server/api/handlers.h"
#include "tests/server/archive_fixture.h"

namespace backfile {

// An archive of a test's own and what answers requests to it; nothing is kept from one request to
// the next.
class ServedFixture {
 public:
  ServedFixture() {
    std::ofstream(web_.path() + "/index.html") << "<!doctype html>";
    auto page = Page::load(web_.path());
    REQUIRE(page);
    page_ = std::make_unique<Page>(*std::move(page));
  }

  ArchiveFixture& archive() { return archive_; }
  const ArchiveFixture& archive() const { return archive_; }

  // Once.
  void serve(const ArchiveOptions& options = {}) {
    auto opened = Archive::open(archive_.directory(), options);
    REQUIRE_MESSAGE(opened, opened.error().message);
    opened_ = *std::move(opened);
    handlers_ = std::make_unique<Handlers>(*page_, nothing_);
    handlers_->serve(*opened_);
  }

  // REQUIRES: served.
  HttpResponse send(const HttpRequest& request) const { return handlers_->handle(request); }

 private:
  TemporaryDirectory web_;
  ArchiveFixture archive_;
  std::unique_ptr<Page> page_;
  AnswerCache nothing_{0};
  std::unique_ptr<Archive> opened_;
  std::unique_ptr<Handlers> handlers_;
};

}  // namespace backfile
