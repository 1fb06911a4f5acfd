// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/url.h"

#include <doctest/doctest.h>

using namespace backfile;

TEST_CASE("one article has one canonical URL") {
  struct Case {
    const char* url;
    const char* canonical;
  };
  const Case cases[] = {
      {"https://www.example.com/news/ferry", "example.com/news/ferry"},
      {"http://example.com/news/ferry/", "example.com/news/ferry"},
      {"HTTPS://WWW.Example.COM:443/News/Ferry", "example.com/News/Ferry"},
      {"https://user:pass@example.com/a", "example.com/a"},
      {"https://example.com:8443/a", "example.com:8443/a"},
      {"https://m.example.com/a", "example.com/a"},
      {"https://m.co/a", "m.co/a"},
      {"https://amp.example.com/a/amp/", "example.com/a"},
      {"https://example.com/a.amp.html", "example.com/a.html"},
      {"https://example.com/a/index.html", "example.com/a"},
      {"https://example.com//a/./b/../c", "example.com/a/c"},
      {"https://example.com/../../a", "example.com/a"},
      {"https://example.com/a#comments", "example.com/a"},
      {"https://example.com/#!/story/17", "example.com#!/story/17"},
      {"https://example.com/a?utm_source=x&id=7&fbclid=y", "example.com/a?id=7"},
      {"https://example.com/?p=123", "example.com?p=123"},
      {"https://example.com/a?b=2&a=1", "example.com/a?a=1&b=2"},
      {"https://example.com/showNews.do?title&objectId=1503302",
       "example.com/showNews.do?objectId=1503302&title"},
      {"https://example.com/%7euser/caf%c3%a9", "example.com/~user/caf%C3%A9"},
      {"https://example.com/100%", "example.com/100%"},
      {"https://web.archive.org/web/20160131120000/https://www.example.com/a?utm_x=1",
       "example.com/a"},
      {"https://example-com.cdn.ampproject.org/c/s/example.com/a", "example.com/a"},
      {"https://example.com/a?outputType=amp", "example.com/a"},
      {"https://example.com", "example.com"},
      {"ftp://example.com/a", ""},
      {"/relative/path", ""},
      {"mailto:a@example.com", ""},
      {"", ""},
      {"https://", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.url);
    CHECK(canonical_url(c.url) == c.canonical);
  }
}

TEST_CASE("the host of a URL has neither port nor user nor www") {
  CHECK(host_of("https://www.Example.com:8080/a") == "example.com");
  CHECK(host_of("http://u:p@news.example.org/") == "news.example.org");
  CHECK(host_of("https://[::1]:8080/") == "[::1]");
  CHECK(host_of("javascript:alert(1)") == "");
}
