// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/fetch/http_client.h"

#include <curl/curl.h>

#include <memory>
#include <string_view>

#include "common/text.h"

namespace backfile {
namespace {

constexpr long kSlowBytes = 100;  // A second, over kSlowSeconds: a server that dribbles.
constexpr long kSlowSeconds = 20;

// curl_global_init is not safe beside other threads, and is needed once.
bool curl_is_ready() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ready;
}

struct Transfer {
  HttpAnswer answer;
  const HttpLimits* limits = nullptr;
  bool too_large = false;
};

std::size_t on_body(char* bytes, std::size_t, std::size_t size, void* context) {
  auto* transfer = static_cast<Transfer*>(context);
  if (transfer->answer.body.size() + size > transfer->limits->body_bytes) {
    transfer->too_large = true;
    return 0;
  }
  transfer->answer.body.append(bytes, size);
  return size;
}

std::size_t on_header(char* bytes, std::size_t, std::size_t size, void* context) {
  HttpAnswer& answer = static_cast<Transfer*>(context)->answer;
  const std::string_view line(bytes, size);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return size;
  const std::string name = ascii_lower(line.substr(0, colon));
  const std::string value(trim(line.substr(colon + 1)));
  if (name == "content-type") answer.content_type = value;
  if (name == "etag") answer.etag = value;
  if (name == "last-modified") answer.last_modified = value;
  if (name == "retry-after") answer.retry_after = value;
  return size;
}

int on_progress(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto* stop = static_cast<Transfer*>(context)->limits->stop;
  return stop != nullptr && stop->load() != 0 ? 1 : 0;
}

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using Lines = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

void add_line(const std::string& line, Lines* lines) {
  curl_slist* longer = curl_slist_append(lines->get(), line.c_str());
  if (longer == nullptr) return;
  (void)lines->release();
  lines->reset(longer);
}

Lines header_lines(const HttpRequest& request) {
  Lines lines(nullptr, &curl_slist_free_all);
  add_line(
      "Accept: application/rss+xml, application/atom+xml, application/rdf+xml, "
      "application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
      &lines);
  if (!request.etag.empty()) add_line("If-None-Match: " + request.etag, &lines);
  if (!request.last_modified.empty()) {
    add_line("If-Modified-Since: " + request.last_modified, &lines);
  }
  return lines;
}

void set_limits(CURL* curl, const HttpLimits& limits) {
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, limits.connect_seconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, limits.total_seconds);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, kSlowBytes);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, kSlowSeconds);
}

void set_callbacks(CURL* curl, Transfer* transfer) {
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &on_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &on_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, transfer);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &on_progress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, transfer);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
}

}  // namespace

Result<HttpAnswer> http_get(const HttpRequest& request, const std::string& user_agent,
                            const HttpLimits& limits) {
  const Handle curl(curl_is_ready() ? curl_easy_init() : nullptr, &curl_easy_cleanup);
  if (!curl) return Error{ErrorCode::System, "libcurl cannot be started"};
  Transfer transfer;
  transfer.limits = &limits;
  const Lines lines = header_lines(request);
  char reason[CURL_ERROR_SIZE] = "";
  set_limits(curl.get(), limits);
  set_callbacks(curl.get(), &transfer);
  curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, reason);
  curl_easy_setopt(curl.get(), CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_USERAGENT, user_agent.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, lines.get());
  curl_easy_setopt(curl.get(), CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
  const CURLcode code = curl_easy_perform(curl.get());
  if (transfer.too_large) {
    return Error{ErrorCode::Io, request.url + ": the answer has more than " +
                                    std::to_string(limits.body_bytes >> 20) + " MiB"};
  }
  if (code != CURLE_OK) {
    const std::string why = reason[0] != '\0' ? reason : curl_easy_strerror(code);
    return Error{ErrorCode::Io, request.url + ": " + why};
  }
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &transfer.answer.status);
  const char* redirect = nullptr;
  curl_easy_getinfo(curl.get(), CURLINFO_REDIRECT_URL, &redirect);
  if (redirect != nullptr) transfer.answer.redirect = redirect;
  return std::move(transfer.answer);
}

}  // namespace backfile
