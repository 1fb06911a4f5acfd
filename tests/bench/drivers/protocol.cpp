// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/drivers/protocol.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <numeric>

namespace backfile {
namespace {

constexpr std::size_t kColumns = 10;
constexpr std::size_t kShownCounts = 5;

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  if (text == "-") return parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<std::int64_t> number(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string or_dash(std::string text) { return text.empty() ? "-" : text; }

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return text;
}

void answer_question(const std::string& line, const Answering& answer) {
  const std::optional<Question> question = parse_question(line);
  if (!question) {
    std::printf("error\tnot a question: %s\n", one_line(line).c_str());
    return;
  }
  const std::int64_t start = now_nanoseconds();
  Result<DriverAnswer> found = answer(*question);
  const std::int64_t passed = now_nanoseconds() - start;
  if (!found) {
    std::printf("error\t%s\n", one_line(found.error().message).c_str());
    return;
  }
  std::puts(answer_line(std::move(*found), static_cast<double>(passed) / 1000).c_str());
}

}  // namespace

std::optional<Question> parse_question(std::string_view line) {
  const std::vector<std::string> columns = split(line, '\t');
  if (columns.size() != kColumns) return std::nullopt;
  Question question;
  question.kind = columns[0];
  question.words = split(columns[1], ' ');
  question.from = number(columns[2]);
  question.until = number(columns[3]);
  question.newest = columns[4] == "newest";
  question.hits = static_cast<std::uint32_t>(number(columns[5]).value_or(0));
  question.fetch = columns[6] == "1";
  question.snippets = columns[7] == "1";
  question.facets = split(columns[8], ',');
  question.timeline = columns[9] == "1";
  return question;
}

std::string answer_line(DriverAnswer answer, double microseconds) {
  std::vector<std::string> counts;
  for (CountedFacet& facet : answer.facets) {
    std::sort(facet.counts.begin(), facet.counts.end(), std::greater<>());
    facet.counts.resize(std::min(facet.counts.size(), kShownCounts));
    counts.push_back(fmt::format("{}:{}", facet.name, fmt::join(facet.counts, ",")));
  }
  if (!answer.months.empty()) {
    counts.push_back(
        fmt::format("months:{},{}", answer.months.size(),
                    std::accumulate(answer.months.begin(), answer.months.end(), std::uint64_t{0})));
  }
  return fmt::format("{}\t{:.1f}\t{}\t{}", answer.total, microseconds,
                     or_dash(fmt::format("{}", fmt::join(answer.ids, ","))),
                     or_dash(fmt::format("{}", fmt::join(counts, ";"))));
}

int serve(std::int64_t opened_microseconds, const std::function<std::uint64_t()>& count,
          const Answering& answer) {
  std::printf("ready\t%lld\t%llu\n", static_cast<long long>(opened_microseconds),
              static_cast<unsigned long long>(count()));
  std::fflush(stdout);
  for (std::string line; std::getline(std::cin, line);) {
    if (line == "articles") {
      std::printf("%llu\n", static_cast<unsigned long long>(count()));
    } else {
      answer_question(line, answer);
    }
    std::fflush(stdout);
  }
  return 0;
}

std::int64_t now_nanoseconds() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

std::int64_t month_of(std::int64_t seconds) {
  const std::chrono::sys_seconds when{std::chrono::seconds(seconds)};
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(when)};
  return static_cast<int>(day.year()) * 12LL + static_cast<unsigned>(day.month()) - 1;
}

}  // namespace backfile
