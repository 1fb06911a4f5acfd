// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/random_tree.h"

#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "common/index/words.h"
#include "common/text.h"
#include "server/query/pattern_words.h"

namespace backfile {

std::size_t random_below(std::size_t limit) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(0, limit));
}

namespace {

// One word each for the tokeniser; among them such as fold to several letters or words, to
// something that folds again, and to the names of operators.
constexpr std::array<std::string_view, 16> kWords = {
    "ferry", "Harbour", "Café", "МОСКВА", "Straße", "東",    "ำ",  "ﷺ",
    "and",   "Or",      "not",  "near",   "2014",   "हिन्दी", "ŉx", "title"};
constexpr std::array<std::string_view, 4> kPrefixes = {"elect", "Élan", "201", "ﷺ"};
constexpr std::array<std::string_view, 4> kPatterns = {"wom?n", "Él*te", "co?oper*", "МОС??*А"};
constexpr std::array<std::string_view, 3> kFuzzy = {"strike", "Élection", "МОСКВА"};
constexpr std::array kWordFields = {FieldId::Title, FieldId::Text, FieldId::Lead};
constexpr std::array<std::string_view, 14> kValueParts = {
    "new", " ", "York", "\"", "«", "»", "“", "(", ")", ":", "*", "-", "AND", "é"};
constexpr std::array kKeywordFields = {FieldId::Source, FieldId::Author, FieldId::Section,
                                       FieldId::Agency, FieldId::Place,  FieldId::Language,
                                       FieldId::Tag,    FieldId::Status, FieldId::DateSource,
                                       FieldId::Type,   FieldId::Country};

template <typename T, std::size_t N>
const T& random_of(const std::array<T, N>& list) {
  return list[random_below(N)];
}

void add_word(std::string_view written, Node* node) {
  for (std::string& word : folded_words(written)) node->words.push_back(std::move(word));
  if (!node->value.empty()) node->value += ' ';
  node->value += written;
}

std::string random_value() {
  std::string value = "x";
  for (std::size_t parts = random_below(6); parts > 0; --parts) value += random_of(kValueParts);
  return collapse_blanks(value);
}

Node random_words(Node::Kind kind) {
  Node node;
  node.kind = kind;
  const std::size_t place = random_below(4);
  if (place > 0) node.field = kWordFields[place - 1];
  if (kind == Node::Kind::Prefix) {
    add_word(random_of(kPrefixes), &node);
  } else if (kind == Node::Kind::Pattern) {
    node.value = random_of(kPatterns);
    node.words = {pattern_words(node.value).front().folded};
  } else if (kind == Node::Kind::Fuzzy) {
    add_word(random_of(kFuzzy), &node);
    node.count = 1 + static_cast<std::uint32_t>(random_below(2));
  } else {
    add_word(random_of(kWords), &node);
    if (kind == Node::Kind::Exact && random_below(2) == 0) add_word(random_of(kWords), &node);
    if (kind == Node::Kind::Exact && random_below(4) == 0) {
      node.as_written = true;
      node.value = clean_text(node.value);
    }
  }
  return node;
}

Node random_date() {
  constexpr std::int64_t kFirst = -11'676'096'000;  // 1600.
  constexpr std::int64_t kLast = 32'472'144'000;    // 2999.
  Node node;
  node.kind = Node::Kind::Date;
  node.field = FieldId::Published;
  node.from = *rc::gen::inRange<std::int64_t>(kFirst, kLast);
  node.until = node.from + 1 + *rc::gen::inRange<std::int64_t>(0, 100'000'000);
  const std::size_t open = random_below(4);
  if (open == 0) node.from = kOpenFrom;
  if (open == 1) node.until = kOpenUntil;
  return node;
}

Node random_place() {
  constexpr std::array kKinds = {Node::Kind::Word, Node::Kind::Exact, Node::Kind::Prefix,
                                 Node::Kind::Pattern, Node::Kind::Fuzzy};
  return random_words(random_of(kKinds));
}

// Where a tree could stand, as numbers: a title is 1, a text 2.
std::set<int> possible_passages(const Node& node) {
  if (node.kind == Node::Kind::Near) {
    std::set<int> both;
    const std::set<int> other = possible_passages(node.children[1]);
    for (const int passage : possible_passages(node.children[0])) {
      if (node.nearness.relation == Node::Nearness::Relation::NotWithin ||
          other.contains(passage)) {
        both.insert(passage);
      }
    }
    return both;
  }
  std::set<int> any;
  for (const Node& child : node.children) any.merge(possible_passages(child));
  if (!node.children.empty()) return any;
  if (!node.field) return {1, 2};
  return {*node.field == FieldId::Title ? 1 : 2};
}

bool can_be_near(const Node& a, const Node& b) {
  const std::set<int> of_b = possible_passages(b);
  return std::ranges::any_of(possible_passages(a), [&](int one) { return of_b.contains(one); });
}

// As the parser builds them: no Or right under an Or.
Node random_near(std::size_t levels, Node::Kind above) {
  if (levels == 0 || random_below(3) == 0) return random_place();
  Node node;
  node.kind = above != Node::Kind::Or && random_below(2) == 0 ? Node::Kind::Or : Node::Kind::Near;
  if (node.kind == Node::Kind::Near) {
    node.nearness.unit = static_cast<Node::Nearness::Unit>(random_below(3));
    node.nearness.relation = static_cast<Node::Nearness::Relation>(random_below(3));
    if (node.nearness.unit == Node::Nearness::Unit::Words) {
      node.nearness.distance = 1 + static_cast<std::uint32_t>(random_below(255));
    } else if (node.nearness.relation == Node::Nearness::Relation::Before) {
      node.nearness.relation = Node::Nearness::Relation::NotWithin;
    }
  }
  node.children.push_back(random_near(levels - 1, node.kind));
  do {
    node.children.resize(1);
    node.children.push_back(random_near(levels - 1, node.kind));
  } while (node.kind == Node::Kind::Near && !can_be_near(node.children[0], node.children[1]));
  return node;
}

Node random_at_least() {
  Node node;
  node.kind = Node::Kind::AtLeast;
  node.count = 1 + static_cast<std::uint32_t>(random_below(1000));
  node.children.push_back(random_near(2, Node::Kind::AtLeast));
  return node;
}

Node random_length() {
  Node node;
  node.kind = Node::Kind::Length;
  node.field = FieldId::Length;
  node.from = *rc::gen::inRange<std::int64_t>(0, 2000);
  node.until = node.from + 1 + *rc::gen::inRange<std::int64_t>(0, 2000);
  const std::size_t open = random_below(4);
  if (open == 0) node.from = kOpenFrom;
  if (open == 1) node.until = kOpenUntil;
  return node;
}

Node random_identity() {
  Node node;
  node.kind = Node::Kind::Keyword;
  const bool url = random_below(2) == 0;
  node.field = url ? FieldId::Url : FieldId::Id;
  node.value = url ? "https://Example.com/news?id=7&x=(1)*" : "tide-1998-04-12/3";
  return node;
}

Node random_leaf(Node::Kind above) {
  switch (random_below(10)) {
    case 7: return random_length();
    case 8: return random_identity();
    case 0: return random_words(Node::Kind::Word);
    case 1: return random_words(Node::Kind::Exact);
    case 2: return random_words(Node::Kind::Prefix);
    case 3: return random_date();
    case 4: return random_near(2, above);
    case 5: return random_at_least();
    case 6: return random_place();
    default: break;
  }
  Node node;
  node.kind = Node::Kind::Keyword;
  node.field = random_of(kKeywordFields);
  node.value = random_value();
  return node;
}

// As the parser builds them: no And right under an And, no Or right under an Or.
Node random_tree(std::size_t levels, Node::Kind above) {
  const std::size_t choice = random_below(levels == 0 ? 1 : 4);
  if (choice == 0) return random_leaf(above);
  Node node;
  if (choice == 1) {
    node.kind = Node::Kind::Not;
    node.children.push_back(random_tree(levels - 1, Node::Kind::Not));
    return node;
  }
  node.kind = choice == 2 ? Node::Kind::And : Node::Kind::Or;
  if (node.kind == above) node.kind = above == Node::Kind::And ? Node::Kind::Or : Node::Kind::And;
  for (std::size_t i = 2 + random_below(2); i > 0; --i) {
    node.children.push_back(random_tree(levels - 1, node.kind));
  }
  return node;
}

}  // namespace

Node random_tree(std::size_t levels) { return random_tree(levels, Node::Kind::Not); }

}  // namespace backfile
