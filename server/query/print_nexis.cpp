// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <string>

#include "server/query/dialect_printer.h"
#include "server/query/dialect_tokens.h"
#include "server/query/proximity.h"

namespace backfile {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

// "2014-02-01" as "February 1, 2014".
std::string in_letters(const std::string& iso) {
  const auto month = static_cast<std::size_t>(std::stoi(iso.substr(5, 2)));
  return std::string(kMonths[month - 1]) + ' ' + std::to_string(std::stoi(iso.substr(8))) + ", " +
         iso.substr(0, 4);
}

std::string_view segment_of(FieldId id) {
  switch (id) {
    case FieldId::Title: return "HEADLINE";
    case FieldId::Text: return "BODY";
    case FieldId::Lead: return "LEAD";
    case FieldId::Source: return "PUBLICATION";
    case FieldId::Author: return "BYLINE";
    case FieldId::Section: return "SECTION";
    case FieldId::Place: return "DATELINE";
    case FieldId::Language: return "LANGUAGE";
    case FieldId::Tag: return "SUBJECT";
    case FieldId::Published:
    case FieldId::Agency:
    case FieldId::Status:
    case FieldId::DateSource:
    case FieldId::Story:
    case FieldId::Type:
    case FieldId::Country:
    case FieldId::Url:
    case FieldId::Id:
    case FieldId::Length: break;
  }
  return {};
}

std::string bounds(std::string_view name, const std::string& first, const std::string& last) {
  std::string text = std::string(name) + '(';
  if (!first.empty()) text += "geq(" + first + ')';
  if (!first.empty() && !last.empty()) text += " and ";
  if (!last.empty()) text += "leq(" + last + ')';
  return text + ')';
}

class NexisPrinter : public DialectPrinter {
 public:
  NexisPrinter() : DialectPrinter(Syntax::Nexis, "Nexis") {}

 private:
  // AND NOT binds last, so that what follows it takes what stands before it in brackets.
  Result<std::string> print_and(const Node& node) override {
    std::string text;
    bool negated = false;
    for (const Node& child : node.children) {
      const bool is_not = child.kind == Node::Kind::Not;
      const Result<std::string> part = operand(is_not ? child.children.front() : child);
      if (!part) return part;
      if (negated && !is_not) text = '(' + text + ')';
      if (!text.empty()) text += " AND ";
      text += (is_not ? "NOT " : "") + *part;
      negated = is_not;
    }
    return text;
  }

  Result<std::string> print_not(const Node& node) override {
    const Result<std::string> part = operand(node.children.front());
    if (!part) return part;
    return "NOT " + *part;
  }

  Result<std::string> print_near(const Node& node) override {
    const Result<std::string> left = operand(node.children[0]);
    if (!left) return left;
    const Result<std::string> right = operand(node.children[1]);
    if (!right) return right;
    return *left + ' ' + to_string(node.nearness) + ' ' + *right;
  }

  Result<std::string> print_at_least(const Node& node) override {
    const Result<std::string> inside = print(node.children.front());
    if (!inside) return inside;
    return "ATLEAST" + std::to_string(node.count) + '(' + *inside + ')';
  }

  Result<std::string> print_leaf(const Node& leaf) override {
    if (leaf.kind == Node::Kind::Date) return print_date(leaf);
    if (leaf.kind == Node::Kind::Length) {
      if (leaf.until <= 0) return not_expressible(leaf, "fewer words than none");
      return bounds("LENGTH", leaf.from == kOpenFrom ? "" : std::to_string(leaf.from),
                    leaf.until == kOpenUntil ? "" : std::to_string(leaf.until - 1));
    }
    Result<std::string> words = print_words(leaf);
    if (!words || !leaf.field) return words;
    const std::string_view segment = segment_of(*leaf.field);
    if (segment.empty()) return not_expressible(leaf, "this field");
    return std::string(segment) + '(' + *words + ')';
  }

  Result<std::string> print_date(const Node& leaf) {
    const auto days = day_range(leaf);
    if (!days) return not_expressible(leaf, "times of day");
    return bounds("DATE", days->first.empty() ? "" : in_letters(days->first),
                  days->last.empty() ? "" : in_letters(days->last));
  }

  Result<std::string> print_as_written(const Node& leaf) {
    if (leaf.field) return not_expressible(leaf, "capital letters in a segment");
    if (leaf.value == in_case(leaf.value, true)) return "ALLCAPS(" + leaf.value + ')';
    if (leaf.value == in_case(leaf.value, false)) return "NOCAPS(" + leaf.value + ')';
    return not_expressible(leaf, "some capital letters");
  }

  Result<std::string> print_words(const Node& leaf) {
    if (leaf.as_written) return print_as_written(leaf);
    if (leaf.kind == Node::Kind::Word) return leaf.value;
    if (leaf.kind == Node::Kind::Prefix) return leaf.value + '!';
    if (leaf.kind == Node::Kind::Pattern) return print_pattern(leaf);
    if (leaf.kind == Node::Kind::Fuzzy) return not_expressible(leaf, "wrong letters");
    return in_marks(leaf.value);
  }

  Result<std::string> print_pattern(const Node& leaf) {
    std::string text = leaf.value;
    const bool open = text.back() == '*';
    if (open) text.pop_back();
    if (text.find('*') != std::string::npos) {
      return not_expressible(leaf, "any number of letters within a word");
    }
    std::ranges::replace(text, '?', '*');
    return open ? text + '!' : text;
  }
};

}  // namespace

Result<std::string> print_nexis(const Node& node) { return NexisPrinter().print(node); }

}  // namespace backfile
