// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/http_server.h"

#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <utility>

#include "common/log.h"
#include "server/http/common_headers.h"
#include "server/http/content_encoding.h"
#include "server/http/errors.h"

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

std::string_view method_of(const RequestHead& head) {
  if (head.is_post) return "POST";
  if (head.is_options) return "OPTIONS";
  return head.is_head ? "HEAD" : "GET";
}

// The head for httplib. It gets no Range: a long one overflows the stack in its regular
// expressions, and answers here are never asked for in parts.
std::string text_of(const RequestHead& head) {
  // A POST too: httplib would look for its body, which it need not see.
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
  if (!response.starts_with("HTTP/1.1 304") && !response.starts_with("HTTP/1.1 204")) return;
  const std::size_t at = response.find(kLine);
  if (at != std::string::npos) response.erase(at, kLine.size());
}

std::string head_text(const HttpResponse& response, std::string_view connection_line) {
  std::string text = "HTTP/1.1 " + std::to_string(response.status) + " \r\n";
  for (const auto& [name, value] : response.headers) text += name + ": " + value + "\r\n";
  text += "Content-Type: " + response.content_type + "\r\n";
  text += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
  text += connection_line;
  return text + "\r\n";
}

// To a client that may not ask what it asks.
Reply reply_of_gate(const RequestHead& head, const Gate::Admission& admission) {
  auto answer = std::make_shared<StoredAnswer>();
  HttpResponse& response = answer->response;
  response = problem_response(*admission.refusal, head.target);
  response.headers.insert(response.headers.end(), admission.headers.begin(),
                          admission.headers.end());
  add_common_headers(response);
  Reply reply;
  reply.status = response.status;
  reply.head = head_text(response, head.keep_alive ? kKeepAliveLine : kCloseLine);
  if (!head.is_head) reply.body = response.body;
  reply.answer = std::move(answer);
  return reply;
}

// A piece of a body in chunks (RFC 9112, section 7.1), or as it is for HTTP/1.0, where the end of
// the connection is the end of the body.
class ChunkedBody : public BodySource {
 public:
  ChunkedBody(std::shared_ptr<BodySource> body, bool in_chunks)
      : body_(std::move(body)), in_chunks_(in_chunks) {}

  Step next(std::string& bytes) override {
    std::string piece;
    const Step step = body_->next(piece);
    if (!in_chunks_) {
      bytes += piece;
    } else {
      if (!piece.empty()) bytes += fmt::format("{:x}\r\n{}\r\n", piece.size(), piece);
      if (step == Step::Done) bytes += "0\r\n\r\n";
    }
    return step;
  }

 private:
  std::shared_ptr<BodySource> body_;
  bool in_chunks_;
};

// A proxy that ends TLS says so.
std::string base_of(const RequestHead& head) {
  const bool secure = head.header("x-forwarded-proto") == "https";
  return (secure ? "https://" : "http://") + std::string(head.header("host"));
}

std::string head_of_stream(const HttpResponse& response, const RequestHead& head) {
  std::string text = "HTTP/1.1 " + std::to_string(response.status) + " OK\r\n";
  for (const auto& [name, value] : response.headers) text += name + ": " + value + "\r\n";
  text += "Content-Type: " + response.content_type + "\r\n";
  if (!head.is_old) text += "Transfer-Encoding: chunked\r\n";
  text += head.keep_alive ? kKeepAliveLine : kCloseLine;
  return text + "\r\n";
}

// What httplib has no room for, on the way through it. Of the thread that answers.
struct Exchange {
  const RequestHead* head = nullptr;
  Answered streamed;
};
thread_local Exchange exchange;

}  // namespace

class HttpServer::Impl : public httplib::Server {
 public:
  Impl(HttpServer::Callbacks callbacks, Metrics& metrics, Gate& gate, const LogRules& rules)
      : callbacks_(std::move(callbacks)), metrics_(metrics), gate_(gate), rules_(rules) {
    // Before httplib's own routing, which would match std::regex against the path.
    set_pre_routing_handler([this](const httplib::Request& from, httplib::Response& to) {
      respond(from, to);
      return HandlerResponse::Handled;
    });
    set_keep_alive_timeout(kKeepAliveSeconds);
    set_keep_alive_max_count(kKeepAliveRequests);
    set_payload_max_length(0);
  }

  Answered answer(const RequestHead& head) {
    MemoryStream stream(text_of(head));
    bool closed = false;
    exchange = {&head, {}};
    process_request(stream, !head.keep_alive, closed, nullptr);
    exchange.head = nullptr;
    if (!exchange.streamed.bytes.empty()) return std::exchange(exchange.streamed, {});
    std::string response = stream.take_output();
    remove_length_of_nothing(response);
    return {.bytes = std::move(response)};
  }

  void log(std::string_view method, const HttpResponse& response,
           std::chrono::steady_clock::duration took) const {
    metrics_.observe(response.route, response.status, took);
    std::string lines;
    append_request_lines({.method = method,
                          .response = response,
                          .status = response.status,
                          .bytes = response.body.size(),
                          .took = took},
                         rules_, lines);
    log_lines(lines);
  }

  // Of the thread that calls answer_at_once().
  void log_later(const RequestHead& head, const Reply& reply,
                 std::chrono::steady_clock::duration took) {
    metrics_.observe(reply.answer->response.route, reply.status, took);
    append_request_lines({.method = method_of(head),
                          .response = reply.answer->response,
                          .status = reply.status,
                          .bytes = reply.body.size(),
                          .took = took},
                         rules_, later_);
  }
  void flush_log() {
    log_lines(later_);
    later_.clear();
  }

  Gate::Admission admit(const RequestHead& head) {
    return gate_.admit(head, std::chrono::steady_clock::now());
  }

  std::shared_ptr<const StoredAnswer> known(const RequestHead& head) const {
    return callbacks_.known({.target = head.target,
                             .if_none_match = {},
                             .accepts_gzip = accepts_gzip(head.header("accept-encoding"))});
  }

 private:
  void respond(const httplib::Request& from, httplib::Response& to) const {
    const auto start = std::chrono::steady_clock::now();
    const RequestHead& head = *exchange.head;
    const HttpRequest request{.target = from.target,
                              .if_none_match = from.get_header_value("If-None-Match"),
                              .accepts_gzip = from.has_header(kAcceptsGzip),
                              .base = base_of(head),
                              .is_post = head.is_post,
                              .is_options = head.is_options,
                              .content_type = std::string(head.header("content-type")),
                              .body = head.body};
    HttpResponse response = handled(request);
    if (response.stream) {
      encode_stream(request, response);
    } else {
      encode(request, response);
    }
    add_common_headers(response);
    response.headers.insert(response.headers.end(), head.reply_headers.begin(),
                            head.reply_headers.end());
    log(method_of(head), response, std::chrono::steady_clock::now() - start);
    if (response.stream) {
      exchange.streamed.bytes = head_of_stream(response, head);
      if (!head.is_head) {
        exchange.streamed.stream =
            std::make_shared<ChunkedBody>(std::move(response.stream), !head.is_old);
      }
      return;
    }
    to.status = response.status;
    for (const auto& [name, value] : response.headers) to.set_header(name, value);
    if (response.status != 304 && response.status != 204) {
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
  Metrics& metrics_;
  Gate& gate_;
  const LogRules rules_;
  std::string later_;  // Log lines of answers at once.
};

HttpServer::HttpServer(Callbacks callbacks, Metrics& metrics, Gate& gate, const LogRules& rules)
    : impl_(std::make_unique<Impl>(std::move(callbacks), metrics, gate, rules)) {}

HttpServer::~HttpServer() = default;

Answered HttpServer::answer(const RequestHead& head) const {
  try {
    return impl_->answer(head);
  } catch (...) {
    // Memory ran out, most likely: say so with none.
    exchange = {};
    return {
        .bytes =
            "HTTP/1.1 503 \r\nContent-Length: 0\r\nRetry-After: 1\r\nConnection: close\r\n\r\n"};
  }
}

std::optional<Reply> HttpServer::answer_at_once(RequestHead& head) const {
  try {
    const auto start = std::chrono::steady_clock::now();
    Gate::Admission admission = impl_->admit(head);
    if (admission.refusal) {
      Reply refused = reply_of_gate(head, admission);
      impl_->log_later(head, refused, std::chrono::steady_clock::now() - start);
      return refused;
    }
    head.reply_headers = std::move(admission.headers);
    if (head.is_post || head.is_options) return std::nullopt;
    auto answer = impl_->known(head);
    if (!answer) return std::nullopt;
    Reply reply = reply_with(std::move(answer), {.is_head = head.is_head,
                                                 .keep_alive = head.keep_alive,
                                                 .if_none_match = head.header("if-none-match"),
                                                 .more_headers = &head.reply_headers});
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
  return head_text(response, kCloseLine) + response.body;
}

}  // namespace backfile
