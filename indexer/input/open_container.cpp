// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "common/text.h"
#include "indexer/input/csv_header.h"
#include "indexer/input/decompress.h"
#include "indexer/input/file_name.h"
#include "indexer/input/mail_message.h"
#include "indexer/input/mbox.h"
#include "indexer/input/packed_files.h"
#include "indexer/input/stream_container.h"
#include "indexer/input/utf16_stream.h"

namespace backfile {
namespace {

constexpr std::size_t kSniffed = 8 << 10;

// The first bytes of a file, without byte-order mark and blanks, and its name.
struct Sniffed {
  std::string_view start;
  std::string_view file_name;
};

// The first line is an object, or longer than what is looked at. Where the name says so, another
// one will do, for the first may be bad.
bool is_json_lines(const Sniffed& file) {
  const std::size_t line_end = file.start.find('\n');
  const std::string name = ascii_lower(file.file_name);
  const bool called_lines =
      name.ends_with(".jsonl") || name.ends_with(".ndjson") || name.ends_with(".jl");
  if (!file.start.starts_with('{')) {
    return called_lines && !file.start.starts_with('[') &&
           file.start.find("\n{") != std::string_view::npos;
  }
  return line_end == std::string_view::npos || trim(file.start.substr(0, line_end)).ends_with('}');
}

bool is_json_values(const Sniffed& file) {
  const std::size_t begin = file.start.find_first_not_of("[ \t\r\n");
  return begin != std::string_view::npos && file.start[begin] == '{';
}

bool is_csv_table(const Sniffed& file) {
  const std::string name = ascii_lower(file.file_name);
  const bool called_table = name.ends_with(".csv") || name.ends_with(".tsv");
  return csv_delimiter(file.start.substr(0, file.start.find('\n')), called_table).has_value();
}

bool is_warc(const Sniffed& file) { return file.start.starts_with("WARC/"); }

bool is_arc(const Sniffed& file) { return file.start.starts_with("filedesc:"); }

bool is_mbox(const Sniffed& file) {
  return is_mbox_from_line(file.start.substr(0, file.start.find('\n')));
}

bool is_mail(const Sniffed& file) { return begins_mail(file.start); }

bool is_reuters_file(const Sniffed& file) {
  return file.start.find("<REUTERS") != std::string_view::npos &&
         (file.start.starts_with("<REUTERS") ||
          starts_with_ignoring_case(file.start, "<!doctype lewis"));
}

// SGML of the 1980s holds a few control characters, a page may hold a stray NUL.
bool is_binary(const Sniffed& file) {
  const auto controls = std::count_if(file.start.begin(), file.start.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1b';
  });
  return controls * 20 > static_cast<std::ptrdiff_t>(file.start.size());
}

bool is_anything(const Sniffed&) { return true; }

struct Kind {
  bool (*is)(const Sniffed&);
  std::unique_ptr<Container> (*open)(RawDocument about, BufferedStream stream);
};

// The first kind that a file is.
constexpr std::array kKinds = {
    Kind{is_warc, warc_file},
    Kind{is_arc, arc_file},
    Kind{is_json_lines, json_lines},
    Kind{is_json_values, json_values},
    Kind{is_reuters_file, reuters_file},
    Kind{is_binary, no_text},
    Kind{is_csv_table, csv_table},
    Kind{is_mbox, mbox},
    Kind{is_mail, mail_file},
    Kind{is_anything, whole_file},
};

}  // namespace

Result<std::unique_ptr<Container>> open_container(BufferedStream packed, RawDocument about,
                                                  int depth) {
  const std::string name = about.provenance.file == "-" ? "standard input" : about.provenance.file;
  Result<BufferedStream> plain = decompressed(std::move(packed), name);
  if (!plain) return std::move(plain).error();
  Result<BufferedStream> stream = utf16_as_utf8(*std::move(plain));
  if (!stream) return std::move(stream).error();
  const Result<std::string_view> peeked = stream->sniff(kSniffed);
  if (!peeked) return peeked.error();
  std::string_view start = *peeked;
  if (is_packed_files(start)) return packed_files(std::move(about), *std::move(stream), depth);
  if (start.starts_with("\xef\xbb\xbf")) start.remove_prefix(3);
  const Sniffed sniffed{trim(start), about.file_name};
  const Kind* kind =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& one) { return one.is(sniffed); });
  return kind->open(std::move(about), *std::move(stream));
}

Result<std::unique_ptr<Container>> open_container(const std::string& path, bool is_found) {
  Result<std::unique_ptr<ByteStream>> file = open_file(path);
  if (!file) return std::move(file).error();
  RawDocument about;
  about.file_name = file_name_of(path);
  about.provenance.file = path;
  about.is_found = is_found;
  return open_container(BufferedStream(*std::move(file)), std::move(about));
}

}  // namespace backfile
