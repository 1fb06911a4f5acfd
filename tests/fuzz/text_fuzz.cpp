// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as scraped text and as the robots.txt of a host.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/text.h"
#include "indexer/extract/complete.h"
#include "indexer/fetch/robots.h"
#include "indexer/format/format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  backfile::RawDocument document;
  document.bytes = bytes;
  document.file_name = "0001.txt";
  backfile::Parsed parsed = backfile::parse(*backfile::format_named("scraped"), document);
  for (backfile::Result<backfile::Article>& one : parsed.results()) {
    if (!one) continue;
    const auto article = backfile::complete(*std::move(one));
    // A record that is handed on must be storable.
    if (article && !backfile::is_valid_utf8(article->text)) std::abort();
    if (article && !backfile::is_valid_utf8(article->title)) std::abort();
    if (article && article->id.empty()) std::abort();
  }
  const backfile::RobotsRules rules(bytes, "backfile");
  static_cast<void>(rules.allows(bytes.substr(0, bytes.find('\n'))));
  if (rules.delay() && !(*rules.delay() >= 0)) std::abort();
  return 0;
}
