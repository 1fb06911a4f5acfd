// SPDX-License-Identifier: GPL-3.0-or-later
// What clients of other services may send: the first line is an address below /compat/, what
// follows the body of a POST. Whatever it is, it is answered in JSON, and never with 500.
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "server/api/handlers.h"
#include "server/search/archive.h"
#include "tests/server/archive_fixture.h"
#include "tests/support/temporary_directory.h"

namespace {

using backfile::Article;

template <typename T>
T take(backfile::Result<T> result) {
  if (!result) std::abort();
  return *std::move(result);
}

// An archive of a few articles, and what answers requests to it.
class Served {
 public:
  Served() : page_(take(load_page())) {
    fixture_.publish({article("a", "Ferry late", "One storm.\n\nTwo storms."),
                      article("b", "Storm", "The ferry is safe."), article("c", "", "")});
    archive_ = take(backfile::Archive::open(fixture_.directory(), {}));
    handlers_.serve(*archive_);
  }

  backfile::HttpResponse answer(const backfile::HttpRequest& request) const {
    return handlers_.handle(request);
  }

 private:
  static Article article(const std::string& id, const std::string& title, const std::string& text) {
    Article made = backfile::make_article(id, title, text);
    made.source = {"harbour.example", "The Harbour", "harbour.example"};
    made.section = "local";
    made.tags = {"sea", "wind"};
    made.authors = {"Ada Byron"};
    made.published = backfile::Timestamp{1'557'100'800, backfile::DatePrecision::Day, {}};
    return made;
  }

  backfile::Result<backfile::Page> load_page() const {
    std::ofstream(web_.path() + "/index.html") << "<!doctype html>";
    return backfile::Page::load(web_.path());
  }

  backfile::TemporaryDirectory web_;
  backfile::ArchiveFixture fixture_;
  backfile::Page page_;
  backfile::AnswerCache nothing_{0};
  std::unique_ptr<backfile::Archive> archive_;
  backfile::Handlers handlers_{page_, nothing_};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Served served;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t line = bytes.find('\n');
  backfile::HttpRequest request{.target = "/compat/" + std::string(bytes.substr(0, line))};
  if (line != std::string_view::npos) {
    request.is_post = true;
    request.content_type = "application/json";
    request.body = bytes.substr(line + 1);
  }
  const backfile::HttpResponse response = served.answer(request);
  if (response.status == 500 || !nlohmann::json::accept(response.body)) std::abort();
  return 0;
}
