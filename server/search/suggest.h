// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/article.h"
#include "common/result.h"
#include "server/search/archive.h"
#include "server/search/search.h"

namespace backfile {

struct SuggestRequest {
  std::string text;        // What has been typed; its last word is being typed, unless it is a
                           // letter of a script without blanks.
  std::uint32_t size = 5;  // Of each kind at most.
  SearchBounds bounds = {};
};

// A word of the archive that begins like the last one typed.
struct WordSuggestion {
  std::string word;            // Folded.
  std::string text;            // What has been typed with this word at its end.
  std::uint64_t articles = 0;  // That have the word as it stands.
};

struct SuggestAnswer {
  std::vector<WordSuggestion> words;  // Those that occur most often.
  std::vector<Article> titles;        // The newest articles with all that is typed in the title.
  std::vector<FacetBucket> sources;   // In whose names all that is typed begins a word; those with
  std::vector<FacetBucket> authors;   // the most articles.
  ArchiveStatus index;
};

// So many of the words that begin like the last one are looked for in titles.
inline constexpr std::size_t kMostCompletions = 20;

// Ways on for somebody who types. Nothing for a text without a word. Deadline, Corrupt,
// Unavailable.
Result<SuggestAnswer> suggest(const Archive& archive, const SuggestRequest& request);

}  // namespace backfile
