// SPDX-License-Identifier: GPL-3.0-or-later
// MPEG-21 DIDL as Koninklijke Bibliotheek describes digitised newspapers (Delpher): an item for the
// issue, in it one for each page and one for each article.
#include <algorithm>
#include <array>
#include <utility>

#include "common/text.h"
#include "common/url.h"
#include "indexer/format/newspaper_issue.h"
#include "indexer/format/record_values.h"

namespace backfile {
namespace {

using std::string_view_literals::operator""sv;

// Kinds that are no articles. The others are "artikel" and "familiebericht".
constexpr std::array kOtherKinds = {"advertentie"sv, "illustratie met onderschrift"sv};

// The component of an item that has the role: "metadata", "ocr", "metadata/zoning".
XmlElement component_of(const XmlElement& item, std::string_view role) {
  for (const XmlElement& component : item.children({"Component"})) {
    if (component.text_at("Descriptor/Statement") == role) return component.find("Resource");
  }
  return {};
}

XmlElement metadata_of(const XmlElement& item) {
  return component_of(item, "metadata").find("srw_dc:dcx");
}

// A page that its items repeat has no words of its own.
bool is_article(const XmlElement& item) { return static_cast<bool>(component_of(item, "ocr")); }

void read_areas(const XmlElement& zones, NewspaperIssue* issue, IssueArticle* article) {
  for (const XmlElement& part : zones.descendants("dcx:article-part")) {
    const XmlElement blocks = part.find("dcx:blocks");
    const std::string page(blocks.attribute("alto"));
    if (page.empty()) continue;
    issue->files.emplace(page, page);
    for (const XmlElement& block : blocks.children({"dcx:TextBlock"})) {
      article->areas.push_back({page, std::string(block.attribute("ID")), {}});
    }
  }
}

void read_article(const XmlElement& item, NewspaperIssue* issue) {
  const XmlElement metadata = metadata_of(item);
  const std::string kind = ascii_lower(metadata.text_at("dc:subject"));
  if (std::ranges::find(kOtherKinds, kind) != kOtherKinds.end()) return;
  IssueArticle article;
  article.name = metadata.text_at("dcx:recordIdentifier");
  if (article.name.empty()) article.name = item.attribute("dc:identifier");
  const std::string address = metadata.text_at("dc:identifier");
  if (is_http_url(address)) article.url = address;
  article.title = metadata.text_at("dc:title");
  article.text_file = component_of(item, "ocr").attribute("dcx:filename");
  article.line = item.line();
  read_areas(component_of(item, "metadata/zoning"), issue, &article);
  // Files of their own are asked for by the page that is missing.
  if (article.areas.empty()) article.areas.push_back({article.text_file, {}, {}});
  issue->files.emplace(article.areas.front().file_id, article.areas.front().file_id);
  issue->articles.push_back(std::move(article));
}

}  // namespace

NewspaperIssue read_didl(const XmlElement& root) {
  NewspaperIssue issue;
  const XmlElement item = root.find("Item");
  const XmlElement metadata = metadata_of(item);
  issue.id = item.attribute("dc:identifier");
  issue.source = metadata.text_at("dc:title");
  issue.published = parse_date(metadata.text_at("dc:date"));
  // Papers in two languages say so of the issue; the words tell which an article has.
  const std::vector<XmlElement> languages = metadata.children({"dc:language"});
  if (languages.size() == 1) issue.language = language_tag(languages.front().text());
  for (const XmlElement& part : item.children({"Item"})) {
    if (is_article(part)) read_article(part, &issue);
  }
  return issue;
}

}  // namespace backfile
