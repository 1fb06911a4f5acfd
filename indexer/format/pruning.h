// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "indexer/format/html_tree.h"
#include "indexer/format/paragraph_mass.h"

namespace backfile {

// How much is believed. A page from which too little is left is pruned again, less strictly.
enum class PruningLevel { Vocabulary, NoVocabulary, TagsOnly };

// What on a page is no article by its tags, roles, names and density of links. Nodes that hold much
// of the page's paragraphs are never dropped for their names: pay walls hide the article, and forms
// and "sidebar-right main-content" wrap it.
DroppedNodes prune(const HtmlTree& tree, PruningLevel level);

}  // namespace backfile
