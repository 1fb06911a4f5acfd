// SPDX-License-Identifier: GPL-3.0-or-later
// The filter queries of the Article Search API: what becomes of one is a text that is not much
// longer and that our parser of queries takes or refuses with a reason; without the name of a field
// it stays as it is.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/text.h"
#include "server/api/nyt_filter.h"
#include "server/query/parser.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!backfile::is_valid_utf8(bytes)) return 0;  // Refused before.
  const auto text = backfile::translated_filter(bytes);
  if (!text) {
    if (text.error().message.empty()) std::abort();
    return 0;
  }
  // Each comma becomes an OR between quotation marks.
  if (text->size() > 8 * bytes.size()) std::abort();
  if (bytes.find(':') == std::string_view::npos && *text != bytes) std::abort();
  const auto query = backfile::parse_query(*text);
  if (!query && query.error().message.empty()) std::abort();
  if (query && query->root && to_string(*query->root).empty()) std::abort();
  return 0;
}
