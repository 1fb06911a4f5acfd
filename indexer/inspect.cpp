// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/inspect.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/archive/manifest.h"
#include "common/archive/story_rows.h"
#include "common/date.h"
#include "common/files.h"
#include "indexer/index/segment_check.h"

namespace backfile {

Result<ArchiveStats> read_stats(const std::string& archive) {
  const Result<Manifest> manifest = read_manifest(archive);
  if (!manifest) return manifest.error();
  ArchiveStats stats;
  stats.uuid = manifest->uuid;
  stats.revision = manifest->revision;
  stats.updated = manifest->updated;
  stats.articles = manifest->articles();
  stats.segments = manifest->segments.size();
  for (const SegmentEntry& segment : manifest->segments) {
    stats.superseded += segment.dead.size();
    stats.bytes += segment.bytes();
    if (segment.oldest)
      stats.oldest = std::min(stats.oldest.value_or(*segment.oldest), *segment.oldest);
    if (segment.newest)
      stats.newest = std::max(stats.newest.value_or(*segment.newest), *segment.newest);
  }
  return stats;
}

std::string to_text(const ArchiveStats& stats) {
  std::string text = fmt::format(
      "articles    {}\nsuperseded  {}\nrevision    {}\nupdated     {}\nsegments    {}\nbytes       "
      "{}\n",
      stats.articles, stats.superseded, stats.revision, stats.updated, stats.segments, stats.bytes);
  if (stats.oldest) {
    text += fmt::format("published   {} to {}\n", to_iso_utc(*stats.oldest).substr(0, 10),
                        to_iso_utc(*stats.newest).substr(0, 10));
  }
  return text;
}

std::string to_json_line(const ArchiveStats& stats) {
  nlohmann::ordered_json json = {
      {"articles", stats.articles}, {"revision", stats.revision},     {"uuid", stats.uuid},
      {"updated", stats.updated},   {"superseded", stats.superseded}, {"segments", stats.segments},
      {"bytes", stats.bytes}};
  if (stats.oldest) {
    json["oldest"] = to_iso_utc(*stats.oldest);
    json["newest"] = to_iso_utc(*stats.newest);
  }
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<std::vector<std::string>> verify(const std::string& archive) {
  const Result<Manifest> manifest = read_manifest(archive);
  if (!manifest) return manifest.error();
  std::vector<std::string> findings;
  const auto has_digest = [&](const std::string& file, const std::string& expected) {
    const Result<std::string> digest = sha256_of_file(archive + "/" + file);
    if (!digest) {
      findings.push_back(digest.error().message);
    } else if (*digest != expected) {
      findings.push_back(file + " is not what was written: its SHA-256 is " + *digest +
                         ", the manifest has " + expected + "; restore it from a backup");
    }
    return digest && *digest == expected;
  };
  for (const FileEntry& input : manifest->inputs) has_digest(input.file, input.sha256);
  for (const FileEntry& notices : manifest->removals) has_digest(notices.file, notices.sha256);
  if (manifest->held) has_digest(manifest->held->file, manifest->held->sha256);
  for (const SegmentEntry& segment : manifest->segments) {
    bool whole = true;
    bool stories = true;
    for (const FileEntry& file : segment.stories) stories &= has_digest(file.file, file.sha256);
    if (stories) {
      const auto rows = read_story_rows(archive, segment);
      if (!rows) findings.push_back(rows.error().message);
    }
    for (const FileEntry& file : segment.files) whole &= has_digest(file.file, file.sha256);
    // Xapian reads beyond its buffers when bytes are damaged.
    if (!whole) continue;
    const Result<void> sound = check_segment(archive + "/" + segment.name, segment.documents);
    if (!sound) findings.push_back(sound.error().message);
  }
  return findings;
}

}  // namespace backfile
