// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/format.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "common/text.h"
#include "common/xml_prologue.h"
#include "indexer/format/json_shape.h"
#include "indexer/format/record_values.h"

namespace backfile {
namespace {

struct FormatRow {
  Format format;
  std::string_view name;
};

constexpr std::array kFormats = {
    // clang-format off
    FormatRow{Format::Json, "json"},
    FormatRow{Format::Html, "html"},
    FormatRow{Format::Scraped, "scraped"},
    FormatRow{Format::Reuters, "reuters"},
    FormatRow{Format::Nitf, "nitf"},
    FormatRow{Format::NewsMlG2, "newsml-g2"},
    FormatRow{Format::NewsMl, "newsml"},
    FormatRow{Format::Ninjs, "ninjs"},
    FormatRow{Format::Feed, "feed"},
    FormatRow{Format::JsonFeed, "json-feed"},
    FormatRow{Format::Sitemap, "sitemap"},
    FormatRow{Format::Rcv1, "rcv1"},
    FormatRow{Format::Trec, "trec"},
    FormatRow{Format::Alto, "alto"},
    FormatRow{Format::Mets, "mets"},
    FormatRow{Format::Didl, "didl"},
    FormatRow{Format::KbText, "kb-text"},
    FormatRow{Format::OtherXml, "xml"},
    // clang-format on
};

struct RootRow {
  std::string_view name;
  Format format;
};

// Root elements, without their prefix, and what they begin.
constexpr std::array kRoots = {
    RootRow{"REUTERS", Format::Reuters},
    RootRow{"nitf", Format::Nitf},
    RootRow{"newsItem", Format::NewsMlG2},
    RootRow{"newsMessage", Format::NewsMlG2},
    RootRow{"packageItem", Format::NewsMlG2},
    RootRow{"conceptItem", Format::NewsMlG2},
    RootRow{"knowledgeItem", Format::NewsMlG2},
    RootRow{"planningItem", Format::NewsMlG2},
    RootRow{"NewsML", Format::NewsMl},
    RootRow{"rss", Format::Feed},
    RootRow{"alto", Format::Alto},
    RootRow{"mets", Format::Mets},
    RootRow{"DIDL", Format::Didl},
    RootRow{"text", Format::KbText},
    RootRow{"newsitem", Format::Rcv1},
    RootRow{"DOC", Format::Trec},
    RootRow{"RDF", Format::Feed},
    RootRow{"feed", Format::Feed},
    RootRow{"urlset", Format::Sitemap},
    RootRow{"sitemapindex", Format::Sitemap},
};

// A record in UTF-16 is recognised by this much of it.
constexpr std::size_t kConverted = 64 * 1024;

bool ends_with_ignoring_case(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() &&
         starts_with_ignoring_case(text.substr(text.size() - ending.size()), ending);
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n\f\v");
  return begin == std::string_view::npos ? std::string_view{} : text.substr(begin);
}

bool is_page_type(std::string_view text) {
  return starts_with_ignoring_case(text, "<!doctype html");
}

bool begins_page(std::string_view text) {
  text = text.substr(xml_prologue_length(text));
  if (is_page_type(text)) return true;
  for (const std::string_view tag : {"<html", "<head", "<body", "<title", "<meta", "<article"}) {
    if (!starts_with_ignoring_case(text, tag)) continue;
    const std::string_view rest = text.substr(tag.size());
    if (rest.empty() || rest.front() == '>' || static_cast<unsigned char>(rest.front()) <= ' ') {
      return true;
    }
  }
  return false;
}

Format recognise_json(std::string_view text) {
  switch (json_shape(text)) {
    case JsonShape::Record: return Format::Json;
    case JsonShape::Ninjs: return Format::Ninjs;
    case JsonShape::Feed: return Format::JsonFeed;
  }
  return Format::Json;
}

std::optional<Format> recognise_xml(std::string_view text) {
  const std::string_view root = xml_root_name(text);
  if (root.empty()) return std::nullopt;
  const auto row = std::find_if(kRoots.begin(), kRoots.end(),
                                [root](const RootRow& known) { return known.name == root; });
  if (row != kRoots.end()) return row->format;
  // Agencies send NITF in envelopes of their own.
  if (text.find("<nitf") != std::string_view::npos) return Format::Nitf;
  const bool declared = text.starts_with("<?xml") || starts_with_ignoring_case(text, "<!doctype");
  const std::string_view end = text.substr(std::min(text.size(), text.rfind("</")));
  const bool closed = trim(end).ends_with(std::string(root) + ">");
  return declared || closed ? std::optional(Format::OtherXml) : std::nullopt;
}

Error other_xml(const RawDocument& document) {
  return {ErrorCode::BadRecord, "an XML document that no format reads: its root element is <" +
                                    std::string(xml_root_name(document.bytes)) +
                                    ">; --format names a format"};
}

}  // namespace

std::string_view format_name(Format format) {
  const auto row = std::find_if(kFormats.begin(), kFormats.end(), [format](const FormatRow& known) {
    return known.format == format;
  });
  return row == kFormats.end() ? std::string_view{} : row->name;
}

std::optional<Format> format_named(std::string_view name) {
  for (const FormatRow& row : kFormats) {
    if (row.name == name && row.format != Format::OtherXml) return row.format;
  }
  return std::nullopt;
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const FormatRow& row : kFormats) {
    if (row.format != Format::OtherXml) names.emplace_back(row.name);
  }
  return names;
}

Format recognise(const RawDocument& document) {
  std::string_view text = document.bytes;
  std::string converted;
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    converted = to_utf8(text.substr(0, kConverted));
    text = converted;
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text = without_blanks(text);
  if (text.starts_with('{')) return recognise_json(text);
  if (begins_array_of_objects(text)) return Format::Json;
  if (begins_page(text)) return Format::Html;
  if (const auto format = recognise_xml(text)) return *format;
  const std::string_view name = document.file_name;
  for (const std::string_view ending : {".html", ".htm", ".xhtml"}) {
    if (ends_with_ignoring_case(name, ending)) return Format::Html;
  }
  return Format::Scraped;
}

void Parsed::add(Result<Article> one) {
  const bool full = one ? is_full() : errors_ >= kMostErrors;
  if (full) {
    ++left_out_;
    return;
  }
  if (!one) ++errors_;
  results_.push_back(std::move(one));
}

void Parsed::close() {
  if (left_out_ == 0) return;
  results_.push_back(
      Error{ErrorCode::BadRecord, std::to_string(left_out_) +
                                      " more parts of the record were left out: it has more than " +
                                      std::to_string(kMostArticles) + " articles or more than " +
                                      std::to_string(kMostErrors) + " bad parts; split it"});
  left_out_ = 0;
}

Parsed parse(Format format, const RawDocument& document, const ParseSettings& settings) {
  switch (format) {
    case Format::Json: return parse_json(document, settings);
    case Format::Html: return parse_html(document, settings.hosts);
    case Format::Scraped: return parse_scraped(document, settings.hosts);
    case Format::Reuters: return parse_reuters(document);
    case Format::Nitf: return parse_nitf(document, settings.hosts);
    case Format::NewsMlG2: return parse_newsml_g2(document, settings.hosts);
    case Format::NewsMl: return parse_newsml(document, settings.hosts);
    case Format::Ninjs: return parse_ninjs(document, settings.hosts);
    case Format::Feed: return parse_feed(document, settings.hosts);
    case Format::JsonFeed: return parse_json_feed(document, settings.hosts);
    case Format::Sitemap: return parse_sitemap(document);
    case Format::Rcv1: return parse_rcv1(document);
    case Format::Trec: return parse_trec(document, settings.hosts);
    case Format::Alto: return parse_alto(document);
    case Format::Mets: return parse_mets(document, settings.hosts);
    case Format::Didl: return parse_didl(document, settings.hosts);
    case Format::KbText: return parse_kb_text(document);
    case Format::OtherXml: return other_xml(document);
  }
  return Error{ErrorCode::Internal, "A format without a parser."};
}

}  // namespace backfile
