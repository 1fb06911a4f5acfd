// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/clock.h"
#include "common/date.h"
#include "common/exit_status.h"
#include "common/index/terms.h"
#include "common/log.h"
#include "common/text.h"
#include "common/url.h"
#include "indexer/commands.h"
#include "indexer/index/archive_writer.h"
#include "indexer/index/known_articles.h"
#include "indexer/input/input_files.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestReason = 1000;

// An archive that is there; a name mistyped must not make a new one.
Result<ArchiveWriter> open_existing(const std::string& archive) {
  const Result<Manifest> manifest = read_manifest(archive);
  if (!manifest) return manifest.error();
  return ArchiveWriter::open(archive, {});
}

void demand(const std::string& id, const std::string& reason, std::vector<std::string> urls,
            Withdrawals* withdrawals) {
  Withdrawal& withdrawal = (*withdrawals)[id];
  withdrawal.kind = NoticeKind::Removed;
  withdrawal.reason = reason;
  withdrawal.urls.insert(withdrawal.urls.end(), urls.begin(), urls.end());
}

// The id of what was taken out under this address, or what stands for the address itself.
std::string id_kept_out(const Removals& removals, const std::string& url_key) {
  const Notice* const notice = removals.find_url(url_key);
  return notice == nullptr ? url_key : notice->id;
}

// Names that the archive does not know are entered all the same: what they stand for is not to
// come in.
Result<Withdrawals> withdrawals_of(const CommandOptions& options, ArchiveWriter* writer) {
  Result<KnownArticles> known = KnownArticles::open(options.archive, writer->manifest());
  if (!known) return std::move(known).error();
  const std::string reason =
      options.reason.empty()
          ? "The operator of the archive took it out."
          : collapse_blanks(clean_text(truncate_utf8(options.reason, kLongestReason)));
  Withdrawals withdrawals;
  for (const std::string& name : options.paths) {
    std::vector<std::string> ids = {writer->removals().resolve(name)};
    std::vector<std::string> urls;
    if (is_http_url(name)) {
      urls = {url_key(name)};
      Result<std::vector<std::string>> found = known->ids_at(urls.front());
      if (!found) return std::move(found).error();
      ids = found->empty() ? std::vector{id_kept_out(writer->removals(), urls.front())}
                           : *std::move(found);
    }
    for (const std::string& id : ids) {
      const Result<KnownArticles::Known> held = known->find(id, {});
      if (!held) return held.error();
      if (held->places.empty() && writer->removals().find(id) == nullptr) {
        log(LogLevel::Warn, "not in the archive", {{"name", name}, {"effect", "kept out"}});
      }
      demand(id, reason, urls, &withdrawals);
    }
  }
  return withdrawals;
}

// The id of what was taken out under this name, or an empty text.
std::string removed_id(const Removals& removals, const std::string& name) {
  const Notice* const notice =
      is_http_url(name) ? removals.find_url(url_key(name)) : removals.find(removals.resolve(name));
  return notice == nullptr ? std::string() : notice->id;
}

// Files in which the articles were read have to be read again, or they would not come back.
void forget_files(const std::vector<std::string>& paths, IngestLog* log) {
  for (const std::string& path : paths) {
    const Result<std::vector<InputFile>> files = list_input_files({path});
    if (!files) continue;
    for (const InputFile& file : *files) log->forget(file);
  }
}

Result<BatchOutcome> publish_nothing_but(const Withdrawals& withdrawals, ArchiveWriter* writer) {
  Result<Spool> spool = writer->new_spool();
  if (!spool) return std::move(spool).error();
  return writer->publish(&*spool, true, withdrawals);
}

}  // namespace

int run_remove(const CommandOptions& options) {
  Result<ArchiveWriter> writer = open_existing(options.archive);
  if (!writer) return report_error(writer.error());
  const Result<Withdrawals> withdrawals = withdrawals_of(options, &*writer);
  if (!withdrawals) return report_error(withdrawals.error());
  const Result<BatchOutcome> outcome = publish_nothing_but(*withdrawals, &*writer);
  if (!outcome) return report_error(outcome.error());
  if (options.verbose) {
    fmt::print("{} articles taken out; revision {}\n", outcome->removed,
               writer->manifest().revision);
  }
  return kExitDone;
}

int run_restore(const CommandOptions& options) {
  Result<ArchiveWriter> writer = open_existing(options.archive);
  if (!writer) return report_error(writer.error());
  for (const std::string& name : options.paths) {
    const std::string id = removed_id(writer->removals(), name);
    if (id.empty()) {
      return report_error({ErrorCode::NotFound, name + " is not among what was taken out of " +
                                                    options.archive + "; nothing was changed"});
    }
    forget_files(writer->removals().find(id)->files, &writer->log());
    writer->removals().add(
        {.id = id, .kind = NoticeKind::Restored, .date = to_iso_utc(seconds_now())});
  }
  const Result<BatchOutcome> outcome = publish_nothing_but({}, &*writer);
  if (!outcome) return report_error(outcome.error());
  if (options.verbose) {
    fmt::print("{} names let in again; revision {}\n", options.paths.size(),
               writer->manifest().revision);
  }
  return kExitDone;
}

}  // namespace backfile
