// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/segment_writer.h"

#include <xapian.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <future>
#include <mutex>
#include <optional>
#include <set>
#include <span>

#include "common/files.h"
#include "common/index/terms.h"
#include "indexer/index/to_document.h"

namespace backfile {
namespace {

// Xapian's inverter falls out of the caches with larger parts: of articles of 310 words, 250 a part
// cost 781 us each and 20,000 a part 1,693 (docs/decisions/0002-segments.md). What counts is the
// number of words, so a part ends after so many bytes of records.
constexpr std::size_t kPartBytes = 600'000;
constexpr std::size_t kMostPartDocuments = 2'000;

// Half-open range of articles.
struct PartRange {
  std::size_t begin;
  std::size_t end;
};

std::vector<PartRange> divide_into_parts(const std::vector<SpooledArticle>& articles) {
  std::vector<PartRange> parts;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (parts.empty() || bytes >= kPartBytes ||
        parts.back().end - parts.back().begin >= kMostPartDocuments) {
      parts.push_back({i, i});
      bytes = 0;
    }
    parts.back().end = i + 1;
    bytes += articles[i].length;
  }
  return parts;
}

Error xapian_failed(const std::string& what, const Xapian::Error& problem) {
  return Error{ErrorCode::Io, "cannot write " + what + ": " + problem.get_msg()};
}

// What is learnt of a segment while its documents are made.
struct Summary {
  std::optional<std::int64_t> oldest;
  std::optional<std::int64_t> newest;
  std::set<std::string> languages;

  void include(std::int64_t seconds) {
    oldest = std::min(oldest.value_or(seconds), seconds);
    newest = std::max(newest.value_or(seconds), seconds);
  }
  void include(const Summary& other) {
    if (other.oldest) include(*other.oldest);
    if (other.newest) include(*other.newest);
    languages.insert(other.languages.begin(), other.languages.end());
  }
};

// Parts of a segment, built by several threads that take the next one as they become free.
class PartBuilder {
 public:
  PartBuilder(const SegmentTarget& target, const Spool& spool,
              const std::vector<SpooledArticle>& articles)
      : target_(target), spool_(spool), articles_(articles), parts_(divide_into_parts(articles)) {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      paths_.push_back(target.scratch + "/part-" + std::to_string(i));
    }
  }

  Result<Summary> build() {
    std::vector<std::future<Result<Summary>>> workers;
    for (unsigned i = 0; i < std::max(1U, target_.threads); ++i) {
      workers.push_back(std::async(std::launch::async, [this] { return work(); }));
    }
    Summary summary;
    std::optional<Error> failure;
    for (auto& worker : workers) {
      Result<Summary> done = worker.get();
      if (done) {
        summary.include(*done);
      } else if (!failure) {
        failure = std::move(done).error();
      }
    }
    if (failure) return *std::move(failure);
    return summary;
  }

  const std::vector<std::string>& paths() const { return paths_; }

 private:
  Result<Summary> work() {
    DocumentMaker maker;
    Summary summary;
    for (;;) {
      const std::size_t part = next_.fetch_add(1);
      if (part >= paths_.size() || failed_.load()) return summary;
      if (Result<void> built = build_part(part, &maker, &summary); !built) {
        failed_.store(true);
        return std::move(built).error();
      }
      tell_progress(parts_[part]);
    }
  }

  void tell_progress(const PartRange& part) {
    const std::lock_guard lock(progress_mutex_);
    done_ += part.end - part.begin;
    if (target_.progress) target_.progress(done_, articles_.size());
  }

  Result<void> build_part(std::size_t part, DocumentMaker* maker, Summary* summary) {
    const auto [begin, end] = parts_[part];
    try {
      Xapian::WritableDatabase database(
          paths_[part], Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_DANGEROUS | Xapian::DB_NO_SYNC |
                            Xapian::DB_BACKEND_GLASS);
      for (const SpooledArticle& spooled : std::span(articles_).subspan(begin, end - begin)) {
        const Result<Article> article = spool_.read(spooled);
        if (!article) return article.error();
        if (article->published) summary->include(article->published->seconds);
        summary->languages.emplace(stem_language(article->language));
        database.add_document(maker->make(*article, spooled.content));
      }
      database.commit();
    } catch (const Xapian::Error& problem) {
      return xapian_failed(paths_[part], problem);
    }
    return {};
  }

  const SegmentTarget& target_;
  const Spool& spool_;
  const std::vector<SpooledArticle>& articles_;
  const std::vector<PartRange> parts_;
  std::vector<std::string> paths_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> failed_{false};
  std::mutex progress_mutex_;
  std::size_t done_ = 0;  // Articles, guarded by progress_mutex_.
};

// One single-file database of several, in order. Source k's docids move up by the number of
// documents before it, because all sources are dense.
Result<void> compact(const std::vector<std::string>& sources, const std::string& path) {
  try {
    Xapian::Database all;
    for (const std::string& source : sources) all.add_database(Xapian::Database(source));
    all.compact(path, Xapian::DBCOMPACT_SINGLE_FILE);
  } catch (const Xapian::Error& problem) {
    return xapian_failed(path, problem);
  }
  return {};
}

// Makes the file durable and describes it. Xapian syncs neither it nor its directory.
Result<SegmentEntry> seal(const SegmentTarget& target) {
  const std::string path = target.directory + "/" + target.file;
  if (Result<void> synced = sync_path(path); !synced) return synced.error();
  const std::string parent = path.substr(0, path.rfind('/'));
  if (Result<void> synced = sync_path(parent); !synced) return synced.error();
  SegmentEntry entry;
  entry.file = target.file;
  Result<std::string> digest = sha256_of_file(path);
  if (!digest) return digest.error();
  entry.sha256 = *std::move(digest);
  std::error_code problem;
  entry.bytes = std::filesystem::file_size(path, problem);
  if (problem) return file_error("cannot stat", path, problem.value());
  return entry;
}

void remove_parts(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    std::error_code ignored;  // What stays is removed with the scratch directory.
    std::filesystem::remove_all(path, ignored);
  }
}

}  // namespace

Result<SegmentEntry> write_segment(const SegmentTarget& target, const Spool& spool,
                                   const std::vector<SpooledArticle>& articles) {
  PartBuilder builder(target, spool, articles);
  Result<Summary> summary = builder.build();
  if (!summary) return std::move(summary).error();
  Result<void> compacted = compact(builder.paths(), target.directory + "/" + target.file);
  remove_parts(builder.paths());
  if (!compacted) return std::move(compacted).error();
  Result<SegmentEntry> entry = seal(target);
  if (!entry) return entry;
  entry->documents = static_cast<std::uint32_t>(articles.size());
  entry->oldest = summary->oldest;
  entry->newest = summary->newest;
  entry->languages.assign(summary->languages.begin(), summary->languages.end());
  return entry;
}

Result<SegmentEntry> merge_segments(const SegmentTarget& target,
                                    const std::vector<SegmentEntry>& sources) {
  std::vector<std::string> paths;
  Summary summary;
  std::uint32_t documents = 0;
  std::vector<std::uint32_t> dead;
  for (const SegmentEntry& source : sources) {
    paths.push_back(target.directory + "/" + source.file);
    for (const std::uint32_t docid : source.dead) dead.push_back(docid + documents);
    documents += source.documents;
    summary.include(
        {source.oldest, source.newest, {source.languages.begin(), source.languages.end()}});
  }
  if (Result<void> compacted = compact(paths, target.directory + "/" + target.file); !compacted) {
    return std::move(compacted).error();
  }
  Result<SegmentEntry> entry = seal(target);
  if (!entry) return entry;
  entry->documents = documents;
  entry->dead = std::move(dead);
  entry->oldest = summary.oldest;
  entry->newest = summary.newest;
  entry->languages.assign(summary.languages.begin(), summary.languages.end());
  return entry;
}

}  // namespace backfile
