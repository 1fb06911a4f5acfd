// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/fetch/robots.h"

#include <doctest/doctest.h>

#include <fstream>

#include "indexer/fetch/feed_log.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

TEST_CASE("the longest rule of our group decides what may be fetched") {
  const struct {
    const char* text;
    const char* target;
    bool allowed;
  } cases[] = {
      {"", "/feed", true},
      {"User-agent: *\nDisallow: /", "/feed", false},
      {"User-agent: *\nDisallow:", "/feed", true},
      {"User-agent: *\nDisallow: /\nAllow: /feed", "/feed.xml", true},
      {"User-agent: *\nAllow: /feed\nDisallow: /feed", "/feed", true},
      {"User-agent: *\nDisallow: /feed\nAllow: /", "/feed", false},
      {"User-agent: *\nDisallow: /*.xml$", "/a/feed.xml", false},
      {"User-agent: *\nDisallow: /*.xml$", "/a/feed.xml?x=1", true},
      {"User-agent: *\nDisallow: /a*b*c", "/axxbxxbc", false},
      {"User-agent: *\nDisallow: /a*b*c", "/axxbxxb", true},
      {"User-agent: other\nDisallow: /", "/feed", true},
      {"User-agent: Backfile/1.0\nDisallow: /\n\nUser-agent: *\nAllow: /", "/feed", false},
      {"User-agent: backfile\nAllow: /\n\nUser-agent: *\nDisallow: /", "/feed", true},
      {"User-agent: other\nUser-agent: backfile\nDisallow: /x\n", "/x", false},
      {"User-agent: backfile\nDisallow: /x\nUser-agent: *\nDisallow: /y", "/y", true},
      {"user-agent: * # all\r\ndisallow: /x # not this\r\n", "/x", false},
      {"Disallow: /", "/feed", true},
      {"<html>no robots here</html>", "/feed", true},
  };
  for (const auto& one : cases) {
    CAPTURE(one.text);
    CAPTURE(one.target);
    CHECK(RobotsRules(one.text, "backfile").allows(one.target) == one.allowed);
  }
}

TEST_CASE("the delay is that of our group") {
  CHECK(RobotsRules("User-agent: *\nCrawl-delay: 2.5\n", "backfile").delay() == 2.5);
  CHECK_FALSE(RobotsRules("User-agent: x\nCrawl-delay: 2\n", "backfile").delay());
  CHECK_FALSE(RobotsRules("User-agent: *\nCrawl-delay: soon\n", "backfile").delay());
}

TEST_CASE("a pattern made to be slow is not slow") {
  std::string pattern = "User-agent: *\nDisallow: /";
  for (int i = 0; i < 1000; ++i) pattern += "*a";
  CHECK(RobotsRules(pattern + "$", "backfile").allows("/" + std::string(5000, 'a') + "b"));
}

TEST_CASE("what is kept of feeds comes back, and a broken file is an empty one") {
  const TemporaryDirectory directory;
  FeedLog log;
  log.feeds["https://lantern.example/feed"] = {"\"17\"", "Thu, 19 Jan 2017 10:56:00 GMT", 17, 18,
                                               3};
  log.hosts["https://lantern.example"] = {19, "User-agent: *\n"};
  REQUIRE(log.save(directory.path()));
  const FeedLog again = FeedLog::load(directory.path());
  const FeedState& feed = again.feeds.at("https://lantern.example/feed");
  CHECK(feed.etag == "\"17\"");
  CHECK(feed.last_modified == "Thu, 19 Jan 2017 10:56:00 GMT");
  CHECK(feed.fetched == 17);
  CHECK(feed.not_before == 18);
  CHECK(feed.failures == 3);
  CHECK(again.hosts.at("https://lantern.example").robots == "User-agent: *\n");
  std::ofstream(directory.path() + "/feeds") << "{\"feeds\": [1";
  CHECK(FeedLog::load(directory.path()).feeds.empty());
  std::ofstream(directory.path() + "/feeds") << "{\"feeds\": {\"x\": [1]}, \"hosts\": {\"y\": 1}}";
  CHECK(FeedLog::load(directory.path()).feeds.at("x").etag.empty());
}
