// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/xml_tree.h"

namespace backfile {

// Where a piece of an article stands: on which page, and between which elements of its ALTO.
struct MetsArea {
  std::string file_id;
  std::string begin;
  std::string end;  // Empty: the element `begin` alone.
  bool is_heading = false;
  bool continues = false;  // The paragraph of the area before it, in another block.
};

// An article of an issue, as the METS file describes it.
struct MetsArticle {
  std::string id;     // Of its division.
  std::string label;  // Of the division: mostly the title.
  std::string section;
  XmlElement mods;  // Its bibliographic description, or no element.
  std::vector<MetsArea> areas;
  std::uint32_t line = 0;
};

// What a METS file says of a newspaper's issue. Elements belong to the tree that was read.
struct MetsIssue {
  std::string id;                            // OBJID, or empty.
  std::vector<XmlElement> descriptions;      // MODS of the issue and all around it.
  std::map<std::string, std::string> files;  // ID to address.
  std::vector<MetsArticle> articles;         // In reading order.
};

// The articles of the logical structure: divisions of type ARTICLE and the like, with their own
// areas or those of the physical divisions that links name. Advertisements are none.
MetsIssue read_mets(const XmlElement& root);

}  // namespace backfile
