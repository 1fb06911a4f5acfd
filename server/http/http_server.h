// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/result.h"
#include "server/http/front.h"
#include "server/http/gate.h"
#include "server/http/message.h"
#include "server/http/metrics.h"
#include "server/http/request_head.h"
#include "server/http/request_log.h"
#include "server/http/stored_answer.h"

namespace backfile {

// cpp-httplib as we use it: it is handed whole, checked requests from memory and writes responses
// to memory. Sockets, limits and deadlines are the Front's. The only file that knows httplib. All
// members throw nothing and may be called from any thread, but for those that say otherwise.
class HttpServer {
 public:
  struct Callbacks {
    std::function<HttpResponse(const HttpRequest&)> handle;
    // The answer to the request's target if it needs no work, or null. Throws nothing of ours.
    std::function<std::shared_ptr<const StoredAnswer>(const HttpRequest&)> known;
  };

  // Failures on our side are always logged. The references must outlive this object.
  HttpServer(Callbacks callbacks, Metrics& metrics, Gate& gate, const LogRules& rules);
  ~HttpServer();

  // The bytes of the response to a checked head.
  Answered answer(const RequestHead& head) const;

  // The same if the answer is known already, or the client may not ask; it passes httplib by. What
  // the response of answer() is to carry is noted in the head. Its log line waits for flush_log().
  // Both of one thread.
  std::optional<Reply> answer_at_once(RequestHead& head) const;
  void flush_log() const;

  // The bytes of the response to what is no request that we answer; the connection ends with it.
  std::string refuse(const Error& error, std::string_view target) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace backfile
