// SPDX-License-Identifier: GPL-3.0-or-later

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "common/text.h"
#include "indexer/format/format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  backfile::RawDocument document;
  document.bytes.assign(reinterpret_cast<const char*>(data), size);
  document.url = "https://www.example.com/2017/01/19/story.html";
  const auto article = backfile::parse_html(document);
  if (!article) return 0;
  // A record that is handed on must be storable: valid UTF-8 with something in it.
  if (!backfile::is_valid_utf8(article->text) || !backfile::is_valid_utf8(article->title)) {
    std::abort();
  }
  if (article->text.empty() && article->title.empty()) std::abort();
  return 0;
}
