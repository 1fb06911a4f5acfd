// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/answer_cache.h"

#include <doctest/doctest.h>

#include <string>

#include "server/http/stored_answer.h"

namespace backfile {
namespace {

ArchiveStatus revision(std::uint64_t number, const std::string& uuid = "0f8c") {
  ArchiveStatus status;
  status.uuid = uuid;
  status.revision = number;
  return status;
}

HttpRequest asked(const std::string& target, bool accepts_gzip = false) {
  return {.target = target, .if_none_match = {}, .accepts_gzip = accepts_gzip};
}

HttpResponse answer(const ArchiveStatus& status, const std::string& canonical,
                    const std::string& body) {
  HttpResponse response;
  response.content_type = "text/plain";
  response.body = body;
  response.headers = {{"ETag", "W/\"" + canonical + "\""}, {"Link", "</next>; rel=\"next\""}};
  response.origin = AnswerOrigin{
      .archive = status.uuid, .revision = status.revision, .canonical_target = canonical};
  response.is_encoded = true;
  return response;
}

// Asks for an answer and keeps it, as a handler does.
void fill(AnswerCache& cache, const ArchiveStatus& status, const std::string& canonical,
          const std::string& body) {
  cache.find(status, canonical, asked(canonical));
  cache.put(asked(canonical), answer(status, canonical, body));
}

bool has(AnswerCache& cache, const ArchiveStatus& status, const std::string& target) {
  return cache.find_as_sent(status, asked(target)) != nullptr;
}

}  // namespace

TEST_CASE("an answer is found by its canonical target and by every spelling that led to it") {
  AnswerCache cache(1 << 20);
  const ArchiveStatus status = revision(1);
  CHECK(cache.find(status, "/c?q=a", asked("/c?&q=a")) == nullptr);
  cache.put(asked("/c?&q=a"), answer(status, "/c?q=a", "body"));
  CHECK(has(cache, status, "/c?&q=a"));
  CHECK_FALSE(has(cache, status, "/c?q=a&"));
  const auto found = cache.find(status, "/c?q=a", asked("/c?q=a&"));
  REQUIRE(found);
  CHECK(found->response.body == "body");
  CHECK(has(cache, status, "/c?q=a&"));
  // The canonical spelling is one that was sent only when it was.
  CHECK_FALSE(has(cache, status, "/c?q=a"));
  const AnswerCache::Counters counters = cache.counters();
  CHECK(counters.hits == 3);
  CHECK(counters.misses == 1);
  CHECK(counters.answers == 1);
}

TEST_CASE("an answer for those who take gzip is not given to others") {
  AnswerCache cache(1 << 20);
  const ArchiveStatus status = revision(1);
  cache.find(status, "/a", asked("/a", true));
  cache.put(asked("/a", true), answer(status, "/a", "packed"));
  CHECK(cache.find_as_sent(status, asked("/a", true)) != nullptr);
  CHECK(cache.find_as_sent(status, asked("/a")) == nullptr);
  CHECK(cache.find(status, "/a", asked("/a")) == nullptr);
}

TEST_CASE("a new revision, or another archive, drops every answer") {
  AnswerCache cache(1 << 20);
  fill(cache, revision(1), "/a", "old");
  REQUIRE(has(cache, revision(1), "/a"));
  SUBCASE("a newer revision") { CHECK_FALSE(has(cache, revision(2), "/a")); }
  SUBCASE("an older one, restored from a backup") { CHECK_FALSE(has(cache, revision(0), "/a")); }
  SUBCASE("another archive of the same revision") {
    CHECK_FALSE(has(cache, revision(1, "77aa"), "/a"));
  }
  CHECK(cache.counters().bytes == 0);
  CHECK(cache.counters().answers == 0);
  CHECK_FALSE(has(cache, revision(1), "/a"));
}

TEST_CASE("an answer of another revision than the one served is not kept") {
  AnswerCache cache(1 << 20);
  CHECK(cache.find(revision(2), "/a?cursor=x", asked("/a?cursor=x")) == nullptr);
  cache.put(asked("/a?cursor=x"), answer(revision(1), "/a?cursor=x", "of an older revision"));
  CHECK_FALSE(has(cache, revision(2), "/a?cursor=x"));
  CHECK(cache.counters().answers == 0);
}

TEST_CASE("above its limit the cache drops what was used longest ago") {
  constexpr std::size_t kLimit = 64 << 10;
  AnswerCache cache(kLimit);
  const ArchiveStatus status = revision(1);
  const std::string body(5000, 'x');
  fill(cache, status, "/first", body);
  fill(cache, status, "/second", body);
  for (int i = 0; i < 100; ++i) {
    REQUIRE(has(cache, status, "/first"));
    fill(cache, status, "/" + std::to_string(i), body);
    CHECK(cache.counters().bytes <= kLimit);
  }
  CHECK_FALSE(has(cache, status, "/second"));
  CHECK_FALSE(has(cache, status, "/0"));
  CHECK(has(cache, status, "/99"));
  CHECK(cache.counters().answers >= 8);
  // Too large a share of the space for one.
  fill(cache, status, "/large", std::string(kLimit / 4, 'x'));
  CHECK_FALSE(has(cache, status, "/large"));
  CHECK(has(cache, status, "/first"));
}

TEST_CASE("spellings of one answer do not fill the cache") {
  constexpr std::size_t kLimit = 64 << 10;
  AnswerCache cache(kLimit);
  const ArchiveStatus status = revision(1);
  fill(cache, status, "/a", "body");
  const std::string padding(2000, '&');
  for (int i = 0; i < 1000; ++i) {
    REQUIRE(cache.find(status, "/a", asked("/a?" + padding + std::to_string(i))) != nullptr);
    CHECK(cache.counters().bytes <= kLimit);
  }
}

TEST_CASE("a cache of 0 bytes keeps nothing") {
  AnswerCache cache(0);
  fill(cache, revision(1), "/a", "");
  CHECK_FALSE(has(cache, revision(1), "/a"));
  CHECK(cache.counters().bytes == 0);
}

TEST_CASE("a stored answer is sent whole, as its head alone, or as 304") {
  const auto stored = store(answer(revision(1), "/a", "body"));
  const Reply whole = reply_with(stored, {});
  CHECK(whole.status == 200);
  CHECK(whole.head.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(whole.head.ends_with("\r\nKeep-Alive: timeout=15, max=100000\r\n\r\n"));
  CHECK(whole.head.find("\r\nContent-Length: 4\r\n") != std::string::npos);
  CHECK(whole.head.find("\r\nDate: ") != std::string::npos);
  CHECK(whole.body == "body");

  const Reply head = reply_with(stored, {.is_head = true, .keep_alive = false});
  CHECK(head.status == 200);
  CHECK(head.head.find("\r\nContent-Length: 4\r\n") != std::string::npos);
  CHECK(head.head.ends_with("\r\nConnection: close\r\n\r\n"));
  CHECK(head.body.empty());

  const Reply known = reply_with(stored, {.if_none_match = "\"x\", W/\"/a\""});
  CHECK(known.status == 304);
  CHECK(known.head.starts_with("HTTP/1.1 304 Not Modified\r\n"));
  CHECK(known.head.find("\r\nETag: W/\"/a\"\r\n") != std::string::npos);
  CHECK(known.head.find("Content-Length") == std::string::npos);
  CHECK(known.head.find("Link") == std::string::npos);
  CHECK(known.body.empty());
  CHECK(reply_with(stored, {.if_none_match = "\"/b\""}).status == 200);
}

}  // namespace backfile
