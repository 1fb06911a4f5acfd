// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/reject.h"

namespace backfile {

// Rejects of one kind from one place.
struct RejectRow {
  std::uint64_t count = 0;
  std::string code;
  std::string
      source;  // The host of the records' addresses, else the file, or the folder of many files.
  Reject example;  // The first of them.
};

// Most first.
std::vector<RejectRow> reject_table(const std::vector<Reject>& rejects);

// For people, and as one line of JSON a row.
std::string to_text(const std::vector<RejectRow>& table);
std::string to_json_lines(const std::vector<RejectRow>& table);

}  // namespace backfile
