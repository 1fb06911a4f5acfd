// SPDX-License-Identifier: GPL-3.0-or-later

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "common/text.h"
#include "indexer/extract/complete.h"
#include "indexer/format/format.h"
#include "indexer/format/plain_text_gate.h"

// Any bytes as a page that was saved as text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  backfile::RawDocument document;
  document.bytes.assign(reinterpret_cast<const char*>(data), size);
  document.file_name = "page.txt";
  auto read = backfile::parse_scraped(document);
  if (!read) return 0;
  const auto article = backfile::complete(*std::move(read));
  if (!article) return 0;
  // A record that is handed on must be storable.
  if (!backfile::is_valid_utf8(article->text)) std::abort();
  if (!backfile::is_valid_utf8(article->title)) std::abort();
  if (article->id.empty()) std::abort();
  // What a text is by itself does not depend on whether it was looked at before.
  const auto kind = backfile::plain_text_kind(document, *article);
  if (kind != backfile::plain_text_kind(document, *article)) std::abort();
  return 0;
}
