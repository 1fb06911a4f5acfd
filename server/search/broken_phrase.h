// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "server/query/ast.h"
#include "server/search/segment.h"

namespace backfile {

// How far an article follows a phrase that it does not have.
struct BrokenPhrase {
  std::size_t words = 0;  // The longest beginning of it that stands somewhere; 0: not even a word.
  bool in_title = false;
  std::size_t position = 0;  // Of the first word of that piece, from 0.
  std::string found;         // The word that stands where the phrase goes on; empty at the end.
};

// `phrase`: an Exact of several words, in its field or anywhere. The first of the longest pieces.
BrokenPhrase longest_piece(const Node& phrase, const Segment& segment, std::uint32_t docid);

// For people.
std::string describe(const BrokenPhrase& broken, const Node& phrase);

}  // namespace backfile
