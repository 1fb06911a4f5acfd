// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "indexer/format/xml_tree.h"

namespace backfile {

// The text below an element of NITF, XHTML, NewsML or RCV1, parted by one blank line: each block
// element (p, hl2, li, ...) is a paragraph, a row of a table a line whose cells are parted by
// " | ", and br a newline. What is no text of the article is left out: media and their captions,
// scripts, styles.
std::string xml_paragraphs(const XmlElement& element);

}  // namespace backfile
