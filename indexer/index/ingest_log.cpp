// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/ingest_log.h"

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "common/files.h"
#include "common/hash.h"

namespace backfile {
namespace {

constexpr std::size_t kMostFiles = 8;
constexpr std::uint64_t kLargestLog = 1ULL << 30;  // 64 million inputs.

std::string file_name(std::uint64_t revision) { return std::to_string(revision); }

}  // namespace

IngestLog::Fingerprint IngestLog::fingerprint(const InputFile& file) {
  std::error_code problem;
  std::string key = std::filesystem::absolute(file.path, problem).lexically_normal().string();
  key.push_back('\0');
  key.append(std::to_string(file.bytes)).append("/").append(std::to_string(file.modified_ns));
  key.append("/").append(std::to_string(kReaderVersion));
  Fingerprint print;
  std::memcpy(print.data(), hash128(key).data(), print.size());
  return print;
}

Result<IngestLog> IngestLog::load(const std::string& directory, const Manifest& manifest) {
  IngestLog log;
  for (const FileEntry& entry : manifest.inputs) {
    const Result<std::string> bytes = read_file(directory + "/" + entry.file, kLargestLog);
    if (!bytes) return bytes.error();
    if (sha256_of(*bytes) != entry.sha256) {
      return Error{ErrorCode::Corrupt,
                   directory + "/" + entry.file + " is damaged; run `backfile-index verify`"};
    }
    for (std::size_t at = 0; at + sizeof(Fingerprint) <= bytes->size(); at += sizeof(Fingerprint)) {
      std::memcpy(log.known_.emplace_back().data(), bytes->data() + at, sizeof(Fingerprint));
    }
  }
  std::sort(log.known_.begin(), log.known_.end());
  return log;
}

bool IngestLog::contains(const InputFile& file) const {
  return file.path != "-" && std::binary_search(known_.begin(), known_.end(), fingerprint(file));
}

void IngestLog::add(const InputFile& file) {
  if (file.path != "-") news_.push_back(fingerprint(file));
}

void IngestLog::forget(const InputFile& file) {
  const auto [first, last] = std::ranges::equal_range(known_, fingerprint(file));
  forgets_ |= first != last;
  known_.erase(first, last);
}

Result<void> IngestLog::save(const std::string& directory, std::uint64_t revision,
                             Manifest* manifest) {
  if (!has_news()) return {};
  const std::size_t middle = known_.size();
  known_.insert(known_.end(), news_.begin(), news_.end());
  std::sort(known_.begin() + static_cast<std::ptrdiff_t>(middle), known_.end());
  std::inplace_merge(known_.begin(), known_.begin() + static_cast<std::ptrdiff_t>(middle),
                     known_.end());
  const bool rewrite_all = forgets_ || manifest->inputs.size() >= kMostFiles;
  const std::vector<Fingerprint>& prints = rewrite_all ? known_ : news_;
  const std::string_view bytes(reinterpret_cast<const char*>(prints.data()),
                               prints.size() * sizeof(Fingerprint));
  if (Result<void> written = replace_file(directory + "/inputs", file_name(revision), bytes);
      !written) {
    return written;
  }
  if (rewrite_all) manifest->inputs.clear();
  manifest->inputs.push_back(
      {"inputs/" + file_name(revision), sha256_of(bytes), hex(hash128(bytes)), bytes.size()});
  news_.clear();
  forgets_ = false;
  return {};
}

}  // namespace backfile
