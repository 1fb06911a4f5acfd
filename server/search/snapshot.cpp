// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/snapshot.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

namespace backfile {
namespace {

std::shared_ptr<const Segment> find_open(
    const std::vector<std::shared_ptr<const Segment>>& segments, const SegmentEntry& entry) {
  const auto open = std::ranges::find_if(segments, [&entry](const auto& segment) {
    return segment->file() == entry.file && segment->sha256() == entry.sha256 &&
           segment->documents() == entry.documents;
  });
  return open == segments.end() ? nullptr : *open;
}

std::vector<std::string> languages_of(const Manifest& manifest) {
  std::set<std::string> languages;
  for (const SegmentEntry& entry : manifest.segments) {
    languages.insert(entry.languages.begin(), entry.languages.end());
  }
  return {languages.begin(), languages.end()};
}

// Xapian numbers the documents of several databases in 32 bits and wraps silently.
bool too_large_for_xapian(const Manifest& manifest) {
  std::uint64_t largest = 0;
  for (const SegmentEntry& entry : manifest.segments) {
    largest = std::max<std::uint64_t>(largest, entry.documents);
  }
  return largest * manifest.segments.size() > std::numeric_limits<std::uint32_t>::max();
}

}  // namespace

Result<std::shared_ptr<const Snapshot>> Snapshot::load(const std::string& directory,
                                                       Manifest manifest,
                                                       const Snapshot* previous) {
  if (too_large_for_xapian(manifest)) {
    return Error{ErrorCode::Unavailable,
                 "The archive has more documents and segments than can be searched together; "
                 "merge segments."};
  }
  const std::shared_ptr<Snapshot> snapshot(new Snapshot(std::move(manifest)));
  if (Result<void> done = snapshot->open_segments(directory, previous); !done) return done.error();
  if (Result<void> done = snapshot->mark_dead(); !done) return done.error();
  snapshot->merge_dictionaries();
  snapshot->summarise();
  snapshot->readers_ =
      std::make_unique<ReaderPool>(snapshot->segments_, languages_of(snapshot->manifest_));
  return std::shared_ptr<const Snapshot>(snapshot);
}

Result<void> Snapshot::open_segments(const std::string& directory, const Snapshot* previous) {
  for (const SegmentEntry& entry : manifest_.segments) {
    std::shared_ptr<const Segment> segment =
        previous == nullptr ? nullptr : find_open(previous->segments_, entry);
    if (!segment) {
      Result<std::shared_ptr<const Segment>> opened = Segment::open(directory, entry);
      if (!opened) return opened.error();
      segment = *opened;
    }
    if (!by_uuid_.emplace(segment->uuid(), segments_.size()).second) {
      return Error{ErrorCode::Corrupt,
                   "The segment " + entry.file + " is a copy of another segment."};
    }
    segments_.push_back(std::move(segment));
  }
  return {};
}

std::optional<std::size_t> Snapshot::segment_with_uuid(const std::string& uuid) const {
  const auto found = by_uuid_.find(uuid);
  if (found == by_uuid_.end()) return std::nullopt;
  return found->second;
}

Result<void> Snapshot::mark_dead() {
  for (const SegmentEntry& entry : manifest_.segments) {
    std::vector<bool>& dead = dead_.emplace_back(entry.dead.empty() ? 0 : entry.documents);
    for (const std::uint32_t docid : entry.dead) {
      if (docid == 0 || docid > entry.documents || dead[docid - 1]) {
        return Error{ErrorCode::Corrupt, "The manifest lists the superseded document " +
                                             std::to_string(docid) + " of " + entry.file +
                                             " twice, or there is none."};
      }
      dead[docid - 1] = true;
    }
  }
  return {};
}

void Snapshot::merge_dictionaries() {
  for (std::size_t id = 0; id < kFieldCount; ++id) {
    std::vector<const KeywordColumn*> columns;
    for (const auto& segment : segments_) columns.push_back(&segment->columns().keywords[id]);
    dictionaries_[id] = Dictionary::merge(columns);
  }
}

void Snapshot::summarise() {
  status_.uuid = manifest_.uuid;
  status_.revision = manifest_.revision;
  status_.updated = manifest_.updated;
  status_.articles = manifest_.articles();
  for (std::size_t s = 0; s < segments_.size(); ++s) {
    const std::vector<std::int64_t>& seconds = segments_[s]->columns().seconds;
    for (std::uint32_t docid = 1; docid <= seconds.size(); ++docid) {
      const std::int64_t when = seconds[docid - 1];
      if (when == kNoDate || is_dead(s, docid)) continue;
      status_.oldest = std::min(status_.oldest.value_or(when), when);
      status_.newest = std::max(status_.newest.value_or(when), when);
    }
  }
}

}  // namespace backfile
