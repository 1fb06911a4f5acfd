// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/columns_writer.h"

#include <utility>

#include "common/little_endian.h"

namespace backfile {
namespace {

// Room for the rows of all sections: five that every document is in, and three for each field.
constexpr std::size_t kMostSections = 5 + 3 * kFieldCount;
constexpr std::size_t kFirstSection = kColumnsHeader + kMostSections * kColumnsRow;
static_assert(kFirstSection % 8 == 0);

}  // namespace

Result<ColumnsWriter> ColumnsWriter::create(const std::string& path, std::uint32_t documents) {
  Result<OutputFile> file = OutputFile::create(path);
  if (!file) return std::move(file).error();
  file->write(std::string(kFirstSection, '\0'));
  return ColumnsWriter(*std::move(file), documents);
}

void ColumnsWriter::section(ColumnSection kind, std::uint32_t slot, std::string_view bytes) {
  if (file_.size() % 8 != 0) file_.write(std::string(8 - file_.size() % 8, '\0'));
  append_number(static_cast<std::uint32_t>(kind), &rows_);
  append_number(slot, &rows_);
  append_number(file_.size(), &rows_);
  append_number(std::uint64_t{bytes.size()}, &rows_);
  file_.write(bytes);
  ++sections_;
}

Result<void> ColumnsWriter::finish(std::uint64_t total_length) {
  std::string header(kColumnsMagic);
  append_number(documents_, &header);
  append_number(sections_, &header);
  append_number(total_length, &header);
  file_.overwrite(0, header.append(rows_));
  return file_.finish();
}

}  // namespace backfile
