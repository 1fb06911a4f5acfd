// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/source_summary.h"

#include <algorithm>
#include <cstdint>
#include <span>

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

}  // namespace

std::vector<SourceSummary> summarise_sources(const Snapshot& snapshot) {
  const Dictionary& dictionary = snapshot.dictionary(FieldId::Source);
  std::vector<SourceSummary> summaries;
  for (const Dictionary::Entry& entry : dictionary.entries()) {
    Source& source = summaries.emplace_back().source;
    source.id = entry.value;
    source.name = entry.label;
    if (entry.value.find('.') != std::string::npos) source.domain = entry.value;
  }
  for (std::size_t s = 0; s < snapshot.segment_count(); ++s) {
    const Columns& columns = snapshot.segment(s).columns();
    const KeywordColumn& sources = columns.keywords[static_cast<std::size_t>(FieldId::Source)];
    const std::span<const std::uint32_t> numbers = dictionary.numbers_of(s);
    for (std::uint32_t docid = 1; docid <= columns.seconds.size(); ++docid) {
      if (snapshot.is_dead(s, docid)) continue;
      sources.for_each(docid, [&](std::uint32_t ordinal) {
        add_article(columns.seconds[docid - 1], &summaries[numbers[ordinal]]);
      });
    }
  }
  std::erase_if(summaries, [](const SourceSummary& summary) { return summary.articles == 0; });
  std::ranges::sort(summaries, [](const SourceSummary& a, const SourceSummary& b) {
    return a.articles != b.articles ? a.articles > b.articles : a.source.id < b.source.id;
  });
  return summaries;
}

}  // namespace backfile
