// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/sitemap_pages.h"

#include <doctest/doctest.h>

using namespace backfile;

namespace {

constexpr const char* kNews =
    "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
    "xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">"
    "<url><loc>https://www.lantern.example/ferry?a=1&amp;b=2</loc>"
    "<lastmod>2017-01-20</lastmod><news:news><news:publication><news:name>The Lantern</news:name>"
    "<news:language>en</news:language></news:publication>"
    "<news:publication_date>2017-01-19T16:26+05:30</news:publication_date>"
    "<news:genres>PressRelease, Blog</news:genres><news:title>The ferry "
    "runs</news:title></news:news></url>"
    "<url><loc>https://www.lantern.example/about</loc></url><url><loc>nowhere</loc></url></urlset>";

}  // namespace

TEST_CASE("a news sitemap tells of its pages under any spelling of their addresses") {
  Sitemap sitemap;
  const auto others = sitemap.add(kNews, {});
  REQUIRE(others);
  CHECK(others->empty());
  CHECK(sitemap.size() == 2);
  const SitemapPage* page = sitemap.find("http://lantern.example/ferry?b=2&utm_source=x&a=1");
  REQUIRE(page != nullptr);
  CHECK(page->published == "2017-01-19T16:26+05:30");
  CHECK(page->changed == "2017-01-20");
  CHECK(page->title == "The ferry runs");
  CHECK(page->source == "The Lantern");
  CHECK(page->language == "en");
  CHECK(page->genres == "PressRelease, Blog");
  REQUIRE(sitemap.find("https://www.lantern.example/about") != nullptr);
  CHECK(sitemap.find("https://www.lantern.example/about")->published.empty());
  CHECK(sitemap.find("https://www.lantern.example/other") == nullptr);
  CHECK(sitemap.find("") == nullptr);
}

TEST_CASE("an index of sitemaps names the others, and what is no sitemap is refused") {
  Sitemap sitemap;
  const auto others = sitemap.add(
      "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap><loc>"
      "https://lantern.example/news.xml</loc></sitemap></sitemapindex>",
      {});
  REQUIRE(others);
  CHECK(*others == std::vector<std::string>{"https://lantern.example/news.xml"});
  CHECK_FALSE(sitemap.add("<rss/>", {}));
  CHECK_FALSE(sitemap.add("no XML", {}));
  CHECK_FALSE(sitemap.add("", {}));
}
