// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/posting_cache.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>

namespace backfile {
namespace {

using std::chrono::microseconds;

constexpr std::size_t kLimit = 64 << 10;

SharedPostings list_of(std::size_t documents) {
  PostingList list;
  list.docids.assign(documents, 1);
  return std::make_shared<const PostingList>(std::move(list));
}

std::string key_of(int number) { return "segment list-" + std::to_string(number); }

TEST_CASE("of lists of one length that took the same time the least lately used gives way") {
  PostingCache cache(kLimit);
  for (int i = 0; i < 5; ++i) cache.insert(key_of(i), list_of(3'000), microseconds(50));
  CHECK(cache.counters().lists == 5);
  CHECK(cache.find(key_of(0)));
  cache.insert(key_of(5), list_of(3'000), microseconds(50));
  CHECK(cache.find(key_of(0)));
  CHECK_FALSE(cache.find(key_of(1)));
  CHECK(cache.find(key_of(2)));
  CHECK(cache.counters().bytes <= kLimit);
}

TEST_CASE("a short list that took long outlives long ones that took no time, but not for ever") {
  PostingCache cache(kLimit);
  cache.insert("segment phrase", list_of(100), microseconds(500));
  for (int i = 0; i < 100; ++i) cache.insert(key_of(i), list_of(3'000), microseconds(50));
  CHECK(cache.find("segment phrase"));
  for (int i = 100; i < 10'000; ++i) cache.insert(key_of(i), list_of(3'000), microseconds(50));
  CHECK_FALSE(cache.find("segment phrase"));
  CHECK(cache.find(key_of(9'999)));
}

TEST_CASE("a list that would take more than a quarter of the room is not kept") {
  PostingCache cache(kLimit);
  cache.insert(key_of(1), list_of(5'000), microseconds(1));
  CHECK_FALSE(cache.find(key_of(1)));
  CHECK(cache.counters().bytes == 0);
}

TEST_CASE("the first of two lists with one key is kept, and counted once") {
  PostingCache cache(kLimit);
  cache.insert(key_of(1), list_of(10), microseconds(1));
  const PostingCache::Counters counted = cache.counters();
  cache.insert(key_of(1), list_of(20), microseconds(1));
  CHECK(cache.counters().bytes == counted.bytes);
  CHECK(cache.find(key_of(1))->docids.size() == 10);
  cache.keep_only({"another"});
  CHECK(cache.counters().lists == 0);
  CHECK(cache.counters().bytes == 0);
}

}  // namespace
}  // namespace backfile
