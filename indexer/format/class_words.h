// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "indexer/format/html_tree.h"

namespace backfile {

// What the class and id of an element say about its content. Names are cut at punctuation and at
// the humps of CamelCase, and only whole words and pairs of neighbours count: "share" is no part
// of "shareholder".
struct ClassVerdict {
  bool junk = false;          // Sharing, comments, related stories, advertisements, ...
  bool article = false;       // Says article, story, post, entry, content, main, body or text.
  bool comments = false;      // Names a section of readers' comments.
  bool article_body = false;  // Names the text of the article: "article-body", "entry-content".
};

ClassVerdict class_verdict(const HtmlTree& tree, NodeId node);

}  // namespace backfile
