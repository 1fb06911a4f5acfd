// SPDX-License-Identifier: GPL-3.0-or-later
// Web archives, WARC 1.0 and 1.1 (ISO 28500).
#include <algorithm>
#include <charconv>

#include "common/text.h"
#include "indexer/input/archived_page.h"
#include "indexer/input/header_fields.h"
#include "indexer/input/packed_files.h"
#include "indexer/input/stream_container.h"

namespace backfile {
namespace {

constexpr std::string_view kMark = "WARC/";
// Inside of a block, which may speak of web archives, a record begins on a line of its own; in what
// is damaged already, it may follow anything.
constexpr std::string_view kLineMark = "\nWARC/1.";
constexpr std::string_view kResumeMark = "WARC/1.";
constexpr std::size_t kLongestHeader = 64 << 10;
// A response's own head lies in the first bytes of its block.
constexpr std::size_t kLongestHead = 64 << 10;
// More than stands between a block and the mark of the next record.
constexpr std::size_t kBetweenRecords = 16;

// Blank lines stand between records; tapes and discs are padded with zeros.
bool is_padding(char c) { return c == '\r' || c == '\n' || c == '\0'; }

std::optional<std::uint64_t> number_in(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (problem != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

// What may hold an article. The others (requests, metadata, revisits: the page was the same) are
// passed over.
enum class BlockKind { None, Http, Bare };

BlockKind block_kind(const HeaderFields& fields) {
  const std::string type = ascii_lower(fields.get("WARC-Type"));
  const std::string_view content = fields.get("Content-Type");
  if (type == "response") return BlockKind::Http;
  if (type != "resource" && type != "conversion") return BlockKind::None;
  // What a crawler wrote down about its own work.
  if (starts_with_ignoring_case(tidy_address(fields.get("WARC-Target-URI")), "metadata:")) {
    return BlockKind::None;
  }
  if (starts_with_ignoring_case(content, "application/http")) return BlockKind::Http;
  return is_text_resource(content) ? BlockKind::Bare : BlockKind::None;
}

class WarcFile final : public StreamContainer {
 public:
  using StreamContainer::StreamContainer;

  Next next() override;

 private:
  Result<std::string_view> look(std::uint64_t size);
  Result<bool> skip_padding();
  Next read_record(std::string_view header, std::size_t header_bytes);
  Next read_block(const HeaderFields& fields, std::uint64_t length);
  Next read_large_block(const HeaderFields& fields);
  Next document_of(const HeaderFields& fields, std::string_view block);
  Next resynchronise(std::string reason);
  Next leave_damage(RawDocument document);
  RawDocument about_record(const HeaderFields& fields) const;
  Next skipped(std::uint64_t count, Next then);

  // Set when the stream failed behind what has been read ahead.
  std::optional<Error> failure_;
  bool passed_over_ = false;  // The last record was none for us.
  RawDocument here_;          // Where the current record begins.
};

// Up to `size` bytes: fewer at the end, and in front of damage, which then is in failure_.
Result<std::string_view> WarcFile::look(std::uint64_t size) {
  if (failure_) return stream_.buffered().substr(0, size);
  const Result<std::string_view> bytes = stream_.peek(size);
  if (bytes || bytes.error().code != ErrorCode::Corrupt) return bytes;
  failure_ = bytes.error();
  return stream_.buffered().substr(0, size);
}

// False at the end.
Result<bool> WarcFile::skip_padding() {
  for (;;) {
    const Result<std::string_view> bytes = look(kLongestHeader);
    if (!bytes) return bytes.error();
    if (bytes->empty()) return false;
    const auto begin = std::find_if_not(bytes->begin(), bytes->end(), is_padding);
    const bool found = begin != bytes->end();
    const Result<std::uint64_t> gone =
        stream_.skip(static_cast<std::uint64_t>(begin - bytes->begin()));
    if (!gone) return gone.error();
    if (found) return true;
  }
}

WarcFile::Next WarcFile::next() {
  for (;;) {
    const Result<bool> more = skip_padding();
    if (!more) return more.error();
    here_ = here();
    if (!*more) return failure_ ? leave_damage(here_) : end();
    const Result<std::string_view> start = look(kLongestHeader);
    if (!start) return start.error();
    const HeaderSize size = header_size(*start);
    here_.bytes = start->substr(0, kKeptOfBad);
    if (size.lines == std::string_view::npos && start->size() < kLongestHeader) {
      if (failure_) return leave_damage(here_);
      const Result<std::uint64_t> gone = stream_.skip(start->size());
      if (!gone) return gone.error();
      return bad(here_, "cut_off", "the file ends inside of a WARC record's header");
    }
    if (!start->starts_with(kMark) || size.lines == std::string_view::npos) {
      return resynchronise("no WARC record begins where one should");
    }
    here_.bytes.clear();
    passed_over_ = false;
    Next record = read_record(start->substr(0, size.lines), size.with_blank_line);
    if (!record || *record || !passed_over_) return record;
  }
}

WarcFile::Next WarcFile::read_record(std::string_view header, std::size_t header_bytes) {
  const HeaderFields fields(header);
  const std::optional<std::uint64_t> length = number_in(fields.get("Content-Length"));
  if (!length) return resynchronise("a WARC record without a readable Content-Length");
  const Result<std::uint64_t> gone = stream_.skip(header_bytes);
  if (!gone) return gone.error();
  here_ = about_record(fields);
  return *length > kLargestRecord ? read_large_block(fields) : read_block(fields, *length);
}

RawDocument WarcFile::about_record(const HeaderFields& fields) const {
  RawDocument document = here_;
  document.url = tidy_address(fields.get("WARC-Target-URI"));
  document.provenance.member =
      member_within(document.provenance.member, tidy_address(fields.get("WARC-Record-ID")));
  document.hints.captured = fields.get("WARC-Date");
  return document;
}

// A block that is as long as its record says is followed by a line end. When it is not, the length
// is wrong, and the next record may begin inside of it.
WarcFile::Next WarcFile::read_block(const HeaderFields& fields, std::uint64_t length) {
  const Result<std::string_view> bytes = look(length + kBetweenRecords);
  if (!bytes) return bytes.error();
  const std::string_view block = bytes->substr(0, length);
  const std::string_view behind = bytes->substr(block.size());
  const bool whole = block.size() == length &&
                     (behind.empty() || is_padding(behind.front()) || behind.starts_with(kMark));
  here_.bytes = block.substr(0, kKeptOfBad);
  // The sums behind a member speak of the record that ends with it.
  const bool wrong_sum = failure_ && failure_->detail.kind == kWrongCheckSum &&
                         behind.find(kMark) == std::string_view::npos;
  if (whole && !wrong_sum) {
    Next document = document_of(fields, block);
    return skipped(length, std::move(document));
  }
  const std::size_t mark = bytes->find(kLineMark);
  if (mark == std::string_view::npos && failure_) return leave_damage(here_);
  // Nobody misses what would have been passed over.
  passed_over_ = block_kind(fields) == BlockKind::None;
  const bool cut = block.size() < length && mark == std::string_view::npos;
  Next verdict = end();
  if (cut) {
    verdict = bad(here_, "cut_off", "the file ends inside of a WARC record");
  } else if (!passed_over_) {
    verdict = bad(here_, "wrong_length", "the WARC record is not as long as it says");
  }
  Next gone = skipped(mark == std::string_view::npos ? block.size() : mark, verdict);
  if (mark != std::string_view::npos || cut) return gone;
  const Result<bool> found = stream_.skip_to(kLineMark);
  if (!found && found.error().code != ErrorCode::Corrupt) return found.error();
  if (!found) failure_ = found.error();
  return verdict;
}

// Its length is not believed: a wrong one would cost all records behind it.
WarcFile::Next WarcFile::read_large_block(const HeaderFields& fields) {
  const Result<std::string_view> head = look(kLongestHead);
  if (!head) return head.error();
  const BlockKind kind = block_kind(fields);
  const bool wanted =
      kind == BlockKind::Bare || (kind == BlockKind::Http && is_page_response(*head));
  here_.bytes = head->substr(0, kKeptOfBad);
  const Result<bool> found = stream_.skip_to(kLineMark);
  if (!found && found.error().code != ErrorCode::Corrupt) return found.error();
  if (!found) failure_ = found.error();
  passed_over_ = !wanted;
  if (!wanted) return end();
  return too_long(here_);
}

WarcFile::Next WarcFile::document_of(const HeaderFields& fields, std::string_view block) {
  const BlockKind kind = block_kind(fields);
  // A response may stand there for another protocol: the names of hosts, for one.
  if (kind == BlockKind::None || (kind == BlockKind::Http && !is_page_response(block))) {
    passed_over_ = true;
    return end();
  }
  RawDocument document = here_;
  if (kind == BlockKind::Http) {
    Result<RawDocument> page = page_of_response(block, std::move(document));
    if (!page) return bad(here_, "too_large", page.error().message);
    return std::optional(*std::move(page));
  }
  ContentType content = parse_content_type(fields.get("Content-Type"));
  document.content_type = std::move(content.type);
  document.charset = std::move(content.charset);
  document.bytes = block;
  return std::optional(std::move(document));
}

WarcFile::Next WarcFile::skipped(std::uint64_t count, Next then) {
  const Result<std::uint64_t> gone = stream_.skip(count);
  if (!gone) return gone.error();
  return then;
}

WarcFile::Next WarcFile::resynchronise(std::string reason) {
  const Result<std::uint64_t> gone = stream_.skip(1);
  if (!gone) return gone.error();
  const Result<bool> found = stream_.skip_to(kResumeMark);
  if (!found && found.error().code != ErrorCode::Corrupt) return found.error();
  if (!found) failure_ = found.error();
  reason += found && *found ? "; reading goes on at byte " + std::to_string(stream_.offset())
                            : "; no other one follows";
  return bad(here_, "damaged", std::move(reason));
}

// Goes on with the next gzip member behind the damage, if there is one.
WarcFile::Next WarcFile::leave_damage(RawDocument document) {
  const Error failure = *std::exchange(failure_, std::nullopt);
  const Result<bool> resumed = stream_.resume();
  if (!resumed) return resumed.error();
  if (!*resumed) return failure;
  return bad(std::move(document), "damaged",
             failure.message + "; reading goes on behind the damage");
}

}  // namespace

std::unique_ptr<Container> warc_file(RawDocument about, BufferedStream stream) {
  return std::make_unique<WarcFile>(std::move(about), std::move(stream));
}

}  // namespace backfile
