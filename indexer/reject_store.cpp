// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/reject_store.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "common/archive/reject_counts.h"
#include "common/files.h"
#include "common/folder.h"
#include "common/text.h"

namespace backfile {
namespace {

namespace fs = std::filesystem;

struct RejectsFile {
  std::string name;
  fs::file_time_type written;
  std::uint64_t bytes = 0;
};

// Oldest first.
Result<std::vector<RejectsFile>> files_in(const std::string& archive) {
  const std::string folder = archive + "/rejects";
  Result<std::vector<std::string>> names = list_names(folder);
  if (!names) return std::move(names).error();
  std::vector<RejectsFile> files;
  for (std::string& name : *names) {
    if (!name.ends_with(".jsonl")) continue;
    const fs::directory_entry entry(folder + "/" + name);
    std::error_code gone;
    const fs::file_time_type written = entry.last_write_time(gone);
    const std::uintmax_t bytes = gone ? 0 : entry.file_size(gone);
    if (!gone) files.push_back({std::move(name), written, bytes});
  }
  std::sort(files.begin(), files.end(), [](const RejectsFile& a, const RejectsFile& b) {
    return std::tie(a.written, a.name) < std::tie(b.written, b.name);
  });
  return files;
}

Result<void> remove_oldest(const std::string& archive) {
  const Result<std::vector<RejectsFile>> files = files_in(archive);
  if (!files) return files.error();
  std::uint64_t sum = 0;
  for (const RejectsFile& file : *files) sum += file.bytes;
  for (const RejectsFile& file : *files) {
    if (sum <= kLargestRejects) break;
    if (Result<void> removed = remove_rejects(archive, file.name); !removed) return removed;
    sum -= file.bytes;
  }
  return {};
}

}  // namespace

Result<StoredRejects> load_rejects(const std::string& archive) {
  const Result<std::vector<RejectsFile>> files = files_in(archive);
  if (!files) return files.error();
  using Key = std::tuple<std::string, std::string, std::uint64_t, std::uint64_t>;
  std::map<Key, Reject> newest;
  StoredRejects stored;
  for (const RejectsFile& file : *files) {
    const Result<std::string> text = read_file(archive + "/rejects/" + file.name, kLargestRejects);
    if (!text) return text.error();
    stored.files.push_back(file.name);
    for (const std::string_view line : split_lines(*text)) {
      Reject reject = reject_from_json(line);
      if (reject.provenance.file.empty()) continue;
      const Provenance& from = reject.provenance;
      newest[Key(from.file, from.member, from.offset, from.line)] = std::move(reject);
    }
  }
  for (auto& [key, reject] : newest) stored.rejects.push_back(std::move(reject));
  return stored;
}

Result<std::string> save_rejects(const std::string& archive, std::string_view lines) {
  std::string name = sha256_of(lines).substr(0, 16) + ".jsonl";
  if (Result<void> written = replace_file(archive + "/rejects", name, lines); !written) {
    return std::move(written).error();
  }
  if (Result<void> removed = remove_oldest(archive); !removed) return std::move(removed).error();
  return name;
}

Result<void> remove_rejects(const std::string& archive, const std::string& name) {
  const std::string path = archive + "/rejects/" + name;
  if (std::remove(path.c_str()) == 0 || errno == ENOENT) return {};
  return file_error("cannot remove", path, errno);
}

Result<void> count_rejects(const std::string& archive,
                           const std::map<std::string, std::uint64_t>& by_code) {
  if (by_code.empty()) return {};
  const std::string folder = archive + "/rejects";
  std::map<std::string, std::uint64_t> counts = read_reject_counts(archive);
  for (const auto& [code, count] : by_code) counts[code] += count;
  return replace_file(folder, kRejectCountsFile, to_json(counts));
}

}  // namespace backfile
