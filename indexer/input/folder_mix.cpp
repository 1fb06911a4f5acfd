// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/folder_mix.h"

#include <algorithm>
#include <array>

#include "common/text.h"
#include "indexer/input/file_name.h"

namespace backfile {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kTextEndings = {""sv, ".txt"sv, ".text"sv, ".asc"sv, ".story"sv};
constexpr std::array kRecordEndings = {
    ".html"sv, ".htm"sv,   ".xhtml"sv, ".xml"sv, ".nitf"sv, ".rss"sv,    ".atom"sv, ".rdf"sv,
    ".json"sv, ".jsonl"sv, ".jl"sv,    ".csv"sv, ".tsv"sv,  ".ndjson"sv, ".warc"sv, ".arc"sv,
    ".sgm"sv,  ".eml"sv,   ".mbox"sv,  ".tar"sv, ".sgml"sv, ".zip"sv,    ".wet"sv};

constexpr std::size_t kMostFolders = 10'000;

// The folder around a path; the archive itself is around all.
std::string_view folder_around(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return path.substr(0, slash == std::string_view::npos ? 0 : slash);
}

}  // namespace

void FolderMix::count(std::string_view path) {
  const std::string name = ascii_lower(file_name_of(path));
  const std::size_t dot = name.rfind('.');
  const std::string_view ending =
      dot == std::string::npos ? std::string_view{} : std::string_view(name).substr(dot);
  texts += std::ranges::find(kTextEndings, ending) != kTextEndings.end();
  records += std::ranges::find(kRecordEndings, ending) != kRecordEndings.end();
}

void ArchiveMix::count(const RawDocument& document) {
  const std::string& member = document.provenance.member;
  if (!document.is_found || member.empty() || member == last_member_) return;
  last_member_ = member;
  const std::size_t pages = document.neighbours == nullptr ? 0 : document.neighbours->size();
  std::string_view folder = member;
  do {
    folder = folder_around(folder);
    if (folders_.size() >= kMostFolders && !folders_.contains(folder)) continue;
    FolderMix& mix = folders_[std::string(folder)];
    mix.count(member);
    mix.records += static_cast<std::uint32_t>(pages);
  } while (!folder.empty());
}

const FolderMix& ArchiveMix::around(const std::string& member) const {
  static const FolderMix kNone;
  std::string_view folder = member;
  for (;;) {
    folder = folder_around(folder);
    const auto found = folders_.find(folder);
    if (found != folders_.end()) return found->second;
    if (folder.empty()) return kNone;
  }
}

}  // namespace backfile
