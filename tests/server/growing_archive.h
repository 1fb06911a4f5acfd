// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "server/api/handlers.h"
#include "server/http/answer_cache.h"
#include "tests/server/archive_fixture.h"

namespace backfile {

// An archive in which each revision has one article more, and a newer version of article "a".
class GrowingArchive {
 public:
  GrowingArchive() {
    std::ofstream(web_.path() + "/index.html") << "<!doctype html>";
    grow();
    auto page = Page::load(web_.path());
    REQUIRE(page);
    page_ = std::make_unique<Page>(std::move(page).value());
  }

  void open() {
    auto archive = Archive::open(fixture_.directory(), {});
    REQUIRE(archive);
    archive_ = std::move(archive).value();
  }

  void grow() {
    const std::string number = std::to_string(fixture_.manifest().revision);
    std::vector<Article> articles = {make_article("a", "storm", "version " + number),
                                     make_article("b" + number, "storm", "again")};
    for (Article& article : articles) article.source = {"harbour.example", "The Harbour", ""};
    fixture_.publish(articles);
  }

  void serve_newest() const {
    while (archive_->status().revision != fixture_.manifest().revision) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  const Page& page() const { return *page_; }
  // REQUIRES: open.
  const Archive& archive() const { return *archive_; }

  // With nothing kept from one request to the next.
  HttpResponse get(const std::string& target, const std::string& if_none_match = {}) const {
    AnswerCache nothing(0);
    Handlers handlers(*page_, nothing);
    if (archive_) handlers.serve(*archive_);
    return handlers.handle(
        {.target = target, .if_none_match = if_none_match, .accepts_gzip = false});
  }

 private:
  TemporaryDirectory web_;
  ArchiveFixture fixture_;
  std::unique_ptr<Page> page_;
  std::unique_ptr<Archive> archive_;
};

inline std::string header_of(const HttpResponse& response, std::string_view wanted) {
  for (const auto& [name, value] : response.headers) {
    if (name == wanted) return value;
  }
  return {};
}

// The number behind the archive's name in a validator.
inline std::uint64_t revision_of(const std::string& etag, const std::string& uuid) {
  const std::size_t at = etag.find(uuid);
  if (at == std::string::npos) return 0;
  return std::stoull(etag.substr(at + uuid.size() + 1));
}

}  // namespace backfile
