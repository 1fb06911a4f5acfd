// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "common/result.h"
#include "server/http/message.h"
#include "server/http/request_head.h"

namespace backfile {

// cpp-httplib as we use it: it is handed whole, checked requests from memory and writes responses
// to memory. Sockets, limits and deadlines are the Front's. The only file that knows httplib. All
// members may be called from any thread and throw nothing.
class HttpServer {
 public:
  using Handler = std::function<HttpResponse(const HttpRequest&)>;

  // `log_requests`: one line for each. Failures on our side are always logged.
  HttpServer(Handler handler, bool log_requests);
  ~HttpServer();

  // The bytes of the response to a checked head.
  std::string answer(const RequestHead& head) const;

  // The bytes of the response to what is no request that we answer; the connection ends with it.
  std::string refuse(const Error& error, std::string_view target) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace backfile
