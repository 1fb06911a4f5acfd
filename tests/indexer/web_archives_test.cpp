// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include "indexer/input/header_fields.h"
#include "indexer/input/http_coding.h"
#include "tests/support/container_events.h"

using namespace backfile;

namespace {

std::string url_type_and_bytes(const RawDocument& document) {
  std::string line = document.url + " " + document.content_type;
  if (!document.charset.empty()) line += ";" + document.charset;
  return line + " " + document.bytes;
}

Events pages_of(std::string_view content) { return events_of(content, url_type_and_bytes); }

struct Record {
  std::string type;
  std::string url;
  std::string content_type;
  std::string block;
  std::string version = "1.0";
  int wrong_by = 0;  // Added to the length.
};

std::string warc(const Record& record) {
  const auto length = static_cast<int>(record.block.size()) + record.wrong_by;
  return "WARC/" + record.version + "\r\nWARC-Type: " + record.type +
         "\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2017-01-19T11:32:00Z\r\n" +
         "WARC-Target-URI: " + record.url + "\r\nContent-Type: " + record.content_type +
         "\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n" + record.block + "\r\n\r\n";
}

std::string http(const std::string& fields, const std::string& body,
                 const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\n" + fields + "\r\n" + body;
}

constexpr const char* kHtml = "Content-Type: text/html; charset=UTF-8\r\n";

std::string page(const std::string& name, int wrong_by = 0) {
  return warc({"response", "https://lantern.example/" + name, "application/http; msgtype=response",
               http(kHtml, "<p>" + name), "1.0", wrong_by});
}

const std::string kPage1 = "ok https://lantern.example/1 text/html;utf-8 <p>1";
const std::string kPage2 = "ok https://lantern.example/2 text/html;utf-8 <p>2";
const std::string kPage3 = "ok https://lantern.example/3 text/html;utf-8 <p>3";

std::string arc(const std::string& line, const std::string& block) {
  return line + " " + std::to_string(block.size()) + "\n" + block + "\n";
}

const std::string kArcHead =
    arc("filedesc://x.arc 127.0.0.1 20140216050221 text/plain",
        "1 0 Lantern\nURL IP-address Archive-date Content-type Archive-length\n");

}  // namespace

TEST_CASE("a web archive yields its pages and passes over all else") {
  const std::string text =
      warc({"warcinfo", "", "application/warc-fields", "software: x\r\n"}) +
      warc(
          {"request", "https://lantern.example/1", "application/http", "GET /1 HTTP/1.1\r\n\r\n"}) +
      page("1") +
      warc({"response", "https://lantern.example/x.png", "application/http",
            http("Content-Type: image/png\r\n", "\x89PNG")}) +
      warc({"response", "https://lantern.example/gone", "application/http",
            http(kHtml, "no", "404 Not Found")}) +
      warc({"response", "dns:lantern.example", "text/dns", "lantern.example"}) +
      warc({"revisit", "https://lantern.example/1", "application/http", http(kHtml, "")}) +
      warc({"metadata", "https://lantern.example/1", "text/plain", "via: x"}) + page("2");
  CHECK(pages_of(text) == Events{kPage1, kPage2});
}

TEST_CASE("resources and conversions are documents without HTTP around them") {
  CHECK(pages_of(
            warc({"resource", "https://lantern.example/1", "text/html; charset=koi8-r", "<p>1"}) +
            warc({"conversion", "https://lantern.example/2", "text/plain", "Two"}) +
            warc({"resource", "https://lantern.example/3", "image/png", "x"}) +
            warc({"resource", "metadata://gnu.org/wget.log", "text/plain", "log"}) +
            warc({"resource", "<metadata://gnu.org/wget.log>", "text/plain", "log"}) +
            warc({"resource", "https://lantern.example/4", "application/http",
                  http(kHtml, "<p>4")})) ==
        Events{"ok https://lantern.example/1 text/html;koi8-r <p>1",
               "ok https://lantern.example/2 text/plain Two",
               "ok https://lantern.example/4 text/html;utf-8 <p>4"});
}

TEST_CASE("addresses in angle brackets, blanks in addresses and WARC 1.1 are read") {
  CHECK(pages_of(warc({"response", "<https://lantern.example/a b>", "application/http",
                       http(kHtml, "<p>1"), "1.1"})) ==
        Events{"ok https://lantern.example/a%20b text/html;utf-8 <p>1"});
}

TEST_CASE("a page knows its record and when it was fetched") {
  const Events got = events_of(page("1"), [](const RawDocument& document) {
    return document.provenance.member + " " + document.hints.captured;
  });
  CHECK(got == Events{"ok urn:uuid:1 2017-01-19T11:32:00Z"});
}

TEST_CASE("one gzip member a record, all in one member, and no gzip are the same") {
  CHECK(pages_of(gzipped(page("1")) + gzipped(page("2"))) == Events{kPage1, kPage2});
  CHECK(pages_of(gzipped(page("1") + page("2"))) == Events{kPage1, kPage2});
  CHECK(pages_of(page("1") + std::string(512, '\0') + page("2")) == Events{kPage1, kPage2});
}

TEST_CASE("behind a damaged record reading goes on") {
  const std::string kWrongLength = "bad the WARC record is not as long as it says";
  SUBCASE("of a length that is too large") {
    CHECK(pages_of(page("1") + page("2", 40) + page("3")) == Events{kPage1, kWrongLength, kPage3});
    CHECK(pages_of(page("1") + page("2", 4'000'000) + page("3")) ==
          Events{kPage1, kWrongLength, kPage3});
  }
  SUBCASE("of a length that is too small") {
    CHECK(pages_of(page("1") + page("2", -3) + page("3")) == Events{kPage1, kWrongLength, kPage3});
  }
  SUBCASE("of a length that no record has") {
    const Events got = pages_of(page("1") + page("2", 2'000'000'000) + page("3"));
    CHECK(got == Events{kPage1, "bad the record has more than 16 MiB", kPage3});
  }
  SUBCASE("of one that would be passed over, in silence") {
    CHECK(pages_of(warc({"warcinfo", "", "application/warc-fields", "a: b\r\n\r\n", "1.0", -2}) +
                   page("1")) == Events{kPage1});
    CHECK(pages_of(warc({"warcinfo", "", "application/warc-fields", "a: b\r\n", "1.0", 4}) +
                   page("1")) == Events{kPage1});
  }
  SUBCASE("of no length") {
    std::string broken = page("2");
    broken.replace(broken.find("Content-Length"), 14, "Content-Longth");
    const Events got = pages_of(page("1") + broken + page("3"));
    REQUIRE(got.size() == 3);
    CHECK(
        got[1].starts_with("bad a WARC record without a readable Content-Length; reading goes on"));
    CHECK(got[2] == kPage3);
  }
  SUBCASE("in rubble between records") {
    const Events got = pages_of(page("1") + "rubble\r\n\r\n" + page("3"));
    REQUIRE(got.size() == 3);
    CHECK(
        got[1].starts_with("bad no WARC record begins where one should; reading goes on at byte"));
    CHECK(got[2] == kPage3);
  }
}

TEST_CASE("behind a damaged gzip member reading goes on") {
  const std::string noise = [] {
    std::string text = "<p>";
    unsigned seed = 7;
    for (int i = 0; i < 20'000; ++i) {
      seed = seed * 1664525 + 1013904223;
      text.push_back(static_cast<char>('a' + (seed >> 24) % 26));
    }
    return text;
  }();
  const std::string member = gzipped(
      warc({"response", "https://lantern.example/2", "application/http", http(kHtml, noise)}));
  std::string flipped = member;
  flipped[member.size() / 2] ^= '\x55';
  std::string wrong_sum = member;
  wrong_sum[member.size() - 6] ^= '\x01';
  for (const std::string& damaged : {flipped, member.substr(0, member.size() / 2)}) {
    const Events got = pages_of(gzipped(page("1")) + damaged + gzipped(page("3")));
    REQUIRE(got.size() >= 3);
    CHECK(got.front() == kPage1);
    CHECK(got[1].starts_with("bad "));
    CHECK(got.back() == kPage3);
  }
  const Events got = pages_of(gzipped(page("1")) + wrong_sum + gzipped(page("3")));
  CHECK(got.back() == kPage3);
  CHECK(got[got.size() - 2].find("incorrect data check") != std::string::npos);
}

TEST_CASE("an archive that is cut off says so and yields what came before") {
  const std::string both = page("1") + page("2");
  for (const std::size_t size : {page("1").size() + 30, both.size() - 6}) {
    const Events got = pages_of(both.substr(0, size));
    REQUIRE(got.size() == 2);
    CHECK(got[0] == kPage1);
    CHECK(got[1].starts_with("bad the file ends inside of a WARC record"));
  }
  const std::string packed = gzipped(page("1")) + gzipped(page("2"));
  const Events got = pages_of(packed.substr(0, packed.size() - 12));
  REQUIRE(got.size() == 2);
  CHECK(got[0] == kPage1);
  CHECK(got[1].find("truncated gzip") != std::string::npos);
}

TEST_CASE("a body is freed of the codings that it really has") {
  const std::string chunked = "4\r\n<p>c\r\n5;x=y\r\nhunks\r\n0\r\n\r\n";
  const std::string packed = gzipped("<p>packed");
  const struct {
    std::string fields;
    std::string body;
    std::string expected;
  } cases[] = {
      {"Transfer-Encoding: chunked\r\n", chunked, "<p>chunks"},
      {"Transfer-Encoding: chunked\r\n", "<p>plain", "<p>plain"},
      {"Transfer-Encoding: chunked\r\n", "4\r\n<p>c\r\nzz\r\nrest", "<p>czz\r\nrest"},
      {"Transfer-Encoding: chunked\r\n", "4\r\n<p>c\r\n9\r\ncut", "<p>ccut"},
      {"Content-Encoding: gzip\r\n", packed, "<p>packed"},
      {"Content-Encoding: gzip\r\n", "<p>plain", "<p>plain"},
      {"Content-Encoding: x-gzip\r\n", packed, "<p>packed"},
      {"Content-Encoding: br\r\n", packed, "<p>packed"},
      {"Content-Encoding: br\r\n", "<p>plain as the day", "<p>plain as the day"},
      {"Content-Encoding: br\r\n", std::string("\x0b\x04\x80<p>brotli\x03", 13), "<p>brotli"},
      {"Content-Encoding: deflate\r\n",
       "\x78\x9c\xb3\x29\xb0\x4b\x49\x4d\xcb\x49\x2c\x49\x05\x00"
       "\x0f\xe2\x03\x6e",
       "<p>deflate"},
      {"X-Crawler-Content-Encoding: gzip\r\nX-Crawler-Transfer-Encoding: chunked\r\n", "<p>news",
       "<p>news"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.fields);
    CAPTURE(one.body);
    CHECK(pages_of(warc({"response", "https://lantern.example/1", "application/http",
                         http(kHtml + one.fields, one.body)})) ==
          Events{"ok https://lantern.example/1 text/html;utf-8 " + one.expected});
  }
}

TEST_CASE("a body that swells beyond measure is rejected and the next page read") {
  const std::string bomb = gzipped(std::string(64 << 20, 'x'));
  const Events got =
      pages_of(warc({"response", "https://lantern.example/1", "application/http",
                     http(std::string(kHtml) + "Content-Encoding: gzip\r\n", bomb)}) +
               page("2"));
  CHECK(got == Events{"bad the body has more than 16 MiB when it is decompressed", kPage2});
}

TEST_CASE("ARC files of both versions yield their pages") {
  const std::string block = http(kHtml, "<p>1");
  CHECK(pages_of(kArcHead +
                 arc("https://lantern.example/1 10.0.0.1 20140216050221 text/html", block) + "\n" +
                 arc("https://lantern.example/x.png 10.0.0.1 20140216050221 image/png",
                     http("Content-Type: image/png\r\n", "x")) +
                 arc("https://lantern.example/a b 10.0.0.1 20140216050221 text/html",
                     http(kHtml, "<p>2"))) ==
        Events{kPage1, "ok https://lantern.example/a%20b text/html;utf-8 <p>2"});
  CHECK(pages_of(arc("filedesc://x.arc 0.0.0.0 20140216050221 text/plain 200 - - 0 x.arc",
                     "2 0 Lantern\nURL IP-address Archive-date Content-type Result-code Checksum "
                     "Location Offset Filename Archive-length\n") +
                 arc("https://lantern.example/1 10.0.0.1 20140216050221 text/html 200 sum - 1500 "
                     "x.arc",
                     block)) == Events{kPage1});
  const Events dated = events_of(
      kArcHead + arc("https://lantern.example/1 10.0.0.1 20140216050221 text/html", block),
      [](const RawDocument& document) { return document.hints.captured; });
  CHECK(dated == Events{"ok 2014-02-16T05:02:21Z"});
}

TEST_CASE("in an ARC file reading goes on behind damage") {
  const std::string good =
      arc("https://lantern.example/1 10.0.0.1 20140216050221 text/html", http(kHtml, "<p>1"));
  CHECK(pages_of(kArcHead + "https://lantern.example/2 10.0.0.1 20140216050221 text/html -1\n\n" +
                 "rubble\n" + good) == Events{"bad no ARC record begins where one should", kPage1});
  CHECK(pages_of(kArcHead + good + good.substr(0, good.size() - 9)) ==
        Events{kPage1, "bad the file ends inside of an ARC record"});
  std::string flipped = gzipped(good);
  flipped[flipped.size() - 6] ^= '\x01';
  const Events got = pages_of(gzipped(kArcHead) + flipped + gzipped(good));
  CHECK(got.back() == kPage1);
  CHECK(got[got.size() - 2].find("damaged gzip") != std::string::npos);
}

TEST_CASE("the fields of a header are found whatever their case and folding") {
  const HeaderFields fields(
      "Subject: one\r\n two\r\nCONTENT-TYPE: Text/HTML; Charset=\"UTF-8\"\r\n");
  CHECK(fields.get("subject") == "one two");
  CHECK(parse_content_type(fields.get("Content-Type")).type == "text/html");
  CHECK(parse_content_type(fields.get("Content-Type")).charset == "utf-8");
  CHECK(parse_content_type("text/html;charset='koi8-r'; x=y").charset == "koi8-r");
  CHECK(parse_content_type("text/html").charset.empty());
  CHECK(header_parameter("multipart/mixed; a=b; boundary=\"x;y\"", "boundary") == "x;y");
}
