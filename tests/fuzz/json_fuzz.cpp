// SPDX-License-Identifier: GPL-3.0-or-later

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "common/text.h"
#include "indexer/extract/complete.h"
#include "indexer/format/format.h"

// Every reader of JSON gets every input, whatever it was recognised as.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  backfile::RawDocument document;
  document.bytes.assign(reinterpret_cast<const char*>(data), size);
  document.file_name = "records.json";
  static_cast<void>(backfile::recognise(document));
  for (const std::string& name : backfile::format_names()) {
    const auto format = backfile::format_named(name);
    if (!format || (name != "json" && name != "ninjs" && name != "json-feed")) continue;
    backfile::Parsed parsed = backfile::parse(*format, document);
    for (backfile::Result<backfile::Article>& one : parsed.results()) {
      if (!one) continue;
      const auto article = backfile::complete(*std::move(one));
      // A record that is handed on must be storable.
      if (article && !backfile::is_valid_utf8(article->text)) std::abort();
      if (article && !backfile::is_valid_utf8(article->title)) std::abort();
      if (article && article->id.empty()) std::abort();
    }
  }
  return 0;
}
