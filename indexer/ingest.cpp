// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest.h"

#include <algorithm>
#include <utility>

#include "indexer/index/disk_room.h"
#include "indexer/input/input_files.h"
#include "indexer/read_sitemaps.h"

namespace backfile {
namespace {

constexpr std::uint64_t kBytesAByteOfRecord = 8;  // Of HTML.
constexpr std::uint64_t kUsualRecord = 4'000;

std::uint64_t total_bytes(const std::vector<InputFile>& files) {
  std::uint64_t sum = 0;
  for (const InputFile& file : files) sum += file.bytes;
  return sum;
}

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

BatchTarget target_of(const IngestOptions& options, ArchiveWriter* writer, Manifest manifest) {
  // One thread is to be one: it reads and publishes in turn.
  const bool aside = options.read.threads > 1;
  return {writer, options.archive, std::move(manifest), aside, options.batch};
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
  Result<Spool> first = writer->new_spool();
  if (!first) return std::move(first).error();
  Result<Spool> second = writer->new_spool();
  if (!second) return std::move(second).error();
  Batches batches(target_of(options, &*writer, {}),
                  {*std::move(first), *std::move(second)}, total_bytes(files));
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
  Result<Spool> first = Spool::create_unnamed();
  if (!first) return std::move(first).error();
  Result<Spool> second = Spool::create_unnamed();
  if (!second) return std::move(second).error();
  Batches batches(target_of(options, nullptr, manifest ? *manifest : Manifest()),
                  {*std::move(first), *std::move(second)}, total_bytes(files));
  Fetcher fetcher(options.fetch, FeedLog::load(options.archive));
  return run(options, files, &fetcher, &batches);
}

}  // namespace

std::uint64_t memory_for_inverting(std::uint64_t memory) { return memory / 2; }

Result<IngestReport> ingest(const IngestOptions& options) {
  Result<std::vector<InputFile>> files =
      options.read.only ? list_input_files_again(options.paths) : list_input_files(options.paths);
  if (!files) return std::move(files).error();
  return options.dry_run ? try_out(options, *files)
                         : ingest_into_archive(options, *std::move(files));
}

}  // namespace backfile
