// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/packed_files.h"

#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "common/text.h"
#include "indexer/input/archive_reader.h"
#include "indexer/input/decompress.h"
#include "indexer/input/file_name.h"
#include "indexer/input/issue_files.h"

namespace backfile {
namespace {

constexpr int kDeepest = 3;
constexpr std::size_t kTarHeader = 512;

// The sum of a tar header's bytes, with its own field as blanks, stands in it as octal digits. It
// knows tars of all ages, with and without "ustar".
bool is_tar(std::string_view start) {
  constexpr std::size_t kSumAt = 148;
  constexpr std::size_t kSumSize = 8;
  if (start.size() < kTarHeader || start.front() == '\0') return false;
  long sum = 0;
  for (std::size_t i = 0; i < kTarHeader; ++i) {
    const bool in_sum = i >= kSumAt && i < kSumAt + kSumSize;
    sum += in_sum ? ' ' : static_cast<unsigned char>(start[i]);
  }
  const std::string written(start.substr(kSumAt, kSumSize));
  return std::strtol(written.c_str(), nullptr, 8) == sum;
}

// The bytes of the file that the reader stands at. The reader outlives it.
class MemberStream final : public ByteStream {
 public:
  struct Progress {
    std::uint64_t plain = 0;  // Of all members so far.
    SwellGuard guard;
    std::optional<Error> fatal;  // No member can be read any more,
    bool is_bomb = false;        // and must not.
  };

  MemberStream(ArchiveReader* reader, Progress* progress) : reader_(reader), progress_(progress) {}

  Result<std::size_t> read(char* buffer, std::size_t size) override {
    if (progress_->fatal) return *progress_->fatal;
    if (failure_) return *failure_;
    const la_ssize_t n = archive_read_data(reader_->handle(), buffer, size);
    if (n < 0) {
      failure_ = reader_->failure(progress_->plain);
      if (n == ARCHIVE_FATAL) progress_->fatal = failure_;
      return *failure_;
    }
    progress_->plain += static_cast<std::uint64_t>(n);
    if (progress_->guard.is_bomb(reader_->packed(), progress_->plain)) {
      progress_->is_bomb = true;
      progress_->fatal = reader_->bomb(progress_->plain);
      return *progress_->fatal;
    }
    return static_cast<std::size_t>(n);
  }

  std::uint64_t consumed() const override { return reader_->consumed(); }

 private:
  ArchiveReader* reader_;
  Progress* progress_;
  std::optional<Error> failure_;
};

// libarchive gives no bytes for names that it cannot convert into the locale's character set, but
// then has them in UTF-8.
std::string name_of(struct archive_entry* entry) {
  const char* name = archive_entry_pathname(entry);
  if (name == nullptr) name = archive_entry_pathname_utf8(entry);
  return name == nullptr ? std::string() : to_utf8(name);
}

// Office documents, books and programs are zip files, too.
bool begins_other_format(std::string_view first_name) {
  return first_name == "[Content_Types].xml" || first_name == "mimetype" ||
         first_name.starts_with("META-INF/");
}

// The beginning of the header that each file in a zip has.
constexpr std::string_view kZipHeader = "PK\x03\x04";

class PackedFiles final : public Container {
 public:
  PackedFiles(RawDocument about, BufferedStream stream, const std::string& name, int depth)
      : about_(std::move(about)),
        reader_(std::move(stream), name,
                [](struct archive* handle) {
                  archive_read_support_format_tar(handle);
                  // Reading from front to end also reads what is left of a zip that was cut off.
                  archive_read_support_format_zip_streamable(handle);
                }),
        depth_(depth) {}

  Result<void> open() { return reader_.open(); }

  Result<std::optional<RawDocument>> next() override {
    for (;;) {
      if (auto issue = issues_.take()) return std::optional(*std::move(issue));
      if (ended_ && end_) return *std::exchange(end_, std::nullopt);
      if (ended_) return std::optional<RawDocument>();
      Result<std::optional<RawDocument>> record = next_of_file();
      if (!record && record.error().code != ErrorCode::BadRecord) {
        // What was held back comes first.
        end_ = record.error();
        ended_ = true;
      } else if (!record) {
        return record;
      } else if (*record && !issues_.hold(&**record)) {
        return record;
      }
      if (ended_) issues_.complete();
    }
  }

  std::uint64_t consumed() const override { return reader_.consumed(); }

 private:
  // Nothing when another file begins, or none.
  Result<std::optional<RawDocument>> next_of_file() {
    if (!member_) {
      if (Result<void> opened = open_next_member(); !opened) return std::move(opened).error();
    }
    return member_ ? next_of_member() : std::optional<RawDocument>();
  }

  // Nothing at the end of the member.
  Result<std::optional<RawDocument>> next_of_member() {
    Result<std::optional<RawDocument>> record = member_->next();
    if (record && *record) return record;
    if (!record && record.error().code == ErrorCode::BadRecord) {
      bad_record_ = member_->bad_record();
      return record;
    }
    member_.reset();
    if (record) return record;
    return member_failed(record.error());
  }

  Error member_failed(const Error& error) {
    if (error.code != ErrorCode::Corrupt || (progress_.fatal && !goes_on())) {
      ended_ = true;
      return error;
    }
    progress_.fatal.reset();
    return bad("damaged", error.message);
  }

  // In a zip what is behind a damaged file is found by its header.
  bool goes_on() {
    const bool is_zip =
        (archive_format(reader_.handle()) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_ZIP;
    if (!is_zip || progress_.is_bomb) return false;
    const Result<bool> found = reader_.go_on_at(kZipHeader);
    return found && *found;
  }

  // Leaves no member open at the end, and for one that is passed over.
  Result<void> open_next_member() {
    struct archive_entry* entry = nullptr;
    const int status = archive_read_next_header(reader_.handle(), &entry);
    if (status == ARCHIVE_EOF) {
      ended_ = true;
      return {};
    }
    if (status < ARCHIVE_WARN) {
      Error failure = reader_.failure(progress_.plain);
      member_about_ = about_;
      const bool is_told = std::exchange(header_failed_, true);
      ended_ = !goes_on();
      // What is found behind a header that cannot be read may be that header.
      if (is_told) return {};
      return ended_ ? failure : bad("damaged", failure.message);
    }
    header_failed_ = false;
    const std::string name = name_of(entry);
    member_about_ = about_;
    member_about_.file_name = file_name_of(name);
    member_about_.provenance.member = member_within(about_.provenance.member, name);
    member_about_.is_found = true;
    if (std::exchange(is_first_, false) && begins_other_format(name)) {
      ended_ = true;
      return bad("not_text", "the file is an office document, a book or a program");
    }
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr) {
      return {};
    }
    return open_member(entry, judge_member_name(name));
  }

  Result<void> open_member(struct archive_entry* entry, MemberName name) {
    if (name == MemberName::PassedOver) return {};
    if (name == MemberName::LeadsOut) {
      return bad("leads_out", "the name of the file leads out of the archive that it is in");
    }
    if (archive_entry_is_encrypted(entry) != 0) {
      return bad("encrypted", "the file is encrypted; unpack it first");
    }
    Result<std::unique_ptr<Container>> opened =
        open_container(BufferedStream(std::make_unique<MemberStream>(&reader_, &progress_)),
                       member_about_, depth_ + 1);
    if (!opened) return member_failed(opened.error());
    member_ = *std::move(opened);
    return {};
  }

  Error bad(std::string_view kind, std::string reason) {
    bad_record_ = member_about_;
    Error error{ErrorCode::BadRecord, std::move(reason)};
    error.detail.kind = kind;
    return error;
  }

  RawDocument about_;
  ArchiveReader reader_;
  int depth_;
  MemberStream::Progress progress_;
  RawDocument member_about_;
  std::unique_ptr<Container> member_;
  IssueFiles issues_;
  bool is_first_ = true;
  bool header_failed_ = false;  // The last one that was looked for.
  bool ended_ = false;
  std::optional<Error> end_;  // What it ended with, until it has been told.
};

}  // namespace

bool is_packed_files(std::string_view start) {
  return start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06") || is_tar(start);
}

MemberName judge_member_name(std::string_view name) {
  MemberName judged = MemberName::Good;
  while (!name.empty()) {
    const std::size_t end = name.find_first_of("/\\");
    const std::string_view part = name.substr(0, end);
    if (part == "..") return MemberName::LeadsOut;
    if (part != "." && (part == "__MACOSX" || is_passed_over(part))) {
      judged = MemberName::PassedOver;
    }
    if (end == std::string_view::npos) break;
    name.remove_prefix(end + 1);
  }
  return judged;
}

std::string member_within(const std::string& outer, std::string_view name) {
  return outer.empty() ? std::string(name) : outer + "/" + std::string(name);
}

Result<std::unique_ptr<Container>> packed_files(RawDocument about, BufferedStream stream,
                                                int depth) {
  std::string name = about.provenance.file;
  if (!about.provenance.member.empty()) name += " (" + about.provenance.member + ")";
  if (depth >= kDeepest) {
    return Error{ErrorCode::Corrupt, name + " lies in more than " + std::to_string(kDeepest) +
                                         " archives, one in the other; unpack them first"};
  }
  auto files = std::make_unique<PackedFiles>(std::move(about), std::move(stream), name, depth);
  if (Result<void> opened = files->open(); !opened) return std::move(opened).error();
  return std::unique_ptr<Container>(std::move(files));
}

}  // namespace backfile
