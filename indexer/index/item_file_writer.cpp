// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/item_file_writer.h"

#include <cstring>
#include <utility>

#include "common/index/item_file.h"

namespace backfile {
namespace {

template <typename Number>
void append(Number number, std::string* bytes) {
  bytes->append(reinterpret_cast<const char*>(&number), sizeof number);
}

}  // namespace

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
  append(static_cast<std::uint32_t>(begins_.size()), &header);
  append(preamble_, &header);
  append(file_.size(), &header);
  begins_.push_back(file_.size());
  for (const std::uint64_t begin : begins_) {
    std::string number;
    append(begin, &number);
    file_.write(number);
  }
  file_.overwrite(0, header);
  return file_.finish();
}

}  // namespace backfile
