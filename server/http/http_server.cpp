// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/http_server.h"

#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <utility>

#include "common/log.h"
#include "server/http/common_headers.h"
#include "server/http/errors.h"
#include "server/http/gzip.h"

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

void compress(const HttpRequest& request, HttpResponse& response) {
  constexpr std::size_t kWorthIt = 1024;
  const std::string_view type = response.content_type;
  const bool text =
      type.starts_with("text/") || type.starts_with("application/") || type == "image/svg+xml";
  if (!text && response.status != 304) return;
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!request.accepts_gzip || response.body.size() <= kWorthIt) return;
  if (auto compressed = gzip(response.body)) {
    response.body = std::move(*compressed);
    response.headers.emplace_back("Content-Encoding", "gzip");
  }
}

void log_response(std::string_view method, const HttpResponse& response, std::string_view ms,
                  bool always) {
  if (!response.fault.empty()) {
    log(LogLevel::Error, "failure", {{"route", response.route}, {"reason", response.fault}});
  }
  if (!always) return;
  const auto status = static_cast<std::uint64_t>(response.status);
  const auto bytes = static_cast<std::uint64_t>(response.body.size());
  if (response.hits) {
    log(LogLevel::Info, "request",
        {{"method", method},
         {"route", response.route},
         {"status", status},
         {"ms", ms},
         {"bytes", bytes},
         {"hits", *response.hits}});
  } else {
    log(LogLevel::Info, "request",
        {{"method", method},
         {"route", response.route},
         {"status", status},
         {"ms", ms},
         {"bytes", bytes}});
  }
}

std::string milliseconds_text(std::chrono::steady_clock::duration passed) {
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(passed).count();
  std::string fraction = std::to_string(us % 1000);
  fraction.insert(0, 3 - fraction.size(), '0');
  return std::to_string(us / 1000) + "." + fraction;
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
  Impl(HttpServer::Handler handler, bool log_requests)
      : handler_(std::move(handler)), log_requests_(log_requests) {
    // Before httplib's own routing, which would match std::regex against the path.
    set_pre_routing_handler([this](const httplib::Request& from, httplib::Response& to) {
      respond(from, to);
      return HandlerResponse::Handled;
    });
    set_keep_alive_timeout(15);
    set_keep_alive_max_count(100'000);
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

  bool log_requests() const { return log_requests_; }

 private:
  void respond(const httplib::Request& from, httplib::Response& to) const {
    const auto start = std::chrono::steady_clock::now();
    const HttpRequest request{.target = from.target,
                              .if_none_match = from.get_header_value("If-None-Match"),
                              .accepts_gzip = from.has_header(kAcceptsGzip)};
    HttpResponse response = handled(request);
    compress(request, response);
    add_common_headers(response);
    log_response(from.method, response, milliseconds_text(std::chrono::steady_clock::now() - start),
                 log_requests_);
    to.status = response.status;
    for (const auto& [name, value] : response.headers) to.set_header(name, value);
    to.set_header("Accept-Ranges", "none");
    if (response.status != 304) {
      to.body = std::move(response.body);
      to.set_header("Content-Type", response.content_type);
    }
  }

  HttpResponse handled(const HttpRequest& request) const {
    try {
      return handler_(request);
    } catch (const std::exception& exception) {
      return problem_response({.code = ErrorCode::Internal, .message = exception.what()},
                              request.target);
    } catch (...) {
      return problem_response({.code = ErrorCode::Internal, .message = "unknown exception"},
                              request.target);
    }
  }

  const HttpServer::Handler handler_;
  const bool log_requests_;
};

HttpServer::HttpServer(Handler handler, bool log_requests)
    : impl_(std::make_unique<Impl>(std::move(handler), log_requests)) {}

HttpServer::~HttpServer() = default;

std::string HttpServer::answer(const RequestHead& head) const {
  try {
    return impl_->answer(head);
  } catch (...) {
    // Memory ran out, most likely: say so with none.
    return "HTTP/1.1 503 \r\nContent-Length: 0\r\nRetry-After: 1\r\nConnection: close\r\n\r\n";
  }
}

std::string HttpServer::refuse(const Error& error, std::string_view target) const {
  HttpResponse response = problem_response(error, target);
  add_common_headers(response);
  log_response("-", response, "0", impl_->log_requests());
  return wire_text(response);
}

}  // namespace backfile
