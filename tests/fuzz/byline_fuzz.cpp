// SPDX-License-Identifier: GPL-3.0-or-later

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/text.h"
#include "indexer/extract/agency.h"
#include "indexer/extract/correction.h"
#include "indexer/format/author_names.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Bylines are read from text that has been cleaned.
  const std::string text =
      backfile::clean_text(std::string_view(reinterpret_cast<const char*>(data), size));
  for (const std::string& name : backfile::author_names(text)) {
    if (name.empty() || !backfile::is_valid_utf8(name)) std::abort();
  }
  const auto line = backfile::parse_agency_line(text);
  if (line && (line->agency.empty() || !backfile::is_valid_utf8(line->place))) std::abort();
  const auto dateline = backfile::parse_dateline(text);
  if (dateline && dateline->place.empty() && dateline->agency.empty()) std::abort();
  if (dateline && !backfile::is_valid_utf8(dateline->place)) std::abort();
  static_cast<void>(backfile::parse_sign_off(text));
  static_cast<void>(backfile::signed_letters(text));
  static_cast<void>(backfile::says_corrected(text, text));
  return 0;
}
