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

// Pieces of the text, at most `count` and in its order; none overlaps another. The best is that in
// which most different words of the query stand; each further one that with most words that the
// better ones do not show, and of equals most words at all; of equals the earliest. They are cut
// where sentences or words begin and end; U+2026 stands where a sentence was cut. Without a match
// in the text: its beginning. Blank lines become blanks. Words that stand together only after the
// first kDecidingBytes of a text count only when there are too few pieces before; what is looked
// for in places is looked for in the whole text.
inline constexpr std::size_t kDecidingBytes = 32 * 1024;
std::vector<Snippet> best_snippets(const Article& article, WordMarker* marker, std::size_t count);

// The same for a text whose words are `words`. REQUIRES: count > 0.
std::vector<Snippet> cut_snippets(std::string_view text, const std::vector<SeenWord>& words,
                                  std::size_t count);

// What the request wants to be shown of the text and the title of a hit.
void add_text(const SearchRequest& request, WordMarker* marker, Hit* hit);

}  // namespace backfile
