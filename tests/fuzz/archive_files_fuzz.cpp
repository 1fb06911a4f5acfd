// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as each file of an archive: what is damaged is refused or read within its bounds, never
// beyond them. The first byte chooses the file.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "common/article_json.h"
#include "common/index/columns.h"
#include "common/index/item_file.h"
#include "common/index/posting_file.h"
#include "common/index/records.h"
#include "common/index/token_stream.h"
#include "common/index/vocabulary.h"

namespace {

using namespace backfile;

void require(bool condition) {
  if (!condition) std::abort();
}

// A file without a name, for readers that map files.
class MemoryFile {
 public:
  MemoryFile(const std::uint8_t* data, std::size_t size) : descriptor_(::memfd_create("fuzz", 0)) {
    require(::write(descriptor_, data, size) == static_cast<ssize_t>(size));
  }
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

constexpr std::uint32_t kMost = 300;  // Documents or words that are looked at.

void read_columns(const std::string& path) {
  const auto columns = open_view<Columns>(path);
  if (!columns) return;
  for (std::uint32_t docid = 1; docid <= std::min(columns->documents, kMost); ++docid) {
    static_cast<void>(columns->content_of(docid));
    for (const KeywordColumn& column : columns->keywords) {
      if (column.size() == 0) continue;
      column.for_each(docid, [&](std::uint32_t ordinal) { require(ordinal < column.size()); });
    }
  }
}

void read_items(const std::string& path) {
  const auto items = open_view<ItemFile>(path);
  if (!items) return;
  for (std::uint32_t docid = 1; docid <= std::min(items->documents(), kMost); ++docid) {
    const TokenStream stream = token_stream(items->item(docid));
    std::uint64_t sum = stream.marks.size();
    for (const std::uint8_t byte : stream.title) sum += byte;
    for (const std::uint8_t byte : stream.text) sum += byte;
    static_cast<void>(sum);
  }
}

void read_records(const std::string& path) {
  const auto records = open_view<Records>(path);
  if (!records) return;
  for (std::uint32_t docid = 1; docid <= std::min(records->documents(), kMost); ++docid) {
    const auto record = records->record(docid);
    if (record) static_cast<void>(from_json_line(*record).has_value());
  }
}

void read_vocabulary(const std::string& path) {
  const auto vocabulary = open_view<Vocabulary>(path);
  if (!vocabulary) return;
  for (std::uint32_t place = 0; place < std::min(vocabulary->size(), kMost); ++place) {
    static_cast<void>(vocabulary->find(vocabulary->word(place)));
    const std::uint32_t number = vocabulary->number(place);
    if (number < vocabulary->size()) static_cast<void>(vocabulary->place(number));
  }
}

void read_postings(const std::string& path) {
  const auto postings = open_view<PostingFile>(path);
  if (!postings) return;
  std::uint32_t terms = 0;
  for (PostingFile::Lists lists = postings->lists(); !lists.at_end() && terms < kMost; ++terms) {
    const std::string term = lists.term();
    lists.for_each([&](std::uint32_t docid, std::uint32_t) {
      require(docid >= 1 && docid <= postings->documents());
    });
    static_cast<void>(postings->frequency(term));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const MemoryFile file(data + 1, size - 1);
  switch (data[0] % 5) {
    case 0: read_columns(file.path()); break;
    case 1: read_items(file.path()); break;
    case 2: read_records(file.path()); break;
    case 3: read_vocabulary(file.path()); break;
    default: read_postings(file.path()); break;
  }
  return 0;
}
