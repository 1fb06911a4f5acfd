// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "common/clock.h"
#include "indexer/index/disk_room.h"
#include "indexer/index/held_articles.h"
#include "indexer/input/input_files.h"
#include "indexer/progress.h"
#include "indexer/read_sitemaps.h"
#include "indexer/reject_store.h"
#include "indexer/rejects.h"

namespace backfile {
namespace {

constexpr std::size_t kBatchArticles = 50'000;
constexpr std::uint64_t kBatchBytes = 512 << 20;
constexpr std::uint64_t kBytesAByteOfRecord = 8;  // Of HTML.
constexpr std::uint64_t kUsualRecord = 4'000;
// A run that is told to stop still publishes a batch of this size: it takes seconds.
constexpr std::size_t kQuickBatch = 10'000;

std::uint64_t total_bytes(const std::vector<InputFile>& files) {
  std::uint64_t sum = 0;
  for (const InputFile& file : files) sum += file.bytes;
  return sum;
}

void add_up(const BatchOutcome& batch, BatchOutcome* sum) {
  sum->added += batch.added;
  sum->updated += batch.updated;
  sum->unchanged += batch.unchanged;
  sum->duplicates += batch.duplicates;
  sum->reindexed += batch.reindexed;
  sum->outdated += batch.outdated;
  sum->refused += batch.refused;
  sum->removed += batch.removed;
  sum->held = batch.held;
}

// Gathers what is read into batches and has each published.
class Batches final : public RecordSink {
 public:
  // `writer` is null for a dry run.
  Batches(ArchiveWriter* writer, Spool spool, std::uint64_t bytes, const std::string& archive,
          const Manifest& manifest)
      : writer_(writer),
        spool_(std::move(spool)),
        progress_(bytes),
        archive_(archive),
        manifest_(manifest) {
    if (writer_ == nullptr) return;
    writer_->set_progress(
        [this](std::size_t done, std::size_t all) { progress_.indexing(done, all); });
  }

  Result<void> record(ReadRecord record) override {
    ++report_.records;
    if (!record.article) {
      rejects_.add(record.reject);
      return {};
    }
    for (const std::string_view repair : record.article->repairs.names()) {
      ++report_.repaired[std::string(repair)];
    }
    if (Result<void> added = spool_.add(std::move(record.spooled), record.line); !added) {
      return added;
    }
    const bool full = spool_.articles().size() >= kBatchArticles || spool_.bytes() >= kBatchBytes;
    return full ? finish_batch() : Result<void>();
  }

  Result<void> file_done(const InputFile& file, const std::optional<Error>& failure) override {
    ++report_.files;
    if (failure) rejects_.add_rest(file, *failure);
    const bool read_to_end = !failure || failure->code == ErrorCode::Corrupt;
    if (is_remote(file)) {
      if (!failure) fetched_.push_back(file.path);
    } else if (read_to_end && writer_ != nullptr && !writer_->log().contains(file)) {
      writer_->log().add(file);
    }
    return {};
  }

  // The addresses that were read to the end.
  const std::vector<std::string>& fetched() const { return fetched_; }

  void progress(std::uint64_t bytes) override {
    progress_.reading(bytes, report_.records - rejects_.count(), rejects_.count());
  }

  // Publishes what is left; when the run was stopped, only a batch that is quickly done.
  Result<IngestReport> finish(bool stopped) {
    if (!stopped || spool_.articles().size() <= kQuickBatch) {
      if (Result<void> finished = finish_batch(); !finished) return std::move(finished).error();
    }
    rejects_.log_totals();
    report_.rejected = rejects_.count();
    report_.rejected_by_code = rejects_.by_code();
    report_.unreadable = rejects_.unreadable();
    if (writer_ != nullptr) {
      if (Result<void> saved = rejects_.save(archive_); !saved) return std::move(saved).error();
      if (Result<void> counted = count_rejects(archive_, rejects_.by_code()); !counted) {
        return std::move(counted).error();
      }
      report_.rejects_file = rejects_.saved_as();
      report_.revision = writer_->manifest().revision;
    } else {
      report_.revision = manifest_.revision;
    }
    return report_;
  }

 private:
  // Files with rejects are remembered even if nothing else changed, so that the next run does not
  // tell of them again.
  Result<void> finish_batch() {
    // What is remembered as read must not have lost its rejects.
    if (writer_ != nullptr) {
      if (Result<void> saved = rejects_.save(archive_); !saved) return saved;
    }
    progress_.indexing(0, spool_.articles().size());
    const Result<BatchOutcome> outcome =
        writer_ != nullptr ? writer_->publish(&spool_, rejects_.count() > 0) : compare_batch();
    if (!outcome) return std::move(outcome).error();
    add_up(*outcome, &report_.outcome);
    return spool_.clear();
  }

  // What publishing would come to.
  Result<BatchOutcome> compare_batch() {
    if (Result<void> added = take_held(archive_, manifest_, &spool_); !added) {
      return std::move(added).error();
    }
    Result<Removals> removals = Removals::load(archive_, manifest_);
    if (!removals) return std::move(removals).error();
    const Result<BatchPlan> plan =
        plan_batch(archive_, &spool_, &manifest_, &*removals, seconds_now());
    if (!plan) return plan.error();
    return plan->outcome;
  }

  ArchiveWriter* writer_;
  Spool spool_;
  Progress progress_;
  RejectsDesk rejects_;
  IngestReport report_;
  std::vector<std::string> fetched_;
  std::string archive_;
  Manifest manifest_;
};

Result<IngestReport> run(const IngestOptions& options, const std::vector<InputFile>& files,
                         Fetcher* fetcher, Batches* batches) {
  ReadOptions reading = options.read;
  reading.fetcher = fetcher;
  if (!options.sitemaps.empty()) {
    Result<std::shared_ptr<const Sitemap>> sitemap = read_sitemaps(options.sitemaps, fetcher);
    if (!sitemap) return std::move(sitemap).error();
    reading.sitemap = *std::move(sitemap);
  }
  if (Result<void> read = read_articles(files, reading, batches); !read) {
    return std::move(read).error();
  }
  const bool stopped = options.read.stop != nullptr && options.read.stop->load() != 0;
  Result<IngestReport> report = batches->finish(stopped);
  if (!report || stopped) return report;
  for (const std::string& url : batches->fetched()) fetcher->keep(url);
  return report;
}

// Where a record stood in a file that has changed since says nothing: such a file is read as a
// whole.
std::shared_ptr<const RecordFilter> widened(const RecordFilter& only, const IngestLog& log,
                                            const std::vector<InputFile>& files) {
  auto filter = std::make_shared<RecordFilter>(only);
  for (const InputFile& file : files) {
    if (is_remote(file) || !log.contains(file)) filter->add_whole(file.path);
  }
  return filter;
}

Result<IngestReport> ingest_into_archive(IngestOptions options, std::vector<InputFile> files) {
  Result<ArchiveWriter> writer = ArchiveWriter::open(
      options.archive, {options.read.threads, memory_for_inverting(options.memory)});
  if (!writer) return std::move(writer).error();
  const std::size_t named = files.size();
  if (options.read.only) {
    options.read.only = widened(*options.read.only, writer->log(), files);
  } else {
    std::erase_if(files, [&](const InputFile& file) {
      return !is_remote(file) && writer->log().contains(file);
    });
  }
  // Before hours are spent on reading. The records of pages are a small part of them, so that this
  // asks for the least; each batch asks again when it knows.
  const std::uint64_t records = total_bytes(files) / kBytesAByteOfRecord;
  Result<void> room = check_disk_room(options.archive, writer->manifest(), records,
                                      static_cast<std::uint32_t>(records / kUsualRecord));
  if (!room) return std::move(room).error();
  Result<Spool> spool = writer->new_spool();
  if (!spool) return std::move(spool).error();
  Batches batches(&*writer, *std::move(spool), total_bytes(files), options.archive,
                  writer->manifest());
  Fetcher fetcher(options.fetch, FeedLog::load(options.archive));
  Result<IngestReport> report = run(options, files, &fetcher, &batches);
  if (!report) return report;
  report->files_known = named - files.size();
  if (fetcher.log().feeds.empty()) return report;
  if (Result<void> saved = fetcher.log().save(options.archive); !saved) {
    return std::move(saved).error();
  }
  return report;
}

Result<IngestReport> try_out(const IngestOptions& options, const std::vector<InputFile>& files) {
  Result<Manifest> manifest = read_manifest(options.archive);
  if (!manifest && manifest.error().code != ErrorCode::NotFound) {
    return std::move(manifest).error();
  }
  Result<Spool> spool = Spool::create_unnamed();
  if (!spool) return std::move(spool).error();
  Batches batches(nullptr, *std::move(spool), total_bytes(files), options.archive,
                  manifest ? *manifest : Manifest());
  Fetcher fetcher(options.fetch, FeedLog::load(options.archive));
  return run(options, files, &fetcher, &batches);
}

}  // namespace

std::uint64_t memory_for_inverting(std::uint64_t memory) { return memory / 2; }

Result<IngestReport> ingest(const IngestOptions& options) {
  Result<std::vector<InputFile>> files = options.read.only
                                             ? list_input_files_again(options.paths)
                                             : list_input_files(options.paths);
  if (!files) return std::move(files).error();
  return options.dry_run ? try_out(options, *files)
                         : ingest_into_archive(options, *std::move(files));
}

std::string to_json_line(const IngestReport& report) {
  const nlohmann::ordered_json json = {{"files", report.files},
                                       {"files_known", report.files_known},
                                       {"records", report.records},
                                       {"new", report.outcome.added},
                                       {"new_versions", report.outcome.updated},
                                       {"unchanged", report.outcome.unchanged},
                                       {"duplicates", report.outcome.duplicates},
                                       {"reindexed", report.outcome.reindexed},
                                       {"outdated", report.outcome.outdated},
                                       {"refused", report.outcome.refused},
                                       {"removed", report.outcome.removed},
                                       {"held", report.outcome.held},
                                       {"rejected", report.rejected},
                                       {"rejected_by_code", report.rejected_by_code},
                                       {"rejects_file", report.rejects_file},
                                       {"repaired", report.repaired},
                                       {"revision", report.revision}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace backfile
