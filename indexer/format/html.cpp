// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <utility>

#include "common/clock.h"
#include "common/date.h"
#include "common/mojibake.h"
#include "common/repairs.h"
#include "common/text.h"
#include "indexer/extract/agency.h"
#include "indexer/format/format.h"
#include "indexer/format/html_charset.h"
#include "indexer/format/html_metadata.h"
#include "indexer/format/html_text.h"
#include "indexer/format/html_tree.h"
#include "indexer/format/main_text.h"
#include "indexer/format/page_gate.h"
#include "indexer/format/paragraph_mass.h"

namespace backfile {
namespace {

constexpr std::size_t kMinRescue = 300;

// JSON-LD often holds the whole text of a page that shows only its start.
bool rescues(const std::string& json_ld_body, const MainText& text) {
  const std::size_t length = text_length(json_ld_body);
  return length > kMinRescue && length * 2 > std::size_t{text.length} * 3;
}

// HTML's rules would make a replacement character of each.
std::string without_controls(std::string page) {
  const auto is_control = [](char c) {
    return static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t' && c != '\r' && c != '\f';
  };
  if (std::erase_if(page, is_control) > 0) note_repair(Repair::Invisible);
  return page;
}

PageMoments moments_of(const RawDocument& document) {
  PageMoments moments{seconds_now(), std::nullopt};
  const auto captured = parse_iso_date(document.hints.captured);
  if (captured && captured->precision > DatePrecision::Day) moments.captured = captured->seconds;
  return moments;
}

}  // namespace

Result<Article> parse_html(const RawDocument& document, const NewsHosts& hosts) {
  const HtmlTree tree(without_controls(
      repair_mojibake(to_utf8(document.bytes, html_charset(document.bytes, document.charset)))));
  HtmlMetadata metadata = html_metadata(tree, document.url, moments_of(document), hosts);
  MainText text = main_text(tree, metadata.h1, {metadata.article.title, metadata.article.authors});
  Article article = std::move(metadata.article);
  article.text = rescues(metadata.json_ld.body, text) ? std::move(metadata.json_ld.body)
                                                      : std::move(text.text);
  const PageEvidence evidence{metadata.page_title,   article.title,           article.text,
                              metadata.says_article, metadata.lists_articles, text.link_share};
  if (const auto reason = why_no_article(evidence)) {
    Error error{ErrorCode::BadRecord, "page is not an article: " + reason->reason};
    error.detail.kind = reason->code;
    return error;
  }
  article.text = clean_text(without_left_entities(std::move(article.text)));
  article.title = collapse_blanks(without_left_entities(std::move(article.title)));
  article.provenance = document.provenance;
  article.provenance.reader = format_name(Format::Html);
  return article;
}

}  // namespace backfile
