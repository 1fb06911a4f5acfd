// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "common/article.h"
#include "common/hash.h"
#include "server/render/api_request.h"

namespace backfile {

// The lines of an export, and what the last one says about those before it: how many articles they
// are and XXH3-128 of all bytes before it. The request must outlive it.
class ExportLines {
 public:
  explicit ExportLines(const ApiRequest& request) : request_(request) {}

  // Of CSV the names of the columns, else nothing. First, and not when an export goes on.
  std::string head();
  std::string line(const Article& article);
  // REQUIRES: all articles have had their line.
  std::string trailer(const ArchiveStatus& index);

 private:
  const ApiRequest& request_;
  Hash128 hash_;
  std::uint64_t articles_ = 0;
};

std::string_view content_type(ExportFormat format);

// A cell of CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe.
std::string csv_cell(std::string_view text);

}  // namespace backfile
