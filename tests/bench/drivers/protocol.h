// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"

namespace backfile {

// What the measuring drivers of all engines are asked and answer: one line each on standard input
// and output, columns separated by tabs, "-" for nothing.
//   question: kind, words (blanks between), from, until (seconds), sort (relevance, newest), hits,
//             fetch (0, 1), snippets (0, 1), facets (commas between), timeline (0, 1)
//   answer:   total, microseconds, ids (commas between), counts; or "error" and a message
// kind is all, term (exact), stem, and, or, phrase, prefix or near (within five words).
struct Question {
  std::string kind;
  std::vector<std::string> words;
  std::optional<std::int64_t> from;
  std::optional<std::int64_t> until;
  bool newest = false;
  std::uint32_t hits = 0;
  bool fetch = false;     // Read the stored articles of the hits.
  bool snippets = false;  // And cut passages out of them, where the engine can.
  std::vector<std::string> facets;
  bool timeline = false;  // By months.
};

struct CountedFacet {
  std::string name;
  std::vector<std::uint64_t> counts;  // Of the values that have articles, in any order.
};

struct DriverAnswer {
  std::uint64_t total = 0;
  std::vector<std::string> ids;
  std::vector<CountedFacet> facets;
  std::vector<std::uint64_t> months;  // Articles of each month that has any.
};

inline constexpr int kNearWords = 5;  // Largest difference of two positions.

std::optional<Question> parse_question(std::string_view line);

// The line without its newline. Facets are given by their five largest counts, the timeline by
// the number of its months and their sum: enough to see whether engines agree.
std::string answer_line(DriverAnswer answer, double microseconds);

// Says "ready", the microseconds since `start` and the number of articles, then answers questions
// until standard input ends. The time of a question is that of `answer` alone.
using Answering = std::function<Result<DriverAnswer>(const Question&)>;
// `count` is asked again for each line "articles".
int serve(std::int64_t opened_microseconds, const std::function<std::uint64_t()>& count,
          const Answering& answer);

// From a clock that only goes forward.
std::int64_t now_nanoseconds();

// Index of the month among all months since year 0, of a UTC time.
std::int64_t month_of(std::int64_t seconds);

}  // namespace backfile
