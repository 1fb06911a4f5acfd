// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/item_file_writer.h"

#include <utility>

#include "common/index/item_file.h"
#include "common/little_endian.h"

namespace backfile {
Result<ItemFileWriter> ItemFileWriter::create(const std::string& path, std::string_view preamble) {
  Result<OutputFile> file = OutputFile::create(path);
  if (!file) return std::move(file).error();
  ItemFileWriter writer(*std::move(file));
  writer.preamble_ = static_cast<std::uint32_t>(preamble.size());
  writer.file_.write(std::string(kItemFileHeader, '\0'));
  writer.file_.write(preamble);
  return writer;
}

Result<void> ItemFileWriter::finish() {
  std::string header(kItemFileMagic);
  append_number(static_cast<std::uint32_t>(begins_.size()), &header);
  append_number(preamble_, &header);
  append_number(file_.size(), &header);
  begins_.push_back(file_.size());
  for (const std::uint64_t begin : begins_) {
    std::string number;
    append_number(begin, &number);
    file_.write(number);
  }
  file_.overwrite(0, header);
  return file_.finish();
}

}  // namespace backfile
