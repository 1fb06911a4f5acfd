// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/result.h"
#include "indexer/extract/news_hosts.h"
#include "indexer/input/raw_document.h"

namespace backfile {

// The formats of a record. A container (file, JSON Lines, ...) and a format are two axes: any
// container can hold any format.
enum class Format { Json, Html, Scraped, Reuters };

// Name in provenance.reader, in --format and in docs/formats.md.
std::string_view format_name(Format format);
std::optional<Format> format_named(std::string_view name);
std::vector<std::string> format_names();

// The format of a record by its first bytes and its file name.
Format recognise(const RawDocument& document);

// One record to an article, with the record's provenance and the format as its reader. The result
// holds what the record itself says; extract/complete.h fills in what can be concluded. BadRecord,
// with what is wrong and where, when there is no article in it. `hosts` decides what dates mean
// that can be read in more than one way, and knows the domains of publishers and their names.
Result<Article> parse(Format format, const RawDocument& document,
                      const NewsHosts& hosts = NewsHosts::built_in());

// One function a format, each in a file of its own name.
Result<Article> parse_json(const RawDocument& document,  // json_record.cpp
                           const NewsHosts& hosts = NewsHosts::built_in());
Result<Article> parse_html(const RawDocument& document,  // html.cpp
                           const NewsHosts& hosts = NewsHosts::built_in());
Result<Article> parse_scraped(const RawDocument& document,  // scraped_text.cpp
                              const NewsHosts& hosts = NewsHosts::built_in());
Result<Article> parse_reuters(const RawDocument& document);  // reuters_sgml.cpp

}  // namespace backfile
