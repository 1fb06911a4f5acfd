// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <unordered_map>

#include "common/article.h"
#include "common/index/terms.h"

namespace backfile {

// Makes documents of the index of articles: terms, positions, values and data as
// docs/index-format.md has them. Remembers stems, so that a common word is stemmed once. One
// thread at a time; keep one for many articles.
class DocumentMaker {
 public:
  // `content`: content_hash(article), which whoever has the article spooled knows already.
  Xapian::Document make(const Article& article, std::string_view content);

 private:
  // The terms of the stems of one language in one field; bounded, because archives hold millions
  // of names.
  struct StemMemory {
    Stemmer stemmer;
    std::unordered_map<std::string, std::string> stems;  // By word.
  };

  StemMemory& memory_of(const Field& field, std::string_view language);
  void add_words(const Field& field, std::string_view text, std::string_view language,
                 Xapian::Document* document);

  std::unordered_map<std::string, StemMemory> memories_;
};

}  // namespace backfile
