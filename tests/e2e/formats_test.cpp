// SPDX-License-Identifier: GPL-3.0-or-later
// Containers and formats are two axes: each format is read out of each container.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/gzip.h"
#include "tests/support/packing.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

struct Sample {
  std::string name;
  std::string bytes;
  std::string reader;
  std::string type = {};  // In a WARC; empty: no crawler keeps it.
};

const std::string kText =
    "The harbour of Port Ellery will open its old lighthouse to visitors next month, the harbour "
    "master said on Thursday. The tower had been closed since a storm tore off its gallery eleven "
    "years ago, and the town had argued ever since.";

// All hold one article, "Lighthouse opens" of 2 March 2017.
std::vector<Sample> samples() {
  const std::string day = "2017-03-02";
  return {
      {"a.html",
       "<html><head><title>Lighthouse opens</title><meta property=\"article:published_time\" "
       "content=\"2017-03-02\"></head><body><article><h1>Lighthouse opens</h1><p>" +
           kText + "</p></article></body></html>",
       "html", "text/html"},
      {"a.xml",
       "<nitf><head><docdata><doc-id id-string=\"n-1\"/><date.issue norm=\"20170302\"/></docdata>"
       "</head><body><body.head><hedline><hl1>Lighthouse opens</hl1></hedline></body.head>"
       "<body.content><p>" +
           kText + "</p></body.content></body></nitf>",
       "nitf", "application/xml"},
      {"b.xml",
       "<envelope><job>7</job><nitf><head><docdata><doc-id id-string=\"n-2\"/><date.issue "
       "norm=\"20170302\"/></docdata></head><body><body.head><hedline><hl1>Lighthouse opens</hl1>"
       "</hedline></body.head><body.content><p>" +
           kText + "</p></body.content></body></nitf></envelope>",
       "nitf", "text/xml"},
      {"c.xml",
       "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"urn:g:1\" version=\"1\">"
       "<itemMeta><itemClass qcode=\"ninat:text\"/><firstCreated>2017-03-02</firstCreated>"
       "</itemMeta><contentMeta><headline>Lighthouse opens</headline></contentMeta><contentSet>"
       "<inlineData contenttype=\"text/plain\">" +
           kText + "</inlineData></contentSet></newsItem>",
       "newsml-g2", "text/xml"},
      {"d.xml",
       "<rss version=\"2.0\"><channel><item><title>Lighthouse opens</title><guid>r-1</guid>"
       "<pubDate>2 Mar 2017</pubDate><description>" +
           kText + "</description></item></channel></rss>",
       "feed", "application/rss+xml"},
      {"a.json",
       nlohmann::json{{"uri", "urn:j:1"},
                      {"type", "text"},
                      {"versioncreated", day},
                      {"headline", "Lighthouse opens"},
                      {"body_text", kText}}
           .dump(2),
       "ninjs"},
      {"a.jsonl",
       nlohmann::json{{"title", "Lighthouse opens"}, {"text", kText}, {"date", day}}.dump() + "\n",
       "json"},
      {"b.json",
       nlohmann::json::array(
           {{{"headline", "Lighthouse opens"}, {"maintext", kText}, {"date_publish", day}}})
           .dump(2),
       "json"},
      {"a.csv", "date,title,article\n" + day + ",Lighthouse opens,\"" + kText + "\"\n", "json"},
      {"a.sgm",
       "<DOC>\n<DOCNO> AP170302-0001 </DOCNO>\n<DATE>170302</DATE>\n<HEAD>Lighthouse opens</HEAD>\n"
       "<TEXT>\n" +
           kText + "\n</TEXT>\n</DOC>\n",
       "trec"},
      {"a.mbox",
       "From news@lantern.example Thu Mar  2 10:00:00 2017\nFrom: Lantern "
       "<news@lantern.example>\nTo: b@c.example\nSubject: Lighthouse opens\nDate: Thu, 2 Mar 2017 "
       "10:00:00 +0000\nMessage-ID: <1@lantern.example>\n\n" +
           kText + "\n",
       "scraped"},
      {"a.txt", "Lighthouse opens\n\nPublished: 2 March 2017\n\n" + kText + "\n", "scraped"},
  };
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::string in_warc(const Sample& sample) {
  const std::string http = "HTTP/1.1 200 OK\r\nContent-Type: " + sample.type +
                           "\r\nContent-Length: " + std::to_string(sample.bytes.size()) +
                           "\r\n\r\n" + sample.bytes;
  return gzipped("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://lantern.example/" +
                 sample.name +
                 "\r\nWARC-Date: 2017-03-03T00:00:00Z\r\nContent-Type: application/http; "
                 "msgtype=response\r\nContent-Length: " +
                 std::to_string(http.size()) + "\r\n\r\n" + http + "\r\n\r\n");
}

// Title, day and reader of the only article in a file.
std::string read(const std::string& path) {
  const Finished run = run_program({BACKFILE_INDEX, "extract", path});
  const nlohmann::json article = nlohmann::json::parse(run.out, nullptr, false);
  if (!article.is_object()) return "status " + std::to_string(run.status) + ": " + run.err;
  if (article.value("text", "").find("lighthouse to visitors") == std::string::npos) return "text";
  return article.value("title", "") + ", " + article.value("published", "").substr(0, 10) + ", " +
         article["provenance"].value("reader", "");
}

}  // namespace

TEST_CASE("each format is read out of each container") {
  const TemporaryDirectory place;
  for (const Sample& sample : samples()) {
    const std::string expected = "Lighthouse opens, 2017-03-02, " + sample.reader;
    const std::vector<std::pair<std::string, std::string>> files = {
        {"plain-" + sample.name, sample.bytes},
        {sample.name + ".gz", gzipped(sample.bytes)},
        {sample.name + ".tar", packed(Packing::Tar, {{"in/" + sample.name, sample.bytes}})},
        {sample.name + ".zip", packed(Packing::Zip, {{"in/" + sample.name, sample.bytes}})},
        {sample.name + ".tar.zst", packed(Packing::TarZst, {{sample.name, sample.bytes}})},
        {sample.name + ".gz.tar",
         packed(Packing::Tar, {{sample.name + ".gz", gzipped(sample.bytes)}})},
        {sample.name + ".zip.tar",
         packed(Packing::Tar,
                {{"inner.zip", packed(Packing::Zip, {{sample.name, sample.bytes}})}})}};
    for (const auto& [name, bytes] : files) {
      CAPTURE(name);
      const std::string path = place.path() + "/" + name;
      write(path, bytes);
      CHECK(read(path) == expected);
      std::filesystem::remove(path);
    }
    if (sample.type.empty()) continue;
    CAPTURE(sample.name);
    const std::string path = place.path() + "/crawl.warc.gz";
    write(path, in_warc(sample));
    CHECK(read(path) == expected);
    write(path, packed(Packing::Tar, {{"crawl.warc.gz", in_warc(sample)}}));
    CHECK(read(path) == expected);
  }
}

TEST_CASE("an archive of all formats is read twice and changes nothing") {
  const TemporaryDirectory place;
  std::vector<Member> members;
  for (const Sample& sample : samples()) members.push_back({"in/" + sample.name, sample.bytes});
  const std::string archive = place.path() + "/archive";
  for (const std::string name : {"all.tar.zst", "again.zip"}) {
    write(place.path() + "/" + name,
          packed(name.ends_with("zip") ? Packing::Zip : Packing::TarZst, members));
    const Finished run = run_program({BACKFILE_INDEX, "add", "--archive", archive, "--report",
                                      "json", place.path() + "/" + name});
    CHECK(run.status == 0);
    CHECK(run.err == "");
    const nlohmann::json report = nlohmann::json::parse(run.out);
    CHECK(report["records"] == members.size());
    CHECK((report["new"] == 0) == name.ends_with("zip"));
    CHECK(report["rejected"] == 0);
  }
}
