// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace backfile {

// How much more often than chance a word stands somewhere. Exact counts in, natural units out.

// A word in two collections of so many words.
struct TwoCounts {
  std::uint64_t count;
  std::uint64_t total;
  std::uint64_t other_count;
  std::uint64_t other_total;
};

// Twice the log-likelihood ratio that both collections have the word equally often (Dunning,
// Accurate Methods for the Statistics of Surprise and Coincidence, 1993, in the form of Rayson and
// Garside, Comparing Corpora using Frequency Profiling, 2000): G2 = 2 (a ln(a/E1) + b ln(b/E2)).
// Above 3.84, 6.63, 10.83 and 15.13 chance is below 5, 1, 0.1 and 0.01 %. Not negative.
double log_likelihood(const TwoCounts& counts);

// The binary logarithm of the ratio of the relative frequencies (Hardie, Log Ratio, 2014); half an
// occurrence stands for none. REQUIRES: both totals above 0.
double log_ratio(const TwoCounts& counts);

// A word beside a node: how often it stands in the windows, how many words these have, how often
// the word stands in all articles, and how many words these have; how often the node stands there.
struct Neighbourhood {
  std::uint64_t beside;
  std::uint64_t window_words;
  std::uint64_t count;
  std::uint64_t total;
  std::uint64_t nodes;
};

// Of the table of two by two: the word or another, in a window or elsewhere (Evert, Corpora and
// Collocations, 2008).
double log_likelihood(const Neighbourhood& counts);
// log2(O / E) (Church and Hanks, 1990). REQUIRES: beside above 0.
double mutual_information(const Neighbourhood& counts);
// 14 + log2(2 O / (nodes + count)) (Rychly, A Lexicographer-Friendly Association Score, 2008).
double log_dice(const Neighbourhood& counts);
// (O - E) / sqrt(O) (Church et al., 1991).
double t_score(const Neighbourhood& counts);

}  // namespace backfile
