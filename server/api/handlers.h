// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "common/clock.h"
#include "server/api/call.h"
#include "server/api/routes.h"
#include "server/http/answer_cache.h"
#include "server/http/message.h"
#include "server/http/page.h"
#include "server/search/archive.h"

namespace backfile {

// From a request to its answer. All members may be called from any thread.
class Handlers {
 public:
  struct Options {
    const Metrics* metrics = nullptr;  // Shown under /metrics.
    std::function<std::int64_t()> clock = seconds_now;
    std::string cors_origin = {};  // Whose pages may read the API in browsers; empty: nobody's.
  };

  // The references must outlive this object.
  Handlers(const Page& page, AnswerCache& cache) : Handlers(page, cache, Options{}) {}
  Handlers(const Page& page, AnswerCache& cache, Options options)
      : page_(page), cache_(cache), options_(std::move(options)) {}

  // From now on this archive is served, which must outlive this object. Until then /healthz is all
  // that is answered; the rest is 503. Once.
  void serve(const Archive& archive) { archive_.store(&archive, std::memory_order_release); }

  // Why there is no archive to serve yet, for those who ask.
  void explain(const std::string& trouble) {
    trouble_.store(std::make_shared<const std::string>(trouble));
  }

  // Throws nothing of ours; libraries may.
  HttpResponse handle(const HttpRequest& request) const;

  // The answer to the same target as it was given before, if it is kept and still holds, or null.
  // Does not look at request.if_none_match.
  std::shared_ptr<const StoredAnswer> known(const HttpRequest& request) const;

 private:
  HttpResponse options_of(std::string_view target) const;
  HttpResponse handle_target(const HttpRequest& request) const;
  HttpResponse handle_route(const RouteMatch& match, std::string_view query,
                            const HttpRequest& request) const;
  HttpResponse unavailable(const HttpRequest& request) const;
  HttpResponse page_file(const Call& call, const PageFile* file,
                         const std::string& canonical) const;

  std::atomic<const Archive*> archive_ = nullptr;
  std::atomic<std::shared_ptr<const std::string>> trouble_;
  const Page& page_;
  AnswerCache& cache_;
  const Options options_;
};

}  // namespace backfile
