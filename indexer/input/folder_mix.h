// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "indexer/input/raw_document.h"

namespace backfile {

// How many files a folder holds, with all below it, by what their names promise.
struct FolderMix {
  std::uint32_t texts = 0;    // Plain text: ".txt" and the like, and names without an ending.
  std::uint32_t records = 0;  // Other formats of articles: ".html", ".xml", ".jsonl.gz", ...

  void count(std::string_view path);

  // Plain text among articles of other formats is about them, unless there is more of it.
  bool is_beside_articles() const { return records > 0 && texts <= records; }
};

// The same for the folders of a tar or zip, whose files come one by one. Of more than 10,000
// folders the others count with the one around them.
class ArchiveMix {
 public:
  // The next record of the archive. Records of one file come one after the other and count once.
  void count(const RawDocument& document);

  // Of the folder that the member lies in.
  const FolderMix& around(const std::string& member) const;

 private:
  std::map<std::string, FolderMix, std::less<>> folders_;  // "" is the archive.
  std::string last_member_;
};

}  // namespace backfile
