// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/article.h"
#include "common/result.h"
#include "indexer/extract/news_hosts.h"
#include "indexer/fetch/fetcher.h"
#include "indexer/format/format.h"
#include "indexer/format/plain_text_gate.h"
#include "indexer/format/sitemap_pages.h"
#include "indexer/index/spool.h"
#include "indexer/input/input_files.h"
#include "indexer/record_filter.h"
#include "indexer/reject.h"

namespace backfile {

// What a record of the input gives, once or several times: an article, complete, or why there is
// none.
struct ReadRecord {
  std::optional<Article> article;
  std::string line;        // to_json_line(*article).
  SpooledArticle spooled;  // prepare_for_spool(*article, line).
  Reject reject;           // When there is no article, or there should be none.
  PlainTextKind kind = PlainTextKind::Article;  // Unsure: the files beside it decide.
};

struct ReadOptions {
  unsigned threads = 2;
  std::optional<Format> format;              // Overrides recognition.
  FieldNames field_names;                    // Before those that are known.
  std::shared_ptr<const NewsHosts> hosts;    // Null: the table that is compiled in.
  const std::atomic<int>* stop = nullptr;    // Not zero: end as soon as possible.
  std::shared_ptr<const Sitemap> sitemap;    // What is known of pages beside them; may be null.
  std::shared_ptr<const RecordFilter> only;  // Reads these records only; null: all.
  Fetcher* fetcher = nullptr;                // Fetches inputs that are addresses.
};

// Who receives what is read. All calls come from the thread that called read_articles, in the
// order of the input.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  // An error ends the reading and is what read_articles returns.
  virtual Result<void> record(ReadRecord record) = 0;
  // All records of this file have been delivered. `failure` says why it ended before its end.
  virtual Result<void> file_done(const InputFile& file, const std::optional<Error>& failure) = 0;
  // Bytes of all files consumed so far, for progress; called now and then.
  virtual void progress(std::uint64_t bytes) = 0;
};

// Reads the files one after the other; parsing runs on options.threads threads, with a bounded
// amount of records in flight. Returns early, with success, when options.stop is set.
Result<void> read_articles(const std::vector<InputFile>& files, const ReadOptions& options,
                           RecordSink* sink);

}  // namespace backfile
