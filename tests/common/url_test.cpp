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
      {"https://example.com/100%", "example.com/100%25"},
      {"https://example.com:/a", "example.com/a"},
      {"https://example.com:x/a", ""},
      {"https://web.archive.org/web/20160131120000/https://www.example.com/a?utm_x=1",
       "example.com/a"},
      {"https://example-com.cdn.ampproject.org/c/s/example.com/a", "example.com/a"},
      {"https://example.com/a?outputType=amp", "example.com/a"},
      {"https://example.com", "example.com"},
      // Hosts.
      {"https://en.m.example.org/a", "en.example.org/a"},
      {"https://www.mobile.example.org/a", "example.org/a"},
      {"https://m\u00fcnchen.example/a", "xn--mnchen-3ya.example/a"},
      {"https://xn--mnchen-3ya.example/a", "xn--mnchen-3ya.example/a"},
      {"https://M%C3%9CNCHEN.example:8080/a", "xn--mnchen-3ya.example:8080/a"},
      {"https://example.com./a", "example.com/a"},
      {"https://exa mple.com/a", ""},
      // Paths.
      {"https://example.com/caf\u00e9 au lait", "example.com/caf%C3%A9%20au%20lait"},
      {"https://example.com/news/story.jsp;jsessionid=1A?id=5", "example.com/news/story.jsp?id=5"},
      {"https://example.com/a;b/c", "example.com/a;b/c"},
      {"https://example.com/amp/news/a", "example.com/news/a"},
      {"https://example.com/news/amp/", "example.com/news"},
      {"https://example.com/news/a.amp", "example.com/news/a"},
      {"https://example.com/news/amplifier", "example.com/news/amplifier"},
      {"https://example.com/index.php?id=17", "example.com?id=17"},
      {"https://example.com/#/story/17", "example.com#/story/17"},
      {"https://example.com/a#/story/17", "example.com/a"},
      {"https://example.com/a#:~:text=x", "example.com/a"},
      // Queries: what names the article stays.
      {"https://example.com/a?12345", "example.com/a?12345"},
      {"https://example.com/a?cid=1503302", "example.com/a?cid=1503302"},
      {"https://example.com/a?cid=rss-feed", "example.com/a"},
      {"https://example.com/a?source=1503302&ref=17", "example.com/a?source=1503302"},
      {"https://example.com/photo?fbid=17", "example.com/photo?fbid=17"},
      {"https://example.com/a?page=2&article_id=5&aid=6&story=7",
       "example.com/a?aid=6&article_id=5&page=2&story=7"},
      {"https://example.com/a?s=20", "example.com/a"},
      {"https://example.com/?s=ferry", "example.com?s=ferry"},
      {"https://example.com/a?print&amp&rss=1", "example.com/a"},
      {"https://example.com/a?x=1&amp;y=2", "example.com/a?x=1&y=2"},
      {"https://example.com/a?_ga=1&__twitter_impression=true&WT.mc_id=x&PHPSESSID=9",
       "example.com/a"},
      {"https://example.com/a?q=caf\u00e9&q=%7e", "example.com/a?q=caf%C3%A9&q=~"},
      // Copies.
      {"http://web.archive.org/web/2016/http:/example.com/a", "example.com/a"},
      {"https://web.archive.org/web/20160131id_/https://example.com/a?b=1&utm_x=2",
       "example.com/a?b=1"},
      {"https://web.archive.org/web/https://example.com/a", "example.com/a"},
      {"https://archive.ph/o/Ab1/https://example.com/a", "example.com/a"},
      {"https://wayback.library.example/7/20160131120000/http://www.example.com/a",
       "example.com/a"},
      {"https://archive.ph/Ab1Cd", "archive.ph/Ab1Cd"},
      {"https://www.google.com/amp/s/example.com/a/amp/", "example.com/a"},
      {"https://web.archive.org/web/20200101000000/https://example-com.cdn.ampproject.org/v/s/"
       "example.com/a?amp_js_v=0.1&id=3",
       "example.com/a?id=3"},
      {"https://example.com/share/https://other.example/a",
       "example.com/share/https:/other.example/a"},
      {" https://example.com/a ", "example.com/a"},
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

TEST_CASE("a canonical URL stays what it is") {
  for (const char* url :
       {"https://m.example.com/caf%c3%a9/?b=2&a=1#x", "https://example.com",
        "https://example.com/a?%zz&&=;b", "https://example.com/%%37e/index.html/amp",
        "https://example.com/a?utm%5Fx=1&b", "https://a.example/#! "}) {
    const std::string canonical = canonical_url(url);
    CHECK(canonical_url("https://" + canonical) == canonical);
  }
}

TEST_CASE("the address of a copy says when it was taken") {
  CHECK(captured_in_url("https://web.archive.org/web/20160131120005/https://example.com/a") ==
        "2016-01-31T12:00:05Z");
  CHECK(captured_in_url("https://web.archive.org/web/20160131id_/https://example.com/a") ==
        "2016-01-31");
  CHECK(captured_in_url("https://web.archive.org/web/2016/https://example.com/a") == "");
  CHECK(captured_in_url("https://example.com/20160131/a") == "");
  CHECK(captured_in_url("") == "");
}

TEST_CASE("the registrable domain of a host is that below its public suffix") {
  CHECK(registrable_domain("markets.ft.com") == "ft.com");
  CHECK(registrable_domain("News.BBC.co.uk") == "bbc.co.uk");
  CHECK(registrable_domain("co.uk") == "");
  CHECK(registrable_domain("10.0.0.1") == "");
  CHECK(registrable_domain("[::1]") == "");
  CHECK(registrable_domain("") == "");
}
