// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include "server/query/dialect_printer.h"

namespace backfile {
namespace {

class SimplePrinter : public DialectPrinter {
 public:
  SimplePrinter() : DialectPrinter(Syntax::Simple, "The simple syntax") {}

 private:
  std::string_view and_sign() const override { return " "; }

  Result<std::string> print_and(const Node& node) override {
    std::string text;
    for (const Node& child : node.children) {
      const Result<std::string> part = print(child);
      if (!part) return part;
      text += (text.empty() ? "" : " ") + *part;
    }
    return text;
  }

  Result<std::string> print_or(const Node& node) override { return not_expressible(node, "OR"); }

  Result<std::string> print_not(const Node& node) override {
    const Node& inside = node.children.front();
    if (!inside.children.empty()) return not_expressible(node, "NOT before brackets");
    const Result<std::string> part = print(inside);
    if (!part) return part;
    return '-' + *part;
  }

  Result<std::string> print_near(const Node& node) override {
    return not_expressible(node, "words near each other");
  }

  Result<std::string> print_at_least(const Node& node) override {
    return not_expressible(node, "a count of words");
  }

  Result<std::string> print_leaf(const Node& leaf) override {
    if (leaf.field) return not_expressible(leaf, "fields");
    if (leaf.kind == Node::Kind::Word) return leaf.value;
    if (leaf.as_written) return not_expressible(leaf, "capital letters and accents");
    if (leaf.kind == Node::Kind::Exact) return '"' + leaf.value + '"';
    return not_expressible(leaf, "wildcards and wrong letters");
  }
};

}  // namespace

Result<std::string> print_simple(const Node& node) { return SimplePrinter().print(node); }

}  // namespace backfile
