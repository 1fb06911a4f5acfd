// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/query/ast.h"

namespace backfile {

// Hands `field`, one of Title, Text and Lead, to the words of the tree that have no field yet.
void look_only_in(FieldId field, Node* node);

// Whether places of the two can be in one passage, the title or the text with its lead: nothing is
// near what stands in another. REQUIRES: has_places(a) and has_places(b).
bool share_a_passage(const Node& a, const Node& b);

}  // namespace backfile
