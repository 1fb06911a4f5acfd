// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/query/ast.h"

namespace backfile {

// Hands `field`, one of Title, Text and Lead, to the words of the tree that have no field yet.
void look_only_in(FieldId field, Node* node);

}  // namespace backfile
