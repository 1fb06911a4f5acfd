// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/passage.h"

namespace backfile {
namespace {

// Where places can be.
struct Passages {
  bool title = false;
  bool text = false;

  bool any() const { return title || text; }
};

Passages operator&(const Passages& a, const Passages& b) {
  return {a.title && b.title, a.text && b.text};
}

Passages operator|(const Passages& a, const Passages& b) {
  return {a.title || b.title, a.text || b.text};
}

Passages passages_of(const Node& node) {
  if (node.kind == Node::Kind::Or) {
    Passages of_any;
    for (const Node& child : node.children) of_any = of_any | passages_of(child);
    return of_any;
  }
  if (node.kind == Node::Kind::Near) {
    const Passages first = passages_of(node.children[0]);
    const bool alone = node.nearness.relation == Node::Nearness::Relation::NotWithin;
    return alone ? first : first & passages_of(node.children[1]);
  }
  return {!node.field || node.field == FieldId::Title, node.field != FieldId::Title};
}

}  // namespace

void look_only_in(FieldId field, Node* node) {
  if (node->children.empty() && has_places(*node) && !node->field) node->field = field;
  for (Node& child : node->children) look_only_in(field, &child);
}

bool share_a_passage(const Node& a, const Node& b) {
  return (passages_of(a) & passages_of(b)).any();
}

}  // namespace backfile
