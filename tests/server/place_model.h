// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server/query/ast.h"

namespace backfile {

// A title or a text, read slowly: what docs/query-language.md says of places, word for word.
struct ModelPassage {
  ModelPassage(const std::string& text, const std::string& language, bool is_title);

  std::vector<std::string> words;
  std::vector<std::string> written;
  std::vector<std::string> stems;
  std::string language;
  bool is_title;
  std::vector<std::size_t> sentence;   // By word: its number.
  std::vector<std::size_t> paragraph;  // Likewise.
  std::size_t lead = 0;                // So many words.
};

struct ModelPlace {
  std::size_t first;
  std::size_t last;
  // The words that no other place of a pair may have.
  std::vector<std::size_t> own;

  friend auto operator<=>(const ModelPlace&, const ModelPlace&) = default;
};

std::set<ModelPlace> model_places(const Node& node, const ModelPassage& passage);

// How many places without a word in common there are at most.
std::size_t model_count(const std::set<ModelPlace>& places);

// Whether a single word is one of those that a Prefix, Pattern or Fuzzy stands for.
bool model_fits(const Node& leaf, const std::string& word);

}  // namespace backfile
