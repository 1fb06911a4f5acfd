// SPDX-License-Identifier: GPL-3.0-or-later

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/date.h"
#include "common/date_relative.h"
#include "indexer/format/date_in_text.h"
#include "indexer/format/date_labels.h"

namespace {

// Whatever was read must be a date that can be stored and read again.
void check(const std::optional<backfile::Timestamp>& when) {
  if (!when) return;
  const auto back = backfile::parse_iso_date(backfile::to_iso(*when));
  if (!back) std::abort();
  const bool exact = when->precision >= backfile::DatePrecision::Minute;
  if (exact && back->seconds / 60 != when->seconds / 60) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const std::string_view country : {"", "us", "in", "th", "ie"}) {
    const backfile::DateHints hints{.day_first = country != "us", .country = country};
    check(backfile::parse_date(text, hints));
    check(backfile::parse_relative_date(text, 1'484'823'360, hints));
    check(backfile::date_in_text(text, hints));
    if (const auto dates = backfile::parse_date_labels(text, hints)) {
      check(dates->published);
      check(dates->updated);
    }
  }
  return 0;
}
