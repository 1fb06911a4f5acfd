// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/container.h"

#include <algorithm>

#include "common/text.h"
#include "indexer/input/buffered_stream.h"

namespace backfile {
namespace {

constexpr std::string_view kReutersOpen = "<REUTERS";
constexpr std::string_view kReutersClose = "</REUTERS>";
constexpr std::size_t kSniffed = 8 << 10;

std::string base_name(const std::string& path) {
  std::string name = path.substr(path.rfind('/') + 1);
  for (const std::string_view ending : {".gz", ".zst", ".xz", ".bz2"}) {
    if (name.ends_with(ending)) name.resize(name.size() - ending.size());
  }
  return name;
}

// What all containers over one stream share.
class StreamContainer : public Container {
 public:
  StreamContainer(std::string path, BufferedStream stream)
      : path_(std::move(path)), stream_(std::move(stream)) {}

  std::uint64_t consumed() const override { return stream_.consumed(); }

 protected:
  // An empty document that knows where it stands: at the next byte.
  RawDocument here() const {
    RawDocument document;
    document.file_name = base_name(path_);
    document.provenance.file = path_;
    document.provenance.offset = stream_.offset();
    return document;
  }

  Result<std::optional<RawDocument>> finished(RawDocument document, BufferedStream::Piece piece) {
    document.bytes = std::move(piece.bytes);
    if (!piece.too_long) return std::optional(std::move(document));
    return bad(std::move(document),
               "the record has more than " + std::to_string(kLargestRecord >> 20) + " MiB");
  }

  Error bad(RawDocument document, std::string reason) {
    bad_record_ = std::move(document);
    return Error{ErrorCode::BadRecord, std::move(reason)};
  }

  std::string path_;
  BufferedStream stream_;
};

// One JSON object a line. Blank lines are no records.
class JsonLines final : public StreamContainer {
 public:
  using StreamContainer::StreamContainer;

  Result<std::optional<RawDocument>> next() override {
    for (;;) {
      RawDocument document = here();
      document.provenance.line = stream_.line();
      auto piece = stream_.read_through("\n", kLargestRecord);
      if (!piece) return std::move(piece).error();
      if (!*piece) return std::optional<RawDocument>();
      if (!trim((*piece)->bytes).empty()) {
        return finished(std::move(document), *std::move(*piece));
      }
    }
  }
};

// <REUTERS ...> elements after each other; what stands between them is no record.
class ReutersFile final : public StreamContainer {
 public:
  using StreamContainer::StreamContainer;

  Result<std::optional<RawDocument>> next() override {
    const Result<bool> found = stream_.skip_to(kReutersOpen);
    if (!found) return found.error();
    if (!*found) return std::optional<RawDocument>();
    RawDocument document = here();
    document.provenance.line = stream_.line();
    auto piece = stream_.read_through(kReutersClose, kLargestRecord);
    if (!piece) return std::move(piece).error();
    if (!*piece) return std::optional<RawDocument>();
    if (!(*piece)->bytes.ends_with(kReutersClose) && !(*piece)->too_long) {
      document.bytes = std::move((*piece)->bytes);
      return bad(std::move(document), "the file ends inside of a REUTERS element");
    }
    return finished(std::move(document), *std::move(*piece));
  }
};

// The whole file is one record.
class WholeFile final : public StreamContainer {
 public:
  using StreamContainer::StreamContainer;

  Result<std::optional<RawDocument>> next() override {
    if (done_) return std::optional<RawDocument>();
    done_ = true;
    RawDocument document = here();
    // A whole file has no delimiter; this one does not occur in UTF-8 nor in any text.
    constexpr std::string_view kNever("\xff\0\xff\0\xff\0\xff", 7);
    auto piece = stream_.read_through(kNever, kLargestRecord);
    if (!piece) return std::move(piece).error();
    if (!*piece) return bad(std::move(document), "the file is empty");
    return finished(std::move(document), *std::move(*piece));
  }

 private:
  bool done_ = false;
};

bool looks_binary(std::string_view start) {
  if (start.starts_with("\xff\xfe") || start.starts_with("\xfe\xff")) return false;
  const auto controls = std::count_if(start.begin(), start.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1b';
  });
  // SGML of the 1980s holds a few control characters, a page may hold a stray NUL.
  return controls * 20 > static_cast<std::ptrdiff_t>(start.size());
}

class Binary final : public StreamContainer {
 public:
  using StreamContainer::StreamContainer;

  Result<std::optional<RawDocument>> next() override {
    if (done_) return std::optional<RawDocument>();
    done_ = true;
    return bad(here(), "the file is not text");
  }

 private:
  bool done_ = false;
};

// A record over several lines begins with a brace that stands alone.
bool is_json_lines(std::string_view start) {
  const std::string_view line = start.substr(0, start.find('\n'));
  return line.starts_with('{') && trim(line.substr(1)).size() > 0;
}

}  // namespace

Result<std::unique_ptr<Container>> open_container(const std::string& path) {
  Result<ByteStream> bytes = ByteStream::open(path);
  if (!bytes) return std::move(bytes).error();
  BufferedStream stream(*std::move(bytes));
  const Result<std::string_view> peeked = stream.peek(kSniffed);
  if (!peeked) return peeked.error();
  std::string_view start = *peeked;
  if (start.starts_with("\xef\xbb\xbf")) start.remove_prefix(3);
  start = trim(start);

  const auto as = [&]<typename T>(T*) -> std::unique_ptr<Container> {
    return std::make_unique<T>(path, std::move(stream));
  };
  if (is_json_lines(start)) return as(static_cast<JsonLines*>(nullptr));
  if (start.find(kReutersOpen) != std::string_view::npos &&
      (start.starts_with(kReutersOpen) || starts_with_ignoring_case(start, "<!doctype lewis"))) {
    return as(static_cast<ReutersFile*>(nullptr));
  }
  if (looks_binary(start)) return as(static_cast<Binary*>(nullptr));
  return as(static_cast<WholeFile*>(nullptr));
}

}  // namespace backfile
