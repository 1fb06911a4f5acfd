// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/result.h"
#include "indexer/extract/news_hosts.h"
#include "indexer/format/field_names.h"
#include "indexer/input/raw_document.h"

namespace backfile {

// The formats of a record. A container (file, JSON Lines, ...) and a format are two axes: any
// container can hold any format.
enum class Format {
  Json,
  Html,
  Scraped,
  Reuters,
  Nitf,
  NewsMlG2,
  NewsMl,
  Ninjs,
  Feed,
  JsonFeed,
  Sitemap,
  Rcv1,
  Trec,
  Alto,
  Mets,
  Didl,
  KbText,
  OtherXml,  // XML that none of the others reads: always a reject that says so.
};

// Name in provenance.reader, in --format and in docs/formats.md.
std::string_view format_name(Format format);
std::optional<Format> format_named(std::string_view name);
// Those that --format takes.
std::vector<std::string> format_names();

// The format of a record by its first bytes and its file name.
Format recognise(const RawDocument& document);

// What the reading of records depends on beside the records. Must outlive the calls.
struct ParseSettings {
  // Decides what dates mean that can be read in more than one way, and knows the domains of
  // publishers and their names.
  const NewsHosts& hosts = NewsHosts::built_in();
  // Names of fields in JSON records that go before those of json_aliases.h.
  const FieldNames& field_names = FieldNames::none();
};

inline constexpr std::size_t kMostArticles = 50'000;
inline constexpr std::size_t kMostErrors = 100;

// The articles of one record in their order, and a BadRecord error, which says what is wrong and
// where, for each part of it that should be an article and is none. Empty when the record is no
// article and none was expected: a page that its newspaper issue reads.
//
// The number of both is bounded (kMostArticles, kMostErrors), and a record has at most
// kLargestRecord bytes (indexer/input/container.h), so memory is.
class Parsed {
 public:
  Parsed() = default;
  Parsed(Result<Article> one) { add(std::move(one)); }  // NOLINT: made from one article.
  Parsed(Article article) { add(std::move(article)); }  // NOLINT
  Parsed(Error error) { add(std::move(error)); }        // NOLINT

  // What is added behind the bounds is counted only; close() says how much it was. Once the record
  // is full, skip() spares reading what would be left out.
  void add(Result<Article> one);
  void skip() { ++left_out_; }
  bool is_full() const { return results_.size() - errors_ >= kMostArticles; }
  void close();

  const std::vector<Result<Article>>& results() const { return results_; }
  std::vector<Result<Article>>& results() { return results_; }

 private:
  std::vector<Result<Article>> results_;
  std::size_t errors_ = 0;
  std::size_t left_out_ = 0;
};

// One record to its articles, each with the record's provenance, its own line in it where the
// format knows it, and the format as its reader. An article holds what the record itself says;
// extract/complete.h fills in what can be concluded.
Parsed parse(Format format, const RawDocument& document, const ParseSettings& settings = {});

// One function a format, each in a file of its own name.
Result<Article> parse_html(const RawDocument& document,  // html.cpp
                           const NewsHosts& hosts = NewsHosts::built_in());
Result<Article> parse_scraped(const RawDocument& document,  // scraped_text.cpp
                              const NewsHosts& hosts = NewsHosts::built_in());
Result<Article> parse_reuters(const RawDocument& document);  // reuters_sgml.cpp
Parsed parse_json(const RawDocument& document,               // json_record.cpp
                  const ParseSettings& settings = {});
Result<Article> parse_nitf(const RawDocument& document,  // nitf.cpp
                           const NewsHosts& hosts = NewsHosts::built_in());

Parsed parse_newsml_g2(const RawDocument& document,  // newsml_g2.cpp
                       const NewsHosts& hosts = NewsHosts::built_in());
Parsed parse_newsml(const RawDocument& document,  // newsml.cpp
                    const NewsHosts& hosts = NewsHosts::built_in());

Result<Article> parse_ninjs(const RawDocument& document,  // ninjs.cpp
                            const NewsHosts& hosts = NewsHosts::built_in());

Parsed parse_feed(const RawDocument& document,  // feed.cpp
                  const NewsHosts& hosts = NewsHosts::built_in());
Parsed parse_json_feed(const RawDocument& document,  // json_feed.cpp
                       const NewsHosts& hosts = NewsHosts::built_in());
Error parse_sitemap(const RawDocument& document);  // sitemap.cpp: says why there is no article.

Result<Article> parse_rcv1(const RawDocument& document);  // rcv1.cpp
Parsed parse_trec(const RawDocument& document,            // trec.cpp
                  const NewsHosts& hosts = NewsHosts::built_in());

Parsed parse_alto(const RawDocument& document);  // alto.cpp
Parsed parse_mets(const RawDocument& document,   // newspaper_issue.cpp
                  const NewsHosts& hosts = NewsHosts::built_in());
Parsed parse_didl(const RawDocument& document,  // newspaper_issue.cpp
                  const NewsHosts& hosts = NewsHosts::built_in());
Parsed parse_kb_text(const RawDocument& document);  // kb_text.cpp

}  // namespace backfile
