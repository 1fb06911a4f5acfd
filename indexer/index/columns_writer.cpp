// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/columns_writer.h"

#include <utility>

namespace backfile {
namespace {

// Room for the rows of all sections: five that every document is in, and three for each field.
constexpr std::size_t kMostSections = 5 + 3 * kFieldCount;
constexpr std::size_t kFirstSection = kColumnsHeader + kMostSections * kColumnsRow;
static_assert(kFirstSection % 8 == 0);

template <typename Number>
void append(Number number, std::string* bytes) {
  bytes->append(reinterpret_cast<const char*>(&number), sizeof number);
}

}  // namespace

Result<ColumnsWriter> ColumnsWriter::create(const std::string& path, std::uint32_t documents) {
  Result<OutputFile> file = OutputFile::create(path);
  if (!file) return std::move(file).error();
  file->write(std::string(kFirstSection, '\0'));
  return ColumnsWriter(*std::move(file), documents);
}

void ColumnsWriter::section(ColumnSection kind, std::uint32_t slot, std::string_view bytes) {
  if (file_.size() % 8 != 0) file_.write(std::string(8 - file_.size() % 8, '\0'));
  append(static_cast<std::uint32_t>(kind), &rows_);
  append(slot, &rows_);
  append(file_.size(), &rows_);
  append(std::uint64_t{bytes.size()}, &rows_);
  file_.write(bytes);
  ++sections_;
}

Result<void> ColumnsWriter::finish(std::uint64_t total_length) {
  std::string header(kColumnsMagic);
  append(documents_, &header);
  append(sections_, &header);
  append(total_length, &header);
  file_.overwrite(0, header.append(rows_));
  return file_.finish();
}

}  // namespace backfile
