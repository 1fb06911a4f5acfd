// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/result.h"
#include "server/query/ast.h"
#include "server/query/syntax.h"

namespace backfile {

// What the printers of all syntaxes have in common. Each returns the text of a node without
// brackets of its own, or why there is none.
class DialectPrinter {
 public:
  DialectPrinter(Syntax syntax, std::string_view product) : syntax_(syntax), product_(product) {}
  virtual ~DialectPrinter() = default;

  Result<std::string> print(const Node& node);

 protected:
  virtual Result<std::string> print_and(const Node& node);
  virtual Result<std::string> print_or(const Node& node);
  virtual Result<std::string> print_not(const Node& node) = 0;
  virtual Result<std::string> print_near(const Node& node) = 0;
  virtual Result<std::string> print_at_least(const Node& node) = 0;
  // The leaf in its field. Checked afterwards: what is not read back as the leaf is no text for it.
  virtual Result<std::string> print_leaf(const Node& leaf) = 0;
  virtual std::string_view and_sign() const { return " AND "; }
  virtual std::string_view or_sign() const { return " OR "; }

  // In brackets if it has operators.
  Result<std::string> operand(const Node& node);
  // `what`: such as "words near each other"; it has no counterpart in the product.
  Error not_expressible(const Node& node, std::string_view what) const;

 private:
  Result<std::string> joined(const Node& node, std::string_view sign);

  Syntax syntax_;
  std::string_view product_;
};

// In quotation marks that the value itself has not: those that it was written in are such.
std::string in_marks(const std::string& value);

// The first and the last day of a range, as ISO 8601; empty for an open side. Nothing when a side
// is not the edge of a day.
struct DayRange {
  std::string first;
  std::string last;
};
std::optional<DayRange> day_range(const Node& date);

Result<std::string> print_nexis(const Node& node);
Result<std::string> print_factiva(const Node& node);
Result<std::string> print_lucene(const Node& node);
Result<std::string> print_simple(const Node& node);

}  // namespace backfile
