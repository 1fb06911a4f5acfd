// SPDX-License-Identifier: GPL-3.0-or-later
// Reuters Corpus Volume 1 and 2 (trec.nist.gov/data/reuters): a <newsitem> a file.
#include <string>
#include <string_view>

#include "common/ascii.h"
#include "common/text.h"
#include "indexer/extract/place_name.h"
#include "indexer/format/format.h"
#include "indexer/format/record_values.h"
#include "indexer/format/xml_article.h"
#include "indexer/format/xml_text.h"

namespace backfile {
namespace {

// "MEXICO: Ministry keeps its decision." without the country.
std::string without_country(const std::string& title) {
  const std::size_t colon = title.find(": ");
  if (colon == std::string::npos || !is_in_capitals(title.substr(0, colon))) return title;
  return title.substr(colon + 2);
}

// "MEXICO CITY 1996-08-20", and in some "MEXICO CITY, Aug 20 (Reuter)".
std::string place_of(const std::string& dateline) {
  std::size_t end = 0;
  while (end < dateline.size() && !is_digit(dateline[end]) && dateline[end] != ',') ++end;
  const std::string_view place = trim(std::string_view(dateline).substr(0, end));
  return looks_like_place(place) ? place_in_running_text(place) : std::string();
}

std::string_view metadata_value(const XmlElement& metadata, std::string_view name) {
  for (const XmlElement& element : metadata.children({"dc"})) {
    if (element.attribute("element") == name) return element.attribute("value");
  }
  return {};
}

}  // namespace

Result<Article> parse_rcv1(const RawDocument& document) {
  const Result<XmlTree> tree = XmlTree::parse(document.bytes, document.charset);
  if (!tree) return tree.error();
  const XmlElement item = tree->root();
  const XmlElement metadata = item.find("metadata");
  Article article = article_at(document, Format::Rcv1, item);
  const std::string_view number = item.attribute("itemid");
  if (!number.empty()) article.id = "rcv1-" + std::string(number);
  article.title = item.text_at("headline");
  if (article.title.empty()) article.title = without_country(item.text_at("title"));
  article.text = xml_paragraphs(item.find("text"));
  article.source = {"reuters", "Reuters", {}};
  article.agency = "Reuters";
  read_byline(item.text_at("byline"), &article);
  article.place = place_of(item.text_at("dateline"));
  article.language = language_tag(item.attribute("xml:lang"));
  article.published =
      best_date({item.attribute("date"), metadata_value(metadata, "dc.date.published")});
  if (article.published) article.date_source = "record";
  for (const XmlElement& code : metadata.descendants("code")) {
    article.tags.emplace_back(code.attribute("code"));
  }
  article.url = document.url;
  if (auto reason = why_unusable(*tree, article, "the <newsitem>")) return *std::move(reason);
  return article;
}

}  // namespace backfile
