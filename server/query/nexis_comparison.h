// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "common/result.h"
#include "common/schema.h"
#include "server/query/dialect_tokens.h"

namespace backfile {

// DATE(geq(February 1, 2014) and leq(...)), DATE AFT 2014, DATE IS 2014-02-03, LENGTH > 500.
struct NexisComparison {
  FieldId field;
  std::string value;  // In our syntax.
  std::size_t end;    // Behind its last piece.
};

// The comparison that begins with pieces[at], "date" or "length"; nothing where that is a word. An
// error for what begins as one and goes on otherwise.
Result<std::optional<NexisComparison>> read_comparison(const QueryText& text,
                                                       const std::vector<Piece>& pieces,
                                                       std::size_t at);

}  // namespace backfile
