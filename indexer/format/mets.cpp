// SPDX-License-Identifier: GPL-3.0-or-later
// METS as newspaper libraries write it (loc.gov/standards/mets; the profiles of CCS docWorks).
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "common/article_type.h"
#include "common/text.h"
#include "indexer/format/newspaper_issue.h"
#include "indexer/format/record_values.h"

namespace backfile {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kArticleDivisions = {"article"sv,    "letter"sv,   "editorial"sv, "obituary"sv,
                                          "feuilleton"sv, "review"sv,   "weather"sv,   "news"sv,
                                          "interview"sv,  "chronicle"sv};
constexpr std::array kHeadingTypes = {"heading"sv, "title"sv, "headline"sv};

// Links can name the same areas for every article; no issue has as many.
constexpr std::size_t kMostAreas = 200'000;

template <typename List>
bool has(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool is_article(const XmlElement& division) {
  return has(kArticleDivisions, ascii_lower(division.attribute("TYPE")));
}

bool is_heading(const XmlElement& division) {
  return has(kHeadingTypes, ascii_lower(division.attribute("TYPE"))) ||
         has(kHeadingTypes, ascii_lower(division.attribute("LABEL")));
}

// Values of an attribute that are parted by blanks.
std::vector<std::string> words_of(std::string_view value) {
  std::vector<std::string> words;
  while (!value.empty()) {
    const std::size_t end = value.find(' ');
    if (end != 0) words.emplace_back(value.substr(0, end));
    value = end == std::string_view::npos ? std::string_view{} : value.substr(end + 1);
  }
  return words;
}

// "Le" and "Nord." stand in elements of their own.
std::string title_in(const XmlElement& mods) {
  std::string title;
  for (const XmlElement& info : mods.children({"mods:titleInfo"})) {
    const std::string part =
        collapse_blanks(info.text_at("mods:nonSort") + " " + info.text_at("mods:title"));
    if (!part.empty()) title += (title.empty() ? "" : " ") + part;
  }
  return title;
}

std::string author_in(const XmlElement& name) {
  std::string given;
  std::string family;
  for (const XmlElement& part : name.children({"mods:namePart"})) {
    const std::string_view type = part.attribute("type");
    if (type == "date" || type == "termsOfAddress") continue;
    std::string* which = type == "given" ? &given : &family;
    *which += (which->empty() ? "" : " ") + part.text();
  }
  return collapse_blanks(given + " " + family);
}

class MetsReader {
 public:
  explicit MetsReader(const XmlElement& root) : root_(root) {}

  NewspaperIssue read() {
    issue_.id = root_.attribute("OBJID");
    for (const XmlElement& section : root_.children({"dmdSec"})) {
      descriptions_.emplace(section.attribute("ID"), section.descendant("mods:mods"));
    }
    for (const XmlElement& file : root_.descendants("file")) {
      const std::string_view address = file.find("FLocat").attribute("xlink:href");
      issue_.files.emplace(file.attribute("ID"), address);
    }
    const std::vector<XmlElement> maps = root_.children({"structMap"});
    for (const XmlElement& map : maps) {
      for (const XmlElement& division : map.descendants("div")) {
        divisions_.emplace(division.attribute("ID"), division);
      }
    }
    read_links();
    for (const XmlElement& map : maps) {
      for (const XmlElement& division : map.children({"div"})) read_division(division, {});
    }
    for (const auto& [id, mods] : descriptions_) {
      if (mods && !of_articles_.contains(id)) read_description(mods);
    }
    while (issue_.source.ends_with('.')) issue_.source.pop_back();
    return std::move(issue_);
  }

 private:
  // Of the issue and what is around it.
  void read_description(const XmlElement& mods) {
    for (const XmlElement& date : mods.descendants("mods:dateIssued")) {
      const std::optional<Timestamp> when = parse_date(date.text());
      std::optional<Timestamp>& best = issue_.published;
      if (when && (!best || best->precision < when->precision)) best = when;
    }
    if (issue_.source.empty()) issue_.source = title_in(mods);
    if (issue_.language.empty()) issue_.language = language_in(mods);
  }

  static std::string language_in(const XmlElement& mods) {
    return language_tag(mods.descendant("mods:languageTerm").text());
  }

  // A group of links names an article and its physical divisions.
  void read_links() {
    for (const XmlElement& link : root_.descendants("smLink")) {
      links_[std::string(without_hash(link.attribute("xlink:from")))].emplace_back(
          without_hash(link.attribute("xlink:to")));
    }
    for (const XmlElement& group : root_.descendants("smLinkGrp")) {
      std::string article;
      std::vector<std::string> others;
      for (const XmlElement& locator : group.children({"smLocatorLink"})) {
        const std::string id(without_hash(locator.attribute("xlink:href")));
        const auto division = divisions_.find(id);
        if (division != divisions_.end() && is_article(division->second)) {
          article = id;
        } else {
          others.push_back(id);
        }
      }
      if (!article.empty()) links_[article] = std::move(others);
    }
  }

  static std::string_view without_hash(std::string_view reference) {
    if (reference.starts_with('#')) reference.remove_prefix(1);
    return reference;
  }

  void read_division(const XmlElement& division, const std::string& section) {
    if (is_article(division)) return read_article(division, section);
    std::string inner = section;
    const bool is_section = ascii_lower(division.attribute("TYPE")) == "section";
    if (is_section) inner = collapse_blanks(division.attribute("LABEL"));
    for (const XmlElement& child : division.children({"div"})) {
      read_division(child, inner);
    }
  }

  void read_article(const XmlElement& division, const std::string& section) {
    IssueArticle article;
    article.id = division.attribute("ID");
    article.section = section;
    article.type = article_type_named(division.attribute("TYPE"));
    article.line = division.line();
    XmlElement mods;
    for (const std::string& id : words_of(division.attribute("DMDID"))) {
      const auto found = descriptions_.find(id);
      of_articles_.insert(id);
      if (found != descriptions_.end() && !mods) mods = found->second;
    }
    article.title = title_in(mods);
    if (article.title.empty()) article.title = collapse_blanks(division.attribute("LABEL"));
    article.language = language_in(mods);
    for (const XmlElement& author : mods.children({"mods:name"})) {
      article.authors.push_back(author_in(author));
    }
    std::vector<XmlElement> inner;
    add_areas(division, false, &article.areas, &inner);
    const auto linked = links_.find(article.id);
    if (linked != links_.end()) {
      for (const std::string& id : linked->second) {
        const auto physical = divisions_.find(id);
        const bool full = areas_ + article.areas.size() >= kMostAreas;
        if (physical == divisions_.end() || full) continue;
        // A link may lead back to what the article stands in.
        std::vector<XmlElement> not_inside;
        add_areas(physical->second, is_heading(physical->second), &article.areas, &not_inside);
      }
    }
    areas_ += article.areas.size();
    issue_.articles.push_back(std::move(article));
    for (const XmlElement& other : inner) read_article(other, section);
  }

  // The areas of a division and of those below; articles inside of it are articles of their own.
  static void add_areas(const XmlElement& division, bool heading, std::vector<IssueArea>* areas,
                        std::vector<XmlElement>* inner) {
    for (const XmlElement& child : division.children({"fptr", "div"})) {
      if (child.name() == "fptr") {
        add_pointer(child, heading, areas);
      } else if (is_article(child)) {
        inner->push_back(child);
      } else {
        add_areas(child, heading || is_heading(child), areas, inner);
      }
    }
  }

  static void add_pointer(const XmlElement& pointer, bool heading, std::vector<IssueArea>* areas) {
    bool continues = false;
    for (const XmlElement& area : pointer.descendants("area")) {
      // Areas of pictures have coordinates instead.
      if (area.attribute("BEGIN").empty()) continue;
      areas->push_back({std::string(area.attribute("FILEID")), std::string(area.attribute("BEGIN")),
                        std::string(area.attribute("END")), heading, continues});
      continues = true;
    }
  }

  const XmlElement& root_;
  NewspaperIssue issue_;
  std::map<std::string, XmlElement, std::less<>> descriptions_;
  std::map<std::string, XmlElement, std::less<>> divisions_;
  std::map<std::string, std::vector<std::string>> links_;
  std::set<std::string> of_articles_;
  std::size_t areas_ = 0;  // Of all articles.
};

}  // namespace

NewspaperIssue read_mets(const XmlElement& root) { return MetsReader(root).read(); }

}  // namespace backfile
