// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <string_view>

#include "server/http/message.h"
#include "server/http/page.h"
#include "server/http/routes.h"
#include "server/render/api_request.h"
#include "server/search/archive.h"

namespace backfile {

// From a request to its answer. All members may be called from any thread.
class Handlers {
 public:
  // The page must outlive this object.
  explicit Handlers(const Page& page) : page_(page) {}

  // From now on this archive is served, which must outlive this object. Until then /healthz is all
  // that is answered; the rest is 503. Once.
  void serve(const Archive& archive) { archive_.store(&archive, std::memory_order_release); }

  // GET of a target. Throws nothing of ours; libraries may.
  HttpResponse handle(const HttpRequest& request) const;

 private:
  HttpResponse handle_route(const RouteMatch& match, std::string_view query,
                            const HttpRequest& request) const;
  HttpResponse search(Route route, std::string_view query, const HttpRequest& request) const;
  HttpResponse article(std::string_view raw_id, const HttpRequest& request) const;
  HttpResponse sources(const HttpRequest& request) const;
  HttpResponse ready() const;
  // REQUIRES: an archive is served.
  const Archive& archive() const { return *archive_.load(std::memory_order_acquire); }
  HttpResponse page_file(const PageFile* file, const HttpRequest& request) const;

  std::atomic<const Archive*> archive_ = nullptr;
  const Page& page_;
};

}  // namespace backfile
