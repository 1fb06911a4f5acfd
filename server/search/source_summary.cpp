// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/source_summary.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>

namespace backfile {
namespace {

void add_article(std::int64_t when, SourceSummary* summary) {
  ++summary->articles;
  if (when == kNoDate) {
    ++summary->undated;
    return;
  }
  summary->oldest = std::min(summary->oldest.value_or(when), when);
  summary->newest = std::max(summary->newest.value_or(when), when);
}

// A summary and the number of its source, with the country that most of its articles have: the
// majority vote of Boyer and Moore, which counts one country up and all others down.
struct Numbered {
  SourceSummary summary;
  std::uint32_t number;
  std::uint32_t country = 0;  // Its number.
  std::uint64_t votes = 0;

  void vote(std::uint32_t other) {
    if (votes == 0) country = other;
    if (country == other) {
      ++votes;
    } else {
      --votes;
    }
  }
};

std::vector<Numbered> numbered_summaries(const Snapshot& snapshot) {
  const Dictionary& dictionary = snapshot.dictionary(FieldId::Source);
  std::vector<Numbered> summaries;
  for (const Dictionary::Entry& entry : dictionary.entries()) {
    const auto number = static_cast<std::uint32_t>(summaries.size());
    Source& source = summaries.emplace_back(Numbered{{}, number}).summary.source;
    source.id = entry.value;
    source.name = entry.label;
    if (entry.value.find('.') != std::string::npos) source.domain = entry.value;
  }
  const Dictionary& countries = snapshot.dictionary(FieldId::Country);
  for (std::size_t s = 0; s < snapshot.segment_count(); ++s) {
    const Columns& columns = snapshot.segment(s).columns();
    const KeywordColumn& sources = columns.keyword(FieldId::Source);
    const KeywordColumn& places = columns.keyword(FieldId::Country);
    const std::span<const std::uint32_t> numbers = dictionary.numbers_of(s);
    const std::span<const std::uint32_t> country_numbers = countries.numbers_of(s);
    for (std::uint32_t docid = 1; docid <= columns.seconds.size(); ++docid) {
      if (snapshot.is_dead(s, docid)) continue;
      sources.for_each(docid, [&](std::uint32_t ordinal) {
        Numbered& source = summaries[numbers[ordinal]];
        add_article(columns.seconds[docid - 1], &source.summary);
        places.for_each(docid,
                        [&](std::uint32_t country) { source.vote(country_numbers[country]); });
      });
    }
  }
  for (Numbered& one : summaries) {
    if (one.votes > 0) one.summary.source.country = countries.entries()[one.country].value;
  }
  std::erase_if(summaries, [](const Numbered& one) { return one.summary.articles == 0; });
  std::ranges::sort(summaries, [](const Numbered& a, const Numbered& b) {
    if (a.summary.articles != b.summary.articles) return a.summary.articles > b.summary.articles;
    return a.summary.source.id < b.summary.source.id;
  });
  return summaries;
}

}  // namespace

std::vector<SourceSummary> summarise_sources(const Snapshot& snapshot) {
  std::vector<SourceSummary> summaries;
  for (Numbered& one : numbered_summaries(snapshot)) summaries.push_back(std::move(one.summary));
  return summaries;
}

CoverageAnswer summarise_coverage(const Snapshot& snapshot, const CoverageRequest& request,
                                  std::uint32_t skipped) {
  std::vector<Numbered> summaries = numbered_summaries(snapshot);
  if (!request.sources.empty()) {
    std::vector<std::uint32_t> wanted;
    for (const std::string& name : request.sources) {
      for (const std::uint32_t n : snapshot.dictionary(FieldId::Source).find(name)) {
        wanted.push_back(n);
      }
    }
    std::erase_if(summaries, [&](const Numbered& one) {
      return std::ranges::find(wanted, one.number) == wanted.end();
    });
  }
  CoverageAnswer answer;
  answer.index = snapshot.status();
  answer.total = summaries.size();
  const std::size_t first = std::min<std::size_t>(skipped, summaries.size());
  const std::size_t last = std::min<std::size_t>(first + request.page_size, summaries.size());
  for (std::size_t i = first; i < last; ++i) {
    const std::vector<DayCount>& days = snapshot.source_days()[summaries[i].number];
    answer.sources.push_back(
        {std::move(summaries[i].summary), coverage_of(days, request.interval), gaps_of(days)});
  }
  return answer;
}

}  // namespace backfile
