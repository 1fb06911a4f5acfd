// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include "common/utf8.h"
#include "server/query/date_range.h"
#include "server/query/dialect_printer.h"
#include "server/query/length_range.h"
#include "server/query/query_text.h"

namespace backfile {
namespace {

using Relation = Node::Nearness::Relation;
using Unit = Node::Nearness::Unit;

// "a..b" as "[a TO b]"; a text without dots as it is.
std::string as_range(const std::string& dotted) {
  const std::size_t dots = dotted.find("..");
  if (dots == std::string::npos) return dotted;
  const std::string first = dotted.substr(0, dots);
  const std::string last = dotted.substr(dots + 2);
  return '[' + (first.empty() ? "*" : first) + " TO " + (last.empty() ? "*" : last) + ']';
}

// Between quotation marks, those in it with a backslash.
std::string quoted(const std::string& value) {
  std::string text = "\"";
  for (std::size_t i = 0; i < value.size();) {
    const std::size_t begin = i;
    const UChar32 c = next_code_point(value, &i);
    if (c == '\\' || quote_family(static_cast<char32_t>(c)) == QuoteFamily::Double) text += '\\';
    text.append(value, begin, i - begin);
  }
  return text + '"';
}

class LucenePrinter : public DialectPrinter {
 public:
  LucenePrinter() : DialectPrinter(Syntax::Lucene, "Lucene") {}

 private:
  // NOT alone finds nothing in Lucene, so that it stands behind "*:*" or a first condition.
  Result<std::string> print_and(const Node& node) override {
    std::string text;
    for (const Node& child : node.children) {
      const bool is_not = child.kind == Node::Kind::Not && !text.empty();
      const Result<std::string> part = operand(is_not ? child.children.front() : child);
      if (!part) return part;
      if (!text.empty()) text += " AND ";
      text += (is_not ? "NOT " : "") + *part;
    }
    return text;
  }

  Result<std::string> print_not(const Node& node) override {
    const Result<std::string> part = operand(node.children.front());
    if (!part) return part;
    return "*:* NOT " + *part;
  }

  // Two words in any order are two phrases with slop: an exchange of words costs two of it.
  Result<std::string> print_near(const Node& node) override {
    const Node::Nearness& how = node.nearness;
    if (how.unit != Unit::Words) return not_expressible(node, "sentences and paragraphs");
    if (how.relation == Relation::NotWithin) return not_expressible(node, "NOT W/n");
    const Node& a = node.children[0];
    const Node& b = node.children[1];
    const bool words = a.kind == Node::Kind::Word && b.kind == Node::Kind::Word;
    if (!words || a.field != b.field) {
      return not_expressible(node, "the distance of anything but two plain words");
    }
    if (how.distance < 2 || (how.relation == Relation::Before && how.distance != 2)) {
      return not_expressible(node, how.distance < 2 ? "neighbours in any form" : "PRE/n");
    }
    const std::string field_name = a.field ? std::string(field(*a.field).name) + ':' : "";
    const std::string slop = "\"~" + std::to_string(how.distance - 1);
    std::string text = field_name + '"' + a.value + ' ' + b.value + slop;
    if (how.relation == Relation::Before) return text;
    return text + " OR " + field_name + '"' + b.value + ' ' + a.value + slop;
  }

  Result<std::string> print_at_least(const Node& node) override {
    return not_expressible(node, "a count of words");
  }

  Result<std::string> print_leaf(const Node& leaf) override {
    const std::string name = leaf.field ? std::string(field(*leaf.field).name) + ':' : "";
    switch (leaf.kind) {
      case Node::Kind::Prefix: return name + leaf.value + '*';
      case Node::Kind::Fuzzy: return name + leaf.value + '~' + std::to_string(leaf.count);
      case Node::Kind::Date: return name + as_range(to_string(DateRange{leaf.from, leaf.until}));
      case Node::Kind::Length:
        if (leaf.until <= 0) return not_expressible(leaf, "fewer words than none");
        return name + as_range(length_range_text(leaf.from, leaf.until));
      case Node::Kind::Exact:
        if (leaf.as_written) return not_expressible(leaf, "capital letters and accents");
        return name + quoted(leaf.value);
      case Node::Kind::Keyword: return name + quoted(leaf.value);
      case Node::Kind::Word:
      case Node::Kind::Pattern:
      case Node::Kind::And:
      case Node::Kind::Or:
      case Node::Kind::Not:
      case Node::Kind::Near:
      case Node::Kind::AtLeast: break;
    }
    return name + leaf.value;
  }
};

}  // namespace

Result<std::string> print_lucene(const Node& node) { return LucenePrinter().print(node); }

}  // namespace backfile
