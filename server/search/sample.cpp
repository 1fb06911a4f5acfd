// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/sample.h"

#include <xxhash.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <utility>

#include "common/date.h"
#include "server/search/calendar.h"
#include "server/search/filter_set.h"
#include "server/search/search_run.h"

namespace backfile {
namespace {

struct Drawn {
  std::uint64_t order;
  std::uint32_t segment;
  std::uint32_t docid;

  friend auto operator<=>(const Drawn&, const Drawn&) = default;
};

// Numbers of values in the dictionaries and one, 0 for none; last the start of the interval.
using StratumKey = std::vector<std::int64_t>;
constexpr std::int64_t kNoPeriod = kNoDate;

class Sampling {
 public:
  Sampling(const Snapshot& snapshot, const SampleRequest& request)
      : snapshot_(snapshot), request_(request) {}

  // False when there are too many strata.
  bool add(std::size_t s, const DocIds& documents) {
    const std::string& name = snapshot_.segment(s).name();
    const std::uint64_t seed = XXH3_64bits_withSeed(name.data(), name.size(), request_.seed);
    bool few = true;
    documents.for_each([&](std::uint32_t docid) {
      if (!few) return;
      std::vector<Drawn>& stratum = strata_[key_of(s, docid)];
      const std::uint64_t order = XXH3_64bits_withSeed(&docid, sizeof docid, seed);
      stratum.push_back({order, static_cast<std::uint32_t>(s), docid});
      few = strata_.size() <= Archive::kMostStrata;
    });
    return few;
  }

  // Everything but the articles themselves.
  std::vector<std::vector<Drawn>> draw(SampleAnswer* answer) {
    std::vector<std::pair<StratumKey, std::vector<Drawn>>> strata(
        std::make_move_iterator(strata_.begin()), std::make_move_iterator(strata_.end()));
    std::ranges::stable_sort(
        strata, [](const auto& a, const auto& b) { return a.second.size() > b.second.size(); });
    std::vector<std::uint64_t> sizes;
    for (const auto& [key, documents] : strata) sizes.push_back(documents.size());
    answer->total = std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0});
    const std::vector<std::uint64_t> wanted = allocate(sizes, request_.size);
    std::vector<std::vector<Drawn>> drawn;
    for (std::size_t i = 0; i < strata.size(); ++i) {
      auto& [key, documents] = strata[i];
      const auto end = documents.begin() + static_cast<std::ptrdiff_t>(wanted[i]);
      std::partial_sort(documents.begin(), end, documents.end());
      drawn.emplace_back(documents.begin(), end);
      Stratum& stratum = answer->strata.emplace_back(described(key));
      stratum.articles = sizes[i];
      stratum.drawn = wanted[i];
    }
    return drawn;
  }

 private:
  StratumKey key_of(std::size_t s, std::uint32_t docid) const {
    const Columns& columns = snapshot_.segment(s).columns();
    StratumKey key;
    for (const FieldId id : request_.fields) {
      std::int64_t value = 0;
      snapshot_.keyword(s, id).for_each(docid, [&](std::uint32_t ordinal) {
        if (value == 0) value = std::int64_t{snapshot_.dictionary(id).numbers_of(s)[ordinal]} + 1;
      });
      key.push_back(value);
    }
    if (request_.interval) {
      const std::int64_t when = columns.seconds[docid - 1];
      key.push_back(when == kNoDate ? kNoPeriod : interval_start(*request_.interval, when));
    }
    return key;
  }

  Stratum described(const StratumKey& key) const {
    Stratum stratum;
    for (std::size_t i = 0; i < request_.fields.size(); ++i) {
      const auto& entries = snapshot_.dictionary(request_.fields[i]).entries();
      stratum.values.push_back(key[i] == 0 ? std::string()
                                           : entries[static_cast<std::size_t>(key[i] - 1)].value);
    }
    if (request_.interval && key.back() != kNoPeriod) {
      stratum.period = to_iso_utc(key.back()).substr(0, 10);
    }
    return stratum;
  }

  const Snapshot& snapshot_;
  const SampleRequest& request_;
  std::map<StratumKey, std::vector<Drawn>> strata_;
};

Error too_many_strata() {
  Error error{ErrorCode::InvalidArgument,
              "There would be more than " + std::to_string(Archive::kMostStrata) +
                  " strata; use fields with fewer values or a longer interval."};
  error.detail.parameter = "stratify";
  return error;
}

Result<void> read_articles(const Snapshot& snapshot, const std::vector<std::vector<Drawn>>& drawn,
                           Deadline deadline, SampleAnswer* answer) {
  for (std::uint32_t i = 0; i < drawn.size(); ++i) {
    for (const Drawn& one : drawn[i]) {
      if (std::chrono::steady_clock::now() > deadline) return deadline_error();
      Result<Article> article = read_article(snapshot, one.segment, one.docid);
      if (!article) return article.error();
      answer->articles.push_back({std::move(*article), i});
    }
  }
  return {};
}

}  // namespace

std::vector<std::uint64_t> allocate(const std::vector<std::uint64_t>& articles,
                                    std::uint64_t size) {
  const std::uint64_t total = std::accumulate(articles.begin(), articles.end(), std::uint64_t{0});
  size = std::min(size, total);
  std::vector<std::uint64_t> wanted;
  std::vector<std::pair<std::uint64_t, std::size_t>> remainders;
  std::uint64_t given = 0;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    wanted.push_back(articles[i] * size / total);
    remainders.emplace_back(articles[i] * size % total, i);
    given += wanted.back();
  }
  // Where nothing is due yet comes first, then the largest remainder, then the larger stratum.
  std::ranges::stable_sort(remainders, [&](const auto& a, const auto& b) {
    const bool a_empty = wanted[a.second] == 0;
    const bool b_empty = wanted[b.second] == 0;
    return a_empty != b_empty ? a_empty : a.first > b.first;
  });
  for (const auto& [remainder, i] : remainders) {
    if (given == size) break;
    if (wanted[i] == articles[i]) continue;
    ++wanted[i];
    ++given;
  }
  return wanted;
}

Result<SampleAnswer> draw_sample(const Snapshot& snapshot, Reader& reader, PostingCache& cache,
                                 const SampleRequest& request, Deadline deadline) {
  const Result<FilterSet> filters = FilterSet::resolve(snapshot, request.search.filters);
  if (!filters) return filters.error();
  const MatchScope scope{snapshot, *filters, 0, deadline, cache};
  const auto matches = match_all(scope, reader, request.search.query);
  if (!matches) return matches.error();
  Sampling sampling(snapshot, request);
  for (std::size_t s = 0; s < matches->size(); ++s) {
    if (std::chrono::steady_clock::now() > deadline) return deadline_error();
    if (!sampling.add(s, (*matches)[s].passed)) return too_many_strata();
  }
  SampleAnswer answer;
  answer.index = snapshot.status();
  const auto drawn = sampling.draw(&answer);
  const Result<void> read = read_articles(snapshot, drawn, deadline, &answer);
  if (!read) return read.error();
  return answer;
}

}  // namespace backfile
