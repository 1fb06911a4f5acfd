// SPDX-License-Identifier: GPL-3.0-or-later
#include <csv.h>

#include <algorithm>
#include <deque>
#include <nlohmann/json.hpp>
#include <vector>

#include "common/text.h"
#include "indexer/input/csv_header.h"
#include "indexer/input/stream_container.h"

namespace backfile {
namespace {

using Row = std::vector<std::string>;

// libcsv, fed line by line.
class CsvParser {
 public:
  explicit CsvParser(char delimiter) {
    usable_ = csv_init(&parser_, 0) == 0;
    csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
  }
  CsvParser(const CsvParser&) = delete;
  CsvParser& operator=(const CsvParser&) = delete;
  ~CsvParser() { csv_free(&parser_); }

  bool feed(std::string_view bytes) {
    return usable_ &&
           csv_parse(&parser_, bytes.data(), bytes.size(), &on_cell, &on_row, this) == bytes.size();
  }

  // False when the end comes inside of quotes.
  bool finish() {
    // Being strict before the end would refuse stray quotes, which libcsv else keeps as they are.
    csv_set_opts(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    return usable_ && csv_fini(&parser_, &on_cell, &on_row, this) == 0;
  }

  std::optional<Row> take_row() {
    if (rows_.empty()) return std::nullopt;
    Row row = std::move(rows_.front());
    rows_.pop_front();
    return row;
  }

 private:
  static void on_cell(void* bytes, std::size_t size, void* self) {
    static_cast<CsvParser*>(self)->row_.emplace_back(static_cast<const char*>(bytes), size);
  }
  static void on_row(int, void* self) {
    auto* parser = static_cast<CsvParser*>(self);
    parser->rows_.push_back(std::move(parser->row_));
    parser->row_.clear();
  }

  csv_parser parser_{};
  bool usable_ = false;
  Row row_;
  std::deque<Row> rows_;
};

// A table with the names of its columns in the first row. Each other row is one record: a JSON
// object with these names as keys, without empty cells.
class CsvTable final : public StreamContainer {
 public:
  CsvTable(RawDocument about, BufferedStream stream, char delimiter)
      : StreamContainer(std::move(about), std::move(stream)), delimiter_(delimiter) {
    start_parser();
  }

  Next next() override {
    for (;;) {
      RawDocument document = here_with_line();
      Result<std::optional<Row>> row = read_row(document);
      if (!row) return std::move(row).error();
      if (!*row) return end();
      if (names_.empty()) {
        take_names(**row);
        continue;
      }
      Result<std::string> object = object_of(**row);
      if (!object) {
        document.bytes = (*row)->front().substr(0, kKeptOfBad);
        return bad(std::move(document), "cells", object.error().message);
      }
      if (object->empty()) continue;
      document.bytes = *std::move(object);
      document.is_row = true;
      return std::optional(std::move(document));
    }
  }

 private:
  void start_parser() { parser_ = std::make_unique<CsvParser>(delimiter_); }

  // A quote that is never closed takes in all that follows; the limit ends that, and reading goes
  // on with the next line.
  Result<std::optional<Row>> read_row(const RawDocument& document) {
    for (std::size_t size = 0;;) {
      if (std::optional<Row> row = parser_->take_row()) return row;
      auto line = stream_.read_through("\n", kLargestRecord);
      if (!line) return std::move(line).error();
      if (!*line) return last_row(document);
      size += (*line)->bytes.size();
      if ((*line)->too_long || size > kLargestRecord || !parser_->feed((*line)->bytes)) {
        start_parser();
        RawDocument rejected = document;
        rejected.bytes = (*line)->bytes.substr(0, kKeptOfBad);
        return too_long(std::move(rejected));
      }
    }
  }

  Result<std::optional<Row>> last_row(const RawDocument& document) {
    if (std::exchange(finished_, true)) return std::optional<Row>();
    if (!parser_->finish()) {
      return bad(document, "cut_off", "the file ends inside of a quoted cell");
    }
    return parser_->take_row();
  }

  void take_names(const Row& row) {
    for (std::string name : row) {
      if (names_.empty() && name.starts_with("\xef\xbb\xbf")) name.erase(0, 3);
      names_.push_back(to_utf8(trim(name), kFallback));
    }
  }

  // Empty for a row without content.
  Result<std::string> object_of(const Row& row) const {
    std::size_t cells = row.size();
    while (cells > names_.size() && row[cells - 1].empty()) --cells;
    if (cells > names_.size()) {
      return Error{ErrorCode::BadRecord,
                   "the row has more cells than the table has columns: a quote or a delimiter "
                   "inside of a cell is not quoted"};
    }
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < cells; ++i) {
      if (names_[i].empty() || row[i].empty() || object.contains(names_[i])) continue;
      object[names_[i]] = to_utf8(row[i], kFallback);
    }
    if (object.empty()) return std::string();
    return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }

  // For cells that are not UTF-8: few bytes are too little to guess by.
  static constexpr std::string_view kFallback = "windows-1252";

  char delimiter_;
  std::unique_ptr<CsvParser> parser_;
  std::vector<std::string> names_;
  bool finished_ = false;
};

}  // namespace

std::unique_ptr<Container> csv_table(RawDocument about, BufferedStream stream) {
  const Result<std::string_view> start = stream.sniff(8 << 10);
  std::string_view header = start ? *start : std::string_view();
  if (header.starts_with("\xef\xbb\xbf")) header.remove_prefix(3);
  const char delimiter = csv_delimiter(header.substr(0, header.find('\n')), true).value_or(',');
  return std::make_unique<CsvTable>(std::move(about), std::move(stream), delimiter);
}

}  // namespace backfile
