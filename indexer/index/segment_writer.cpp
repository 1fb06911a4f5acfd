// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/segment_writer.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>
#include <numeric>
#include <optional>
#include <span>

#include "indexer/index/record_packer.h"
#include "indexer/index/segment_builder.h"
#include "indexer/index/segment_files.h"
#include "indexer/index/segment_merger.h"
#include "indexer/index/story_links.h"

namespace backfile {
namespace {

// Larger parts save merging and fall out of the caches: of articles of 440 words, parts of 1, 4 and
// 16 MB cost the same within 5 % (docs/decisions/0006-engine.md).
constexpr std::size_t kLargestPart = 16 << 20;
constexpr std::size_t kSmallestPart = 1 << 20;
constexpr std::size_t kPartsAThread = 2;  // Of what is left.
constexpr std::size_t kTrainingRecords = 1'000;

// Half-open range of articles.
struct PartRange {
  std::size_t begin;
  std::size_t end;
};

std::vector<PartRange> divide_into_parts(const std::vector<SpooledArticle>& articles,
                                         const SegmentTarget& target) {
  std::size_t left = 0;
  for (const SpooledArticle& article : articles) left += article.length;
  const std::size_t largest = part_bytes(target.memory, target.threads);
  std::vector<PartRange> parts;
  std::size_t limit = 0;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (bytes >= limit) {
      // A part is a share of what is left, so that all threads end at about the same time.
      const std::size_t share = target.threads > 1 ? left / (kPartsAThread * target.threads) : left;
      limit = std::clamp(share, kSmallestPart, largest);
      parts.push_back({i, i});
      bytes = 0;
    }
    parts.back().end = i + 1;
    bytes += articles[i].length;
    left -= articles[i].length;
  }
  return parts;
}

Result<std::string> trained_on(const Spool& spool, const std::vector<SpooledArticle>& articles) {
  if (articles.size() < kFewestTrainingRecords) return std::string();
  const std::size_t step = std::max<std::size_t>(1, articles.size() / kTrainingRecords);
  std::vector<std::string> samples;
  for (std::size_t i = 0; i < articles.size(); i += step) {
    Result<SpooledRecord> record = spool.read(articles[i]);
    if (!record) return std::move(record).error();
    samples.push_back(std::move(record->line));
  }
  return train_dictionary(samples);
}

// The dictionary of a segment's records: the one that is given, or one that is trained on them.
// Training is work for one thread, which takes as long as a part: the others invert meanwhile.
class SegmentDictionary {
 public:
  SegmentDictionary(std::string_view given, const Spool& spool,
                    const std::vector<SpooledArticle>& articles)
      : spool_(spool), articles_(articles), made_(std::string(given)) {}

  // Any thread: the first one trains, others wait for it.
  Result<std::string_view> get() {
    std::call_once(once_, [this] {
      if (made_->empty()) made_ = trained_on(spool_, articles_);
    });
    if (!made_) return made_.error();
    return std::string_view(*made_);
  }

 private:
  const Spool& spool_;
  const std::vector<SpooledArticle>& articles_;
  std::once_flag once_;
  Result<std::string> made_;
};

// Parts of a segment, built by several threads that take the next one as they become free.
class PartBuilder {
 public:
  PartBuilder(const SegmentTarget& target, const Spool& spool,
              const std::vector<SpooledArticle>& articles, std::string_view dictionary,
              const Boilerplate& boilerplate)
      : target_(target),
        spool_(spool),
        articles_(articles),
        dictionary_(dictionary, spool, articles),
        boilerplate_(boilerplate),
        parts_(divide_into_parts(articles, target)) {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      bases_.push_back(parts_.size() == 1 ? target.directory + "/" + target.name
                                          : target.scratch + "/part-" + std::to_string(i));
    }
    summaries_.resize(parts_.size());
  }

  Result<void> build() {
    std::vector<std::future<Result<void>>> workers;
    workers.push_back(std::async(std::launch::async, [this] {
      const Result<std::string_view> made = dictionary_.get();
      return made ? work() : Result<void>(made.error());
    }));
    for (unsigned i = 1; i < target_.threads; ++i) {
      workers.push_back(std::async(std::launch::async, [this] { return work(); }));
    }
    Result<void> outcome;
    for (auto& worker : workers) {
      Result<void> done = worker.get();
      if (!done && outcome) outcome = std::move(done);
    }
    return outcome;
  }

  const std::vector<std::string>& bases() const { return bases_; }
  const std::vector<SegmentSummary>& summaries() const { return summaries_; }

 private:
  Result<void> work() {
    for (;;) {
      const std::size_t part = next_.fetch_add(1);
      if (part >= parts_.size() || failed_.load()) return {};
      if (Result<void> built = build_part(part); !built) {
        failed_.store(true);
        return built;
      }
      tell_progress(parts_[part]);
    }
  }

  Result<void> build_part(std::size_t part) {
    const auto [begin, end] = parts_[part];
    SegmentBuilder builder(target_.revision);
    for (const SpooledArticle& spooled : std::span(articles_).subspan(begin, end - begin)) {
      const Result<SpooledRecord> record = spool_.read(spooled);
      if (!record) return record.error();
      builder.add(record->article, spooled.content, record->line, spooled.lines, boilerplate_);
    }
    const Result<std::string_view> dictionary = dictionary_.get();
    if (!dictionary) return dictionary.error();
    Result<SegmentSummary> summary = builder.write(bases_[part], *dictionary);
    if (!summary) return std::move(summary).error();
    summaries_[part] = *std::move(summary);
    return {};
  }

  void tell_progress(const PartRange& part) {
    const std::lock_guard lock(progress_mutex_);
    done_ += part.end - part.begin;
    if (target_.progress) target_.progress(done_, articles_.size());
  }

  const SegmentTarget& target_;
  const Spool& spool_;
  const std::vector<SpooledArticle>& articles_;
  SegmentDictionary dictionary_;
  const Boilerplate& boilerplate_;
  const std::vector<PartRange> parts_;
  std::vector<std::string> bases_;
  std::vector<SegmentSummary> summaries_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> failed_{false};
  std::mutex progress_mutex_;
  std::size_t done_ = 0;  // Articles, guarded by progress_mutex_.
};

// The entry of a segment that was made of others: what was dead in them is dead in it.
Result<SegmentEntry> described(const SegmentTarget& target,
                               const std::vector<SegmentEntry>& sources,
                               const MergedSegment& merged) {
  Result<SegmentEntry> entry =
      describe_segment(target.directory, target.name, merged.summary, target.threads);
  if (!entry) return entry;
  for (std::size_t s = 0; s < sources.size(); ++s) {
    for (const std::uint32_t docid : sources[s].dead) {
      if (merged.docids[s][docid - 1] != 0) entry->dead.push_back(merged.docids[s][docid - 1]);
    }
  }
  std::ranges::sort(entry->dead);
  Result<void> carried = carry_stories(target.directory, sources, merged.docids, &*entry);
  if (!carried) return std::move(carried).error();
  return entry;
}

}  // namespace

std::size_t part_bytes(std::uint64_t memory, unsigned threads) {
  const std::uint64_t share = memory / std::max(1U, threads) / kMemoryPerByte;
  return std::clamp<std::size_t>(share, kSmallestPart, kLargestPart);
}

Result<SegmentEntry> write_segment(const SegmentTarget& target, const Spool& spool,
                                   const std::vector<SpooledArticle>& articles,
                                   std::string_view dictionary, const Boilerplate& boilerplate) {
  PartBuilder builder(target, spool, articles, dictionary, boilerplate);
  if (Result<void> built = builder.build(); !built) return std::move(built).error();
  SegmentSummary summary = builder.summaries().front();
  if (builder.bases().size() > 1) {
    Result<MergedSegment> merged =
        merge_segment_files(builder.bases(), target.directory + "/" + target.name, target.threads);
    for (const std::string& base : builder.bases()) remove_segment(base);
    if (!merged) return std::move(merged).error();
    summary = std::move(merged->summary);
    for (const SegmentSummary& part : builder.summaries()) {
      summary.languages.insert(part.languages.begin(), part.languages.end());
    }
  }
  return describe_segment(target.directory, target.name, summary, target.threads);
}

Result<SegmentEntry> merge_segments(const SegmentTarget& target,
                                    const std::vector<SegmentEntry>& sources) {
  std::vector<std::string> bases;
  for (const SegmentEntry& source : sources) bases.push_back(target.directory + "/" + source.name);
  Result<MergedSegment> merged =
      merge_segment_files(bases, target.directory + "/" + target.name, target.threads);
  if (!merged) return std::move(merged).error();
  for (const SegmentEntry& source : sources) {
    merged->summary.languages.insert(source.languages.begin(), source.languages.end());
  }
  return described(target, sources, *merged);
}

Result<SegmentEntry> purge_segment(const SegmentTarget& target, const SegmentEntry& source,
                                   const std::vector<std::uint32_t>& docids) {
  Result<MergedSegment> copied =
      copy_segment_without(target.directory + "/" + source.name, docids,
                           target.directory + "/" + target.name, target.threads);
  if (!copied) return std::move(copied).error();
  copied->summary.languages.insert(source.languages.begin(), source.languages.end());
  return described(target, {source}, *copied);
}

}  // namespace backfile
