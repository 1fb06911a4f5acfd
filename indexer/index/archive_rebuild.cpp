// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/archive_rebuild.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "common/archive/stored_manifest.h"
#include "common/article_json.h"
#include "common/files.h"
#include "common/hash.h"
#include "common/index/columns.h"
#include "common/index/records.h"
#include "common/schema.h"
#include "indexer/extract/country.h"

namespace backfile {
namespace {

constexpr std::size_t kBatchArticles = 50'000;
constexpr std::uint64_t kLargestSideFile = 1ULL << 30;

Error damaged(const std::string& path) {
  return {ErrorCode::Corrupt, path + " is not what was written; restore it from a backup first"};
}

Error unreadable(const std::string& source, std::uint32_t format) {
  return {ErrorCode::Incompatible,
          source + " has format " + std::to_string(format) +
              ", which keeps its records in another way, or its manifest is damaged; restore it, "
              "or index the articles again into a new directory"};
}

class Rebuild {
 public:
  Rebuild(std::string source, std::string target, const StoredManifest& old, const NewsHosts& hosts,
          const std::atomic<int>& stop)
      : source_(std::move(source)),
        target_(std::move(target)),
        old_(old),
        hosts_(hosts),
        stop_(stop) {}

  Result<RebuildOutcome> run(const WriterMeans& means, ArchiveLock lock) {
    Result<Manifest> start = side_files();
    if (!start) return std::move(start).error();
    outcome_.revision = start->revision;
    outcome_.from_format = old_.format;
    Result<ArchiveWriter> writer =
        ArchiveWriter::open_to_rebuild(target_, means, std::move(lock), *std::move(start));
    if (!writer) return std::move(writer).error();
    Result<Spool> spool = writer->new_spool();
    if (!spool) return std::move(spool).error();
    writer_ = &*writer;
    spool_ = &*spool;
    for (const SegmentEntry& segment : old_.manifest.segments) {
      if (Result<void> added = add(segment); !added) return std::move(added).error();
    }
    if (Result<void> added = add_batch(); !added) return std::move(added).error();
    if (Result<void> published = writer->publish_rebuilt(); !published) {
      return std::move(published).error();
    }
    return outcome_;
  }

 private:
  // The manifest that the new archive begins with: all but the segments.
  Result<Manifest> side_files() const {
    Manifest start;
    start.uuid = old_.manifest.uuid;
    start.revision = old_.manifest.revision + 1;
    start.purged = old_.manifest.purged;
    for (const FileEntry& entry : old_.manifest.inputs) {
      Result<FileEntry> copied = side_file(entry);
      if (!copied) return std::move(copied).error();
      start.inputs.push_back(*std::move(copied));
    }
    for (const FileEntry& entry : old_.manifest.removals) {
      Result<FileEntry> copied = side_file(entry);
      if (!copied) return std::move(copied).error();
      start.removals.push_back(*std::move(copied));
    }
    if (old_.manifest.held) {
      Result<FileEntry> copied = side_file(*old_.manifest.held);
      if (!copied) return std::move(copied).error();
      start.held = *std::move(copied);
    }
    return start;
  }

  Result<FileEntry> side_file(const FileEntry& entry) const {
    const std::string path = source_ + "/" + entry.file;
    const Result<std::string> bytes = read_file(path, kLargestSideFile);
    if (!bytes) return bytes.error();
    if (sha256_of(*bytes) != entry.sha256) return damaged(path);
    if (source_ != target_) {
      const std::size_t slash = entry.file.find('/');
      Result<void> written = replace_file(target_ + "/" + entry.file.substr(0, slash),
                                          entry.file.substr(slash + 1), *bytes);
      if (!written) return std::move(written).error();
    }
    return FileEntry{entry.file, entry.sha256, hex(hash128(*bytes)), bytes->size()};
  }

  // The path of a file of the segment, when it is what was written.
  Result<std::string> checked(const SegmentEntry& segment, std::string_view suffix) const {
    const std::string file = segment.name + std::string(suffix);
    const auto entry = std::ranges::find(segment.files, file, &FileEntry::file);
    if (entry == segment.files.end()) return unreadable(source_, old_.format);
    std::string path = source_ + "/" + file;
    const Result<std::string> digest = sha256_of_file(path);
    if (!digest) return digest.error();
    if (*digest != entry->sha256) return damaged(path);
    return path;
  }

  Result<Records> open_records(const SegmentEntry& segment) const {
    const Result<std::string> path = checked(segment, kRecordsSuffix);
    if (!path) return path.error();
    Result<Records> records = open_view<Records>(*path);
    if (!records) return unreadable(source_, old_.format);
    if (records->documents() != segment.documents) return damaged(*path);
    return records;
  }

  // Of a correction the content that came is not that of the record: it stands in the columns only.
  std::optional<Columns> open_columns(const SegmentEntry& segment) const {
    const Result<std::string> path = checked(segment, kColumnsSuffix);
    if (!path) return std::nullopt;
    Result<Columns> columns = open_view<Columns>(*path);
    if (!columns || columns->documents != segment.documents) return std::nullopt;
    return *std::move(columns);
  }

  Result<void> add(const SegmentEntry& segment) {
    const Result<Records> records = open_records(segment);
    if (!records) return records.error();
    const std::optional<Columns> columns = open_columns(segment);
    for (std::uint32_t docid = 1; docid <= segment.documents; ++docid) {
      if (stop_.load() != 0) return Error{ErrorCode::Unavailable, "the rebuild was stopped"};
      Result<std::string> record = records->record(docid);
      if (!record) return record.error();
      const bool is_dead = std::ranges::binary_search(segment.dead, docid);
      const std::string_view content = columns ? columns->content_of(docid) : std::string_view();
      if (Result<void> added = add(*std::move(record), content, is_dead); !added) return added;
    }
    return {};
  }

  // `content`: as it was stored; empty: it follows from the record.
  Result<void> add(std::string record, std::string_view content, bool is_dead) {
    Result<Article> article = from_json_line(record);
    if (!article) return std::move(article).error();
    if (article->source.country.empty()) {
      complete_country(&*article, hosts_);
      if (!article->source.country.empty()) record = to_json_line(*article);
    }
    SpooledArticle stored = prepare_for_spool(*article, record);
    stored.version = article->version;
    if (!content.empty()) stored.content = content;
    if (is_dead) dead_.insert(spool_->bytes());
    ++(is_dead ? outcome_.superseded : outcome_.articles);
    if (Result<void> added = spool_->add(std::move(stored), record); !added) return added;
    return spool_->articles().size() < kBatchArticles ? Result<void>() : add_batch();
  }

  Result<void> add_batch() {
    if (Result<void> flushed = spool_->flush(); !flushed) return flushed;
    if (Result<void> added = writer_->add_stored(spool_, dead_); !added) return added;
    dead_.clear();
    return {};
  }

  const std::string source_;
  const std::string target_;
  const StoredManifest& old_;
  const NewsHosts& hosts_;
  const std::atomic<int>& stop_;
  RebuildOutcome outcome_;
  ArchiveWriter* writer_ = nullptr;
  Spool* spool_ = nullptr;
  std::set<std::uint64_t> dead_;  // Offsets in the spool.
};

// A directory that holds an archive with something in it is not built over.
Result<void> prepare_target(const std::string& target, const WriterMeans& means) {
  const Result<ArchiveWriter> writer = ArchiveWriter::open(target, means);
  if (!writer) return writer.error();
  if (writer->manifest().revision == 0) return {};
  return Error{ErrorCode::CannotCreate, target + " is an archive already; name a new directory"};
}

bool is_same(const std::string& a, const std::string& b) {
  std::error_code ignored;
  return std::filesystem::equivalent(a, b, ignored);
}

}  // namespace

Result<RebuildOutcome> rebuild_archive(const std::string& source, const std::string& target,
                                       const WriterMeans& means, const NewsHosts& hosts,
                                       const std::atomic<int>& stop) {
  const bool in_place = is_same(source, target);
  if (const Result<StoredManifest> there = read_manifest_of_any_format(source); !there) {
    return there.error();
  }
  if (!in_place) {
    if (Result<void> made = prepare_target(target, means); !made) return std::move(made).error();
  }
  Result<ArchiveLock> lock = ArchiveLock::acquire(target);
  if (!lock) return std::move(lock).error();
  std::optional<ArchiveLock> source_lock;
  if (!in_place) {
    Result<ArchiveLock> taken = ArchiveLock::acquire(source);
    if (!taken) return std::move(taken).error();
    source_lock = *std::move(taken);
  }
  const Result<StoredManifest> old = read_manifest_of_any_format(source);
  if (!old) return old.error();
  if (!old->is_readable) return unreadable(source, old->format);
  return Rebuild(source, in_place ? source : target, *old, hosts, stop)
      .run(means, *std::move(lock));
}

}  // namespace backfile
