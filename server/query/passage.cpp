// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/passage.h"

namespace backfile {

void look_only_in(FieldId field, Node* node) {
  if (node->children.empty() && has_places(*node) && !node->field) node->field = field;
  for (Node& child : node->children) look_only_in(field, &child);
}

}  // namespace backfile
