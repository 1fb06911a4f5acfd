// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/date.h"
#include "indexer/format/xml_tree.h"

namespace backfile {

// Where a piece of an article stands: on which page, and between which elements of its ALTO.
struct IssueArea {
  std::string file_id;
  std::string begin;
  std::string end;  // Empty: the element `begin` alone.
  bool is_heading = false;
  bool continues = false;  // The paragraph of the area before it, in another block.
};

// An article of an issue, as its description has it. All but the areas may be empty.
struct IssueArticle {
  std::string id;    // Within the issue,
  std::string name;  // or in the world.
  std::string url;
  std::string title;
  std::string section;
  std::string type;  // A name of kArticleTypes.
  std::string language;
  std::vector<std::string> authors;
  std::vector<IssueArea> areas;
  std::string text_file;  // Address of a file with the words, for want of the pages.
  std::uint32_t line = 0;
};

// What a description of scanned pages says of a newspaper's issue.
struct NewspaperIssue {
  std::string id;      // Or empty.
  std::string source;  // The newspaper's title.
  std::string language;
  std::optional<Timestamp> published;
  std::map<std::string, std::string> files;  // Pages: ID to address.
  std::vector<IssueArticle> articles;        // In reading order.
};

// METS: the articles of the logical structure, which are divisions of type ARTICLE and the like,
// with their own areas or those of the physical divisions that links name. mets.cpp
NewspaperIssue read_mets(const XmlElement& root);

// MPEG-21 DIDL as the Dutch national library has it: items with zones on pages. didl.cpp
NewspaperIssue read_didl(const XmlElement& root);

// Advertisements are no articles in either.

}  // namespace backfile
