// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "common/article.h"
#include "common/result.h"
#include "indexer/input/raw_document.h"

namespace backfile {

// What a plain text may be that lies in a folder or an archive and that nobody has named.
enum class PlainTextKind : std::uint8_t {
  Article,  // Something in it says that it is news.
  Unsure,   // Prose: an article, or a note about the files beside it.
  None,     // A list, sums, a table, a program.
};

// `article` is what was read from the text of `document`, complete. It is an article when it has
// what news have and notes have not: a date of publication, an author, an agency, a dateline,
// highlights, or an address or a sender that its container knows. Else it is unsure when half of
// its text or more are sentences, and none otherwise. A list of short lines is none in any case.
PlainTextKind plain_text_kind(const RawDocument& document, const Article& article);

// Half of a text or more, in bytes, are lines that read as sentences: letters for the most part,
// four words or more, and the end of a sentence.
bool is_mostly_prose(std::string_view text);

// Why a plain text is no article: it is PlainTextKind::None, or Unsure beside articles of other
// formats.
Error no_article_in_plain_text(PlainTextKind kind);

}  // namespace backfile
