// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>

#include "server/query/dialect_printer.h"
#include "server/query/dialect_tokens.h"

namespace backfile {
namespace {

using Relation = Node::Nearness::Relation;
using Unit = Node::Nearness::Unit;

std::string_view tag_of(FieldId id) {
  switch (id) {
    case FieldId::Title: return "hd=";
    case FieldId::Text: return "td=";
    case FieldId::Lead: return "lp=";
    case FieldId::Source: return "sn=";
    case FieldId::Author: return "by=";
    case FieldId::Section: return "se=";
    case FieldId::Agency: return "cr=";
    case FieldId::Place: return "re=";
    case FieldId::Language: return "la=";
    case FieldId::Tag: return "ns=";
    case FieldId::Id: return "an=";
    case FieldId::Published:
    case FieldId::Status:
    case FieldId::DateSource:
    case FieldId::Story:
    case FieldId::Type:
    case FieldId::Country:
    case FieldId::Url:
    case FieldId::Length: break;
  }
  return {};
}

std::string plain_day(std::string iso) {
  std::erase(iso, '-');
  return iso;
}

class FactivaPrinter : public DialectPrinter {
 public:
  FactivaPrinter() : DialectPrinter(Syntax::Factiva, "Factiva") {}

 private:
  std::string_view and_sign() const override { return " and "; }
  std::string_view or_sign() const override { return " or "; }

  Result<std::string> print_not(const Node& node) override {
    const Result<std::string> part = operand(node.children.front());
    if (!part) return part;
    return "not " + *part;
  }

  Result<std::string> print_near(const Node& node) override {
    const Node::Nearness& how = node.nearness;
    if (how.relation == Relation::NotWithin) return not_expressible(node, "NOT W/n");
    if (how.unit == Unit::Sentence) return not_expressible(node, "sentences");
    const std::string number = std::to_string(how.distance);
    const std::string sign = how.unit == Unit::Paragraph        ? "same"
                             : how.relation == Relation::Before ? "adj" + number
                                                                : "near" + number;
    const Result<std::string> left = operand(node.children[0]);
    if (!left) return left;
    const Result<std::string> right = operand(node.children[1]);
    if (!right) return right;
    return *left + ' ' + sign + ' ' + *right;
  }

  Result<std::string> print_at_least(const Node& node) override {
    const Node& inside = node.children.front();
    if (!inside.children.empty()) {
      return not_expressible(node, "a count of several words");
    }
    const Result<std::string> word = print(inside);
    if (!word) return word;
    return "atleast" + std::to_string(node.count) + " (" + *word + ')';
  }

  Result<std::string> print_leaf(const Node& leaf) override {
    if (leaf.kind == Node::Kind::Date) return print_date(leaf);
    if (leaf.kind == Node::Kind::Length) return print_length(leaf);
    Result<std::string> words = print_words(leaf);
    if (!words || !leaf.field) return words;
    const std::string_view tag = tag_of(*leaf.field);
    if (tag.empty()) return not_expressible(leaf, "this field");
    return std::string(tag) + *words;
  }

  Result<std::string> print_date(const Node& leaf) {
    const auto days = day_range(leaf);
    if (!days) return not_expressible(leaf, "times of day");
    if (days->last.empty()) return "date after " + plain_day(day_before(days->first));
    if (days->first.empty()) return "date before " + plain_day(day_after(days->last));
    return "date from " + plain_day(days->first) + " to " + plain_day(days->last);
  }

  // No number is less than 0.
  Result<std::string> print_length(const Node& leaf) {
    const std::string less = "wc<" + std::to_string(leaf.until);
    if (leaf.from == kOpenFrom) return less;
    if (leaf.from <= 0) return not_expressible(leaf, "no words as the fewest");
    const std::string more = "wc>" + std::to_string(leaf.from - 1);
    return leaf.until == kOpenUntil ? more : '(' + more + " and " + less + ')';
  }

  Result<std::string> print_words(const Node& leaf) {
    if (leaf.as_written) return not_expressible(leaf, "capital letters and accents");
    if (leaf.kind == Node::Kind::Word) return leaf.value;
    if (leaf.kind == Node::Kind::Prefix) return leaf.value + '*';
    if (leaf.kind == Node::Kind::Pattern) {
      const bool inside =
          leaf.value.substr(0, leaf.value.size() - 1).find('*') != std::string::npos;
      if (inside) return not_expressible(leaf, "any number of letters within a word");
      return leaf.value;
    }
    if (leaf.kind == Node::Kind::Fuzzy) return not_expressible(leaf, "wrong letters");
    return in_marks(leaf.value);
  }
};

}  // namespace

Result<std::string> print_factiva(const Node& node) { return FactivaPrinter().print(node); }

}  // namespace backfile
