// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
  // Both must outlive this object.
  Handlers(const Archive& archive, const Page& page) : archive_(archive), page_(page) {}

  // GET of a target. Throws nothing of ours; libraries may.
  HttpResponse handle(const HttpRequest& request) const;

 private:
  HttpResponse handle_route(const RouteMatch& match, std::string_view query,
                            const HttpRequest& request) const;
  HttpResponse search(Route route, std::string_view query, const HttpRequest& request) const;
  HttpResponse article(std::string_view raw_id, const HttpRequest& request) const;
  HttpResponse sources(const HttpRequest& request) const;
  HttpResponse ready() const;
  HttpResponse page_file(const PageFile* file, const HttpRequest& request) const;

  const Archive& archive_;
  const Page& page_;
};

}  // namespace backfile
