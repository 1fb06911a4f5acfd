// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace backfile {

// Articles that are further apart are no copies, however alike: what recurs every week is a form
// that somebody fills in.
inline constexpr std::int64_t kCopyWindow = 7 * 86'400;  // Seconds.

// What the text of an article is compared by. All lists are ascending, each number once.
struct ComparableText {
  std::int64_t seconds = 0;  // Of publication, or kNoDate.
  std::uint64_t whole = 0;   // CopySignature::whole()
  std::size_t words = 0;     // Of the text.
  std::vector<std::uint64_t> shingles;
  std::vector<std::uint64_t> all;      // All words,
  std::vector<std::uint64_t> figures;  // those that begin with a digit,
  std::vector<std::uint64_t> names;    // and those that are nowhere without a capital.
};

ComparableText comparable_text(std::string_view text, std::int64_t seconds, std::uint64_t whole);

// Whether one is a copy of the other, whichever. Equal texts are, at any distance in time; short
// ones unless they are known to be further apart than the window. Of others, both published within
// the window, the smaller one shares at least half of its shingles with the larger one, a short one
// more (containment: editors cut from the end, so that likeness of wholes finds nothing), and most
// of its figures and names are in the other one: forms that are filled in anew share words, not
// these.
bool are_copies(const ComparableText& a, const ComparableText& b);

}  // namespace backfile
