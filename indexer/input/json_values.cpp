// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/ascii.h"
#include "indexer/input/stream_container.h"

namespace backfile {
namespace {

// Follows the brackets of one JSON object; those inside of strings do not count.
class ObjectEnd {
 public:
  // True with the bracket that closes the object.
  bool closes_with(char c) {
    if (escaped_) {
      escaped_ = false;
    } else if (in_string_) {
      escaped_ = c == '\\';
      in_string_ = c != '"';
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if (c == '}' || c == ']') {
      --depth_;
    }
    return depth_ == 0;
  }

 private:
  std::size_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
};

bool is_between(char c) { return is_html_blank(c) || c == ',' || c == '\x1e'; }

// JSON objects over any number of lines: in an array, after each other, or one alone.
class JsonValues final : public StreamContainer {
 public:
  using StreamContainer::StreamContainer;

  Next next() override {
    if (Result<void> skipped = skip_to_value(); !skipped) return std::move(skipped).error();
    RawDocument document = here_with_line();
    const Result<std::string_view> start = stream_.peek(1);
    if (!start) return start.error();
    if (start->empty()) return at_end(std::move(document));
    if (start->front() == '{') return read_object(std::move(document));
    const Result<bool> found = stream_.skip_to("{");
    if (!found) return found.error();
    return bad(std::move(document), "no_object", "between JSON objects stands what is none");
  }

 private:
  // An array that begins must end, or records are missing.
  Next at_end(RawDocument document) {
    if (!std::exchange(in_array_, false)) return end();
    return bad(std::move(document), "cut_off", "the file ends inside of a JSON array");
  }

  Result<void> skip_to_value() {
    for (;;) {
      const Result<std::string_view> more = stream_.peek(1);
      if (!more) return more.error();
      std::size_t count = 0;
      for (const char c : stream_.buffered()) {
        if (c == '[' && !in_array_) {
          in_array_ = true;
        } else if (c == ']' && in_array_) {
          in_array_ = false;
        } else if (!is_between(c) && !is_byte_order_mark(c)) {
          break;
        }
        ++count;
      }
      if (count == 0) return {};
      const Result<std::uint64_t> gone = stream_.skip(count);
      if (!gone) return gone.error();
    }
  }

  bool is_byte_order_mark(char c) const {
    return stream_.offset() == 0 && (c == '\xef' || c == '\xbb' || c == '\xbf');
  }

  Next read_object(RawDocument document) {
    ObjectEnd object;
    for (bool closed = false; !closed;) {
      const Result<std::string_view> more = stream_.peek(1);
      if (!more) return more.error();
      if (more->empty()) {
        in_array_ = false;
        return bad(std::move(document), "cut_off", "the file ends inside of a JSON object");
      }
      const std::string_view bytes = stream_.buffered();
      std::size_t count = 0;
      while (count < bytes.size() && !closed) closed = object.closes_with(bytes[count++]);
      if (document.bytes.size() <= kLargestRecord) document.bytes.append(bytes.substr(0, count));
      const Result<std::uint64_t> gone = stream_.skip(count);
      if (!gone) return gone.error();
    }
    if (document.bytes.size() <= kLargestRecord) return std::optional(std::move(document));
    document.bytes.resize(kKeptOfBad);
    return too_long(std::move(document));
  }

  bool in_array_ = false;
};

}  // namespace

std::unique_ptr<Container> json_values(RawDocument about, BufferedStream stream) {
  return std::make_unique<JsonValues>(std::move(about), std::move(stream));
}

}  // namespace backfile
