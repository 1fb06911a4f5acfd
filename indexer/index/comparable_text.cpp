// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/comparable_text.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "common/ascii.h"
#include "common/date.h"
#include "common/index/columns.h"
#include "common/index/words.h"
#include "indexer/index/copy_signature.h"

namespace backfile {
namespace {

using Numbers = std::vector<std::uint64_t>;

constexpr double kLeastContainment = 0.5;
constexpr double kLeastContainmentOfShort = 0.7;
constexpr std::size_t kWordsOfShort = 60;
constexpr double kLeastAgreement = 0.7;

void make_set(Numbers* numbers) {
  std::ranges::sort(*numbers);
  const auto repeated = std::ranges::unique(*numbers);
  numbers->erase(repeated.begin(), repeated.end());
}

// The share of `part` that is in `whole`; 1 when there is nothing to look for.
double share_in(const Numbers& part, const Numbers& whole) {
  if (part.empty()) return 1;
  std::size_t common = 0;
  auto at = whole.begin();
  for (const std::uint64_t number : part) {
    at = std::lower_bound(at, whole.end(), number);
    if (at != whole.end() && *at == number) ++common;
  }
  return static_cast<double>(common) / static_cast<double>(part.size());
}

enum class Distance { Near, Far, Unknown };

Distance in_time(const ComparableText& a, const ComparableText& b) {
  if (a.seconds == kNoDate || b.seconds == kNoDate) return Distance::Unknown;
  return std::abs(a.seconds - b.seconds) <= kCopyWindow ? Distance::Near : Distance::Far;
}

}  // namespace

ComparableText comparable_text(std::string_view text, std::int64_t seconds, std::uint64_t whole) {
  ComparableText comparable;
  comparable.seconds = seconds;
  comparable.whole = whole;
  Shingles shingles;
  Numbers small;
  for_each_word(text, [&](const Word& word) {
    if (shingles.words() >= kMostWordsCompared) return;
    const std::uint64_t number = shingle_word(word.folded);
    if (const auto shingle = shingles.add(number)) comparable.shingles.push_back(*shingle);
    comparable.all.push_back(number);
    if (is_digit(word.folded[0])) {
      comparable.figures.push_back(number);
    } else if (word.folded[0] != text[word.begin]) {
      comparable.names.push_back(number);
    } else {
      small.push_back(number);
    }
  });
  comparable.words = shingles.words();
  for (Numbers* set :
       {&comparable.shingles, &comparable.all, &comparable.figures, &comparable.names, &small}) {
    make_set(set);
  }
  std::erase_if(comparable.names,
                [&](std::uint64_t name) { return std::ranges::binary_search(small, name); });
  return comparable;
}

bool are_copies(const ComparableText& a, const ComparableText& b) {
  const std::size_t words = std::min(a.words, b.words);
  const Distance distance = in_time(a, b);
  if (a.whole != 0 && a.whole == b.whole) {
    return distance != Distance::Far || words >= kWordsOfShort;
  }
  if (distance != Distance::Near || words < kFewestWordsOfCopy) return false;
  const bool a_is_smaller =
      std::tuple(a.shingles.size(), a.whole) < std::tuple(b.shingles.size(), b.whole);
  const ComparableText& part = a_is_smaller ? a : b;
  const ComparableText& whole = a_is_smaller ? b : a;
  const double least = words < kWordsOfShort ? kLeastContainmentOfShort : kLeastContainment;
  return share_in(part.shingles, whole.shingles) >= least &&
         share_in(part.figures, whole.all) >= kLeastAgreement &&
         share_in(part.names, whole.all) >= kLeastAgreement;
}

}  // namespace backfile
