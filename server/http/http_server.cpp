// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/http_server.h"

#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <utility>

#include "common/log.h"
#include "server/http/common_headers.h"
#include "server/http/content_encoding.h"
#include "server/http/errors.h"
#include "server/http/request_log.h"

namespace backfile {
namespace {

// httplib compresses by itself, with brotli first, when it sees Accept-Encoding; so it never does.
constexpr const char* kAcceptsGzip = "Backfile-Accepts-Gzip";

// One request in, one response out.
class MemoryStream : public httplib::Stream {
 public:
  explicit MemoryStream(std::string input) : input_(std::move(input)) {}

  bool is_readable() const override { return done_ < input_.size(); }
  bool is_writable() const override { return true; }
  ssize_t read(char* buffer, std::size_t size) override {
    const std::size_t n = std::min(size, input_.size() - done_);
    std::memcpy(buffer, input_.data() + done_, n);
    done_ += n;
    return static_cast<ssize_t>(n);
  }
  ssize_t write(const char* bytes, std::size_t size) override {
    output_.append(bytes, size);
    return static_cast<ssize_t>(size);
  }
  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip.clear();
    port = 0;
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    ip.clear();
    port = 0;
  }
  socket_t socket() const override { return INVALID_SOCKET; }

  std::string take_output() { return std::move(output_); }

 private:
  std::string input_;
  std::size_t done_ = 0;
  std::string output_;
};

// The head for httplib. It gets no Range: a long one overflows the stack in its regular
// expressions, and answers here are never asked for in parts.
std::string text_of(const RequestHead& head) {
  std::string text = (head.is_head ? "HEAD " : "GET ") + head.target + " HTTP/1.1\r\n";
  for (const auto& [name, value] : head.headers) {
    if (name != "host" && name != "if-none-match" && name != "user-agent") continue;
    text += name + ": " + value + "\r\n";
  }
  if (accepts_gzip(head.header("accept-encoding"))) text += std::string(kAcceptsGzip) + ": 1\r\n";
  return text + "\r\n";
}

// httplib writes a length of 0 where the response has no body to measure.
void remove_length_of_nothing(std::string& response) {
  constexpr std::string_view kLine = "Content-Length: 0\r\n";
  if (!response.starts_with("HTTP/1.1 304")) return;
  const std::size_t at = response.find(kLine);
  if (at != std::string::npos) response.erase(at, kLine.size());
}

std::string wire_text(const HttpResponse& response) {
  std::string text = "HTTP/1.1 " + std::to_string(response.status) + " \r\n";
  for (const auto& [name, value] : response.headers) text += name + ": " + value + "\r\n";
  text += "Content-Type: " + response.content_type + "\r\n";
  text += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
  text += "Connection: close\r\n\r\n";
  return text + response.body;
}

}  // namespace

class HttpServer::Impl : public httplib::Server {
 public:
  Impl(HttpServer::Callbacks callbacks, bool log_requests)
      : callbacks_(std::move(callbacks)), log_requests_(log_requests) {
    // Before httplib's own routing, which would match std::regex against the path.
    set_pre_routing_handler([this](const httplib::Request& from, httplib::Response& to) {
      respond(from, to);
      return HandlerResponse::Handled;
    });
    set_keep_alive_timeout(kKeepAliveSeconds);
    set_keep_alive_max_count(kKeepAliveRequests);
    set_payload_max_length(0);
  }

  std::string answer(const RequestHead& head) {
    MemoryStream stream(text_of(head));
    bool closed = false;
    process_request(stream, !head.keep_alive, closed, nullptr);
    std::string response = stream.take_output();
    remove_length_of_nothing(response);
    return response;
  }

  void log(std::string_view method, const HttpResponse& response,
           std::chrono::steady_clock::duration took) const {
    std::string lines;
    append_request_lines({.method = method,
                          .response = response,
                          .status = response.status,
                          .bytes = response.body.size(),
                          .took = took},
                         log_requests_, lines);
    log_lines(lines);
  }

  // Of the thread that calls answer_at_once().
  void log_later(const RequestHead& head, const Reply& reply,
                 std::chrono::steady_clock::duration took) {
    append_request_lines({.method = head.is_head ? "HEAD" : "GET",
                          .response = reply.answer->response,
                          .status = reply.status,
                          .bytes = reply.status == 200 ? reply.answer->response.body.size() : 0,
                          .took = took},
                         log_requests_, later_);
  }
  void flush_log() {
    log_lines(later_);
    later_.clear();
  }

  std::shared_ptr<const StoredAnswer> known(const RequestHead& head) const {
    return callbacks_.known({.target = head.target,
                             .if_none_match = {},
                             .accepts_gzip = accepts_gzip(head.header("accept-encoding"))});
  }

 private:
  void respond(const httplib::Request& from, httplib::Response& to) const {
    const auto start = std::chrono::steady_clock::now();
    const HttpRequest request{.target = from.target,
                              .if_none_match = from.get_header_value("If-None-Match"),
                              .accepts_gzip = from.has_header(kAcceptsGzip)};
    HttpResponse response = handled(request);
    encode(request, response);
    add_common_headers(response);
    log(from.method, response, std::chrono::steady_clock::now() - start);
    to.status = response.status;
    for (const auto& [name, value] : response.headers) to.set_header(name, value);
    if (response.status != 304) {
      to.body = std::move(response.body);
      to.set_header("Content-Type", response.content_type);
    }
  }

  HttpResponse handled(const HttpRequest& request) const {
    try {
      return callbacks_.handle(request);
    } catch (const std::exception& exception) {
      return problem_response({.code = ErrorCode::Internal, .message = exception.what()},
                              request.target);
    } catch (...) {
      return problem_response({.code = ErrorCode::Internal, .message = "unknown exception"},
                              request.target);
    }
  }

  const HttpServer::Callbacks callbacks_;
  const bool log_requests_;
  std::string later_;  // Log lines of answers at once.
};

HttpServer::HttpServer(Callbacks callbacks, bool log_requests)
    : impl_(std::make_unique<Impl>(std::move(callbacks), log_requests)) {}

HttpServer::~HttpServer() = default;

std::string HttpServer::answer(const RequestHead& head) const {
  try {
    return impl_->answer(head);
  } catch (...) {
    // Memory ran out, most likely: say so with none.
    return "HTTP/1.1 503 \r\nContent-Length: 0\r\nRetry-After: 1\r\nConnection: close\r\n\r\n";
  }
}

std::optional<Reply> HttpServer::answer_at_once(const RequestHead& head) const {
  try {
    const auto start = std::chrono::steady_clock::now();
    auto answer = impl_->known(head);
    if (!answer) return std::nullopt;
    Reply reply = reply_with(std::move(answer), {.is_head = head.is_head,
                                                 .keep_alive = head.keep_alive,
                                                 .if_none_match = head.header("if-none-match")});
    impl_->log_later(head, reply, std::chrono::steady_clock::now() - start);
    return reply;
  } catch (...) {
    // Memory ran out, most likely; answer() knows what to say then.
    return std::nullopt;
  }
}

void HttpServer::flush_log() const { impl_->flush_log(); }

std::string HttpServer::refuse(const Error& error, std::string_view target) const {
  HttpResponse response = problem_response(error, target);
  add_common_headers(response);
  impl_->log("-", response, {});
  return wire_text(response);
}

}  // namespace backfile
