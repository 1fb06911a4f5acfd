// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "server/search/search.h"
#include "server/search/word_marker.h"

namespace backfile {

// Length of a snippet in code points; an ellipsis on either side comes on top.
inline constexpr std::size_t kSnippetLetters = 240;

// The whole title with the words that match in it.
Snippet marked_title(const Article& article, WordMarker* marker);

// The piece of the text in which most different words of the query stand, the earliest of them,
// cut where sentences or words begin and end; U+2026 stands where a sentence was cut. Without a
// match in the text: its beginning. Blank lines become blanks. Words that stand together only after
// the first kDecidingBytes of a text count only when those have no match at all; what is looked for
// in places is looked for in the whole text.
inline constexpr std::size_t kDecidingBytes = 32 * 1024;
Snippet best_snippet(const Article& article, WordMarker* marker);

// The same for a text whose words are `words`.
Snippet cut_snippet(std::string_view text, const std::vector<SeenWord>& words);

}  // namespace backfile
