// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "indexer/format/html_tree.h"
#include "indexer/format/paragraph_mass.h"

namespace backfile {

// The node that holds the article: a container named as one, else the best by readability's score,
// else the deepest one with most of the paragraphs. `mass` is that of the pruned page, `h1` the
// headline, or 0: among several articles on an endless page it says which is meant.
NodeId choose_container(const HtmlTree& tree, const DroppedNodes& dropped,
                        const std::vector<Mass>& mass, NodeId h1);

}  // namespace backfile
