// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/read_articles.h"

#include <algorithm>
#include <deque>
#include <future>
#include <semaphore>
#include <utility>

#include "common/article_json.h"
#include "common/repairs.h"
#include "indexer/container_hints.h"
#include "indexer/extract/complete.h"
#include "indexer/input/container.h"
#include "indexer/input/header_fields.h"
#include "indexer/unsure_texts.h"

namespace backfile {
namespace {

// A chunk is big enough to make its hand-over cheap and small enough to keep memory bounded: at
// most 2 * threads chunks are in flight, and a chunk ends with the record that exceeds the bytes.
constexpr std::size_t kChunkRecords = 64;
constexpr std::size_t kChunkBytes = 1 << 20;

struct RawRecord {
  RawDocument document;
  std::optional<Error> bad;  // The container's verdict, if it has one.
};

struct Chunk {
  std::vector<RawRecord> records;
  std::size_t bytes = 0;
  // Set on the last chunk of a file.
  bool ends_file = false;
  std::optional<Error> failure;
};

ReadRecord rejected(const RawDocument& document, const Error& error) {
  ReadRecord record;
  record.reject = reject_of(document, error);
  return record;
}

// Whether a plain text that nobody has named is an article. One that is none, or may be none, has
// the reject for it.
void judge_plain_text(const RawDocument& document, const ReadOptions& options, ReadRecord* record) {
  const bool is_plain_text = record->article->provenance.reader == format_name(Format::Scraped);
  if (!document.is_found || options.format || !is_plain_text) return;
  record->kind = plain_text_kind(document, *record->article);
  if (record->kind == PlainTextKind::Article) return;
  record->reject = reject_of(document, no_article_in_plain_text(record->kind));
  if (record->kind == PlainTextKind::None) record->article.reset();
}

ReadRecord completed(Result<Article> parsed, const RawDocument& document,
                     const ReadOptions& options, const NewsHosts& hosts) {
  if (!parsed) return rejected(document, parsed.error());
  apply_hints(document, hosts, &*parsed);
  if (options.sitemap) apply_sitemap(*options.sitemap, hosts, &*parsed);
  Result<Article> article = complete(*std::move(parsed), hosts, latest_moment(document));
  if (!article) return rejected(document, article.error());
  ReadRecord record;
  record.article = *std::move(article);
  judge_plain_text(document, options, &record);
  if (!record.article) return record;
  record.line = to_json_line(*record.article);
  record.spooled = prepare_for_spool(*record.article, record.line);
  return record;
}

bool is_article(const Result<Article>& result) { return result.has_value(); }

void parse_record(const RawRecord& raw, const ReadOptions& options,
                  std::vector<ReadRecord>* records) {
  if (raw.bad) {
    records->push_back(rejected(raw.document, *raw.bad));
    return;
  }
  const Format format = options.format ? *options.format : recognise(raw.document);
  const NewsHosts& hosts = options.hosts ? *options.hosts : NewsHosts::built_in();
  const RepairScope scope;
  Parsed parsed = parse(format, raw.document, {hosts, options.field_names});
  if (!raw.document.hints.plain.empty() && std::ranges::none_of(parsed.results(), is_article)) {
    RawDocument plain = raw.document;
    plain.bytes = plain.hints.plain;
    plain.content_type = "text/plain";
    plain.charset = "utf-8";
    parsed = parse(Format::Scraped, plain, {hosts, options.field_names});
  }
  for (Result<Article>& one : parsed.results()) {
    if (one) one->repairs.add(scope.found());
    records->push_back(completed(std::move(one), raw.document, options, hosts));
  }
}

std::vector<ReadRecord> parse_chunk(const std::vector<RawRecord>& raw, const ReadOptions& options) {
  std::vector<ReadRecord> records;
  records.reserve(raw.size());
  for (const RawRecord& one : raw) parse_record(one, options, &records);
  return records;
}

// Tells `mix` of every record, also of those that are not wanted.
Chunk next_chunk(Container* container, const ReadOptions& options, ArchiveMix* mix) {
  Chunk chunk;
  const auto is_stopped = [&] { return options.stop != nullptr && options.stop->load() != 0; };
  const auto is_wanted = [&](const RawDocument& document) {
    return options.only == nullptr || options.only->contains(document.provenance);
  };
  while (chunk.records.size() < kChunkRecords && chunk.bytes < kChunkBytes && !is_stopped()) {
    Result<std::optional<RawDocument>> next = container->next();
    if (!next && next.error().code == ErrorCode::BadRecord) {
      mix->count(container->bad_record());
      if (!is_wanted(container->bad_record())) continue;
      chunk.records.push_back({container->bad_record(), std::move(next).error()});
      continue;
    }
    if (!next) chunk.failure = std::move(next).error();
    if (!next || !*next) {
      chunk.ends_file = true;
      break;
    }
    mix->count(**next);
    if (!is_wanted(**next)) continue;
    chunk.bytes += (*next)->bytes.size();
    chunk.records.push_back({*std::move(*next), std::nullopt});
  }
  return chunk;
}

// Null when there is nothing new at an address.
Result<std::unique_ptr<Container>> open_input(const InputFile& file, const ReadOptions& options) {
  if (!is_remote(file)) return open_container(file.path, file.is_found);
  if (options.fetcher == nullptr) {
    return Error{ErrorCode::InvalidArgument, file.path + " is an address and no file"};
  }
  Result<std::optional<Fetched>> fetched = options.fetcher->fetch(file.path);
  if (!fetched) return std::move(fetched).error();
  if (!*fetched) return std::unique_ptr<Container>();
  RawDocument about;
  about.url = std::move((*fetched)->url);
  ContentType content = parse_content_type((*fetched)->content_type);
  about.content_type = std::move(content.type);
  about.charset = std::move(content.charset);
  about.provenance.file = file.path;
  return open_container(BufferedStream(stream_of(std::move((*fetched)->body))), std::move(about));
}

// Waits until one of the parsers is idle; it is idle again afterwards.
class ParserAtWork {
 public:
  explicit ParserAtWork(std::counting_semaphore<>* idle) : idle_(idle) { idle_->acquire(); }
  ~ParserAtWork() { idle_->release(); }
  ParserAtWork(const ParserAtWork&) = delete;
  ParserAtWork& operator=(const ParserAtWork&) = delete;

 private:
  std::counting_semaphore<>* idle_;
};

// Keeps chunks in flight and hands their records to the sink in the order of the input.
class Reader {
 public:
  Reader(const ReadOptions& options, RecordSink* sink)
      : options_(options), sink_(sink), idle_parsers_(static_cast<int>(options.threads)) {}

  Result<void> read(const InputFile& file) {
    Result<std::unique_ptr<Container>> opened = open_input(file, options_);
    const auto mix = std::make_shared<ArchiveMix>();
    if (!opened) return push(file, Chunk{{}, 0, true, std::move(opened).error()}, mix);
    if (!*opened) return push(file, Chunk{{}, 0, true, std::nullopt}, mix);
    while (!stopped()) {
      Chunk chunk = next_chunk(opened->get(), options_, mix.get());
      sink_->progress(done_bytes_ + (*opened)->consumed());
      const bool last = chunk.ends_file;
      if (Result<void> pushed = push(file, std::move(chunk), mix); !pushed) return pushed;
      if (last) break;
    }
    done_bytes_ += file.bytes;
    return {};
  }

  Result<void> drain(std::size_t keep) {
    while (in_flight_.size() > keep) {
      Flight flight = std::move(in_flight_.front());
      in_flight_.pop_front();
      for (ReadRecord& record : flight.records.get()) {
        if (stopped()) return {};
        if (Result<void> taken = take(std::move(record), flight); !taken) return taken;
      }
      if (!flight.ends_file) continue;
      if (Result<void> taken = take_unsure(flight.mix.get()); !taken) return taken;
      unsure_.begin_file();
      if (Result<void> taken = sink_->file_done(flight.file, flight.failure); !taken) return taken;
    }
    return {};
  }

  bool stopped() const { return options_.stop != nullptr && options_.stop->load() != 0; }

 private:
  struct Flight {
    InputFile file;
    std::future<std::vector<ReadRecord>> records;
    bool ends_file;
    std::optional<Error> failure;
    std::shared_ptr<const ArchiveMix> mix;  // Whole once the file has ended.
  };

  Result<void> take(ReadRecord record, const Flight& flight) {
    if (unsure_.hold(&record)) {
      return unsure_.are_many() ? take_unsure(nullptr) : Result<void>();
    }
    const bool in_folder = record.article && record.article->provenance.member.empty();
    if (in_folder && record.kind == PlainTextKind::Unsure) {
      return deliver(std::move(record), flight.file.around);
    }
    return sink_->record(std::move(record));
  }

  // Without a mix they are articles.
  Result<void> take_unsure(const ArchiveMix* mix) {
    for (ReadRecord& record : unsure_.take()) {
      const FolderMix around =
          mix == nullptr ? FolderMix() : mix->around(record.article->provenance.member);
      if (Result<void> taken = deliver(std::move(record), around); !taken) return taken;
    }
    return {};
  }

  Result<void> deliver(ReadRecord unsure, const FolderMix& around) {
    if (around.is_beside_articles()) unsure.article.reset();
    return sink_->record(std::move(unsure));
  }

  Result<void> push(const InputFile& file, Chunk chunk, std::shared_ptr<const ArchiveMix> mix) {
    auto parsing = std::async(std::launch::async, [this, raw = std::move(chunk.records)] {
      const ParserAtWork at_work(&idle_parsers_);
      return parse_chunk(raw, options_);
    });
    in_flight_.push_back(
        {file, std::move(parsing), chunk.ends_file, std::move(chunk.failure), std::move(mix)});
    return drain(2 * static_cast<std::size_t>(options_.threads));
  }

  const ReadOptions& options_;
  RecordSink* sink_;
  std::counting_semaphore<> idle_parsers_;  // More chunks are in flight than are parsed at once.
  std::deque<Flight> in_flight_;
  UnsureTexts unsure_;
  std::uint64_t done_bytes_ = 0;
};

}  // namespace

Result<void> read_articles(const std::vector<InputFile>& files, const ReadOptions& options,
                           RecordSink* sink) {
  Reader reader(options, sink);
  for (const InputFile& file : files) {
    if (reader.stopped()) break;
    if (Result<void> read = reader.read(file); !read) return read;
  }
  return reader.drain(0);
}

}  // namespace backfile
