// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/batches.h"

#include <string_view>
#include <utility>

#include "common/clock.h"
#include "indexer/index/held_articles.h"
#include "indexer/reject_store.h"

namespace backfile {
namespace {

// A run that is told to stop still publishes a batch of this size: it takes seconds.
constexpr std::size_t kQuickBatch = 10'000;

}  // namespace

Batches::Batches(BatchTarget target, std::array<Spool, 2> spools, std::uint64_t bytes)
    : target_(std::move(target)),
      batches_{Batch{std::move(spools[0]), {}}, Batch{std::move(spools[1]), {}}},
      progress_(bytes) {
  if (target_.writer == nullptr) return;
  target_.writer->set_progress(
      [this](std::size_t done, std::size_t all) { progress_.indexing(done, all); });
}

Result<void> Batches::record(ReadRecord record) {
  ++report_.records;
  if (!record.article) {
    rejects_.add(record.reject);
    return {};
  }
  for (const std::string_view repair : record.article->repairs.names()) {
    ++report_.repaired[std::string(repair)];
  }
  Spool& spool = batches_[filling_].spool;
  if (Result<void> added = spool.add(std::move(record.spooled), record.line); !added) return added;
  const bool full =
      spool.articles().size() >= target_.size.articles || spool.bytes() >= target_.size.bytes;
  return full ? hand_over() : Result<void>();
}

Result<void> Batches::file_done(const InputFile& file, const std::optional<Error>& failure) {
  ++report_.files;
  if (failure) rejects_.add_rest(file, *failure);
  const bool read_to_end = !failure || failure->code == ErrorCode::Corrupt;
  if (is_remote(file)) {
    if (!failure) fetched_.push_back(file.path);
  } else if (read_to_end) {
    batches_[filling_].files.push_back(file);
  }
  return {};
}

void Batches::progress(std::uint64_t bytes) {
  progress_.reading(bytes, report_.records - rejects_.count(), rejects_.count());
}

Result<IngestReport> Batches::finish(bool stopped) {
  if (!stopped || batches_[filling_].spool.articles().size() <= kQuickBatch) {
    if (Result<void> handed = hand_over(); !handed) return std::move(handed).error();
  }
  if (Result<void> published = wait(); !published) return std::move(published).error();
  rejects_.log_totals();
  report_.rejected = rejects_.count();
  report_.rejected_by_code = rejects_.by_code();
  report_.unreadable = rejects_.unreadable();
  if (target_.writer == nullptr) {
    report_.revision = target_.manifest.revision;
    return report_;
  }
  if (Result<void> saved = rejects_.save(target_.archive); !saved) return std::move(saved).error();
  if (Result<void> counted = count_rejects(target_.archive, rejects_.by_code()); !counted) {
    return std::move(counted).error();
  }
  report_.rejects_file = rejects_.saved_as();
  report_.revision = target_.writer->manifest().revision;
  return report_;
}

// What is remembered as read must not have lost its rejects, and must not be remembered before its
// articles are in.
Result<void> Batches::hand_over() {
  if (Result<void> published = wait(); !published) return published;
  Batch& batch = batches_[filling_];
  if (target_.writer != nullptr) {
    if (Result<void> saved = rejects_.save(target_.archive); !saved) return saved;
    IngestLog& log = target_.writer->log();
    for (const InputFile& file : batch.files) {
      if (!log.contains(file)) log.add(file);
    }
  }
  batch.files.clear();
  progress_.indexing(0, batch.spool.articles().size());
  // Files with rejects are remembered even if nothing else changed, so that the next run does not
  // tell of them again.
  publishing_ = std::async(target_.aside ? std::launch::async : std::launch::deferred,
                           [this, spool = &batch.spool, has_rejects = rejects_.count() > 0] {
                             return publish(spool, has_rejects);
                           });
  filling_ = 1 - filling_;
  return target_.aside ? Result<void>() : wait();
}

Result<void> Batches::wait() {
  if (!publishing_.valid()) return {};
  const Result<BatchOutcome> outcome = publishing_.get();
  if (!outcome) return outcome.error();
  add_outcome(*outcome, &report_);
  return {};
}

Result<BatchOutcome> Batches::publish(Spool* spool, bool has_rejects) {
  return target_.writer != nullptr ? target_.writer->publish(spool, has_rejects) : compare(spool);
}

// What publishing would come to.
Result<BatchOutcome> Batches::compare(Spool* spool) {
  if (Result<void> added = take_held(target_.archive, target_.manifest, spool); !added) {
    return std::move(added).error();
  }
  Result<Removals> removals = Removals::load(target_.archive, target_.manifest);
  if (!removals) return std::move(removals).error();
  const Result<BatchPlan> plan =
      plan_batch(target_.archive, spool, &target_.manifest, &*removals, seconds_now());
  if (!plan) return plan.error();
  if (Result<void> cleared = spool->clear(); !cleared) return std::move(cleared).error();
  return plan->outcome;
}

}  // namespace backfile
