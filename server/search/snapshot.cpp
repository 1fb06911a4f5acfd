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
  const auto open =
      std::ranges::find_if(segments, [&entry](const auto& segment) { return segment->is(entry); });
  return open == segments.end() ? nullptr : *open;
}

}  // namespace

Result<std::shared_ptr<const Snapshot>> Snapshot::load(const std::string& directory,
                                                       Manifest manifest,
                                                       const Snapshot* previous) {
  const std::shared_ptr<Snapshot> snapshot(new Snapshot(std::move(manifest)));
  if (Result<void> done = snapshot->open_segments(directory, previous); !done) return done.error();
  if (Result<void> done = snapshot->load_removals(directory, previous); !done) return done.error();
  if (Result<void> done = snapshot->mark_dead(); !done) return done.error();
  snapshot->merge_dictionaries();
  if (Result<void> done = snapshot->load_stories(directory); !done) return done.error();
  snapshot->summarise();
  snapshot->source_days_ = count_source_days(*snapshot);
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
    segments_.push_back(std::move(segment));
  }
  return {};
}

Result<void> Snapshot::load_removals(const std::string& directory, const Snapshot* previous) {
  if (previous != nullptr && previous->manifest_.uuid == manifest_.uuid &&
      previous->manifest_.removals == manifest_.removals) {
    removals_ = previous->removals_;
    return {};
  }
  Result<Removals> loaded = Removals::load(directory, manifest_);
  if (!loaded) return std::move(loaded).error();
  removals_ = std::make_shared<const Removals>(*std::move(loaded));
  return {};
}

Result<void> Snapshot::mark_dead() {
  for (const SegmentEntry& entry : manifest_.segments) {
    std::vector<bool>& dead = dead_.emplace_back(entry.dead.empty() ? 0 : entry.documents);
    for (const std::uint32_t docid : entry.dead) {
      if (docid == 0 || docid > entry.documents || dead[docid - 1]) {
        return Error{ErrorCode::Corrupt, "The manifest lists the superseded document " +
                                             std::to_string(docid) + " of " + entry.name +
                                             " twice, or there is none."};
      }
      dead[docid - 1] = true;
    }
  }
  return {};
}

Result<void> Snapshot::load_stories(const std::string& directory) {
  std::vector<std::shared_ptr<const StoryColumn>> columns;
  std::vector<const KeywordColumn*> values;
  for (std::size_t s = 0; s < segments_.size(); ++s) {
    auto column = StoryColumn::load(directory, manifest_.segments[s], dead_[s]);
    if (!column) return std::move(column).error();
    columns.push_back(*std::move(column));
    values.push_back(&columns.back()->column());
  }
  Dictionary& dictionary = dictionaries_[static_cast<std::size_t>(FieldId::Story)];
  dictionary = Dictionary::merge(values);
  stories_ = Stories(std::move(columns), dictionary);
  return {};
}

void Snapshot::merge_dictionaries() {
  for (std::size_t id = 0; id < kFieldCount; ++id) {
    if (static_cast<FieldId>(id) == FieldId::Story) continue;  // Not in the columns.
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
  std::uint64_t length = 0;
  for (std::size_t s = 0; s < segments_.size(); ++s) {
    documents_ += segments_[s]->documents();
    length += segments_[s]->columns().total_length;
    include_dates(s);
  }
  if (documents_ > 0 && length > documents_) {
    average_length_ =
        static_cast<float>(static_cast<double>(length) / static_cast<double>(documents_));
  }
}

// Documents stand in the order of their dates.
void Snapshot::include_dates(std::size_t segment) {
  const Columns& columns = segments_[segment]->columns();
  std::uint32_t first = 1;
  std::uint32_t last = columns.dated;
  while (first <= last && is_dead(segment, first)) ++first;
  while (first <= last && is_dead(segment, last)) --last;
  if (first > last) return;
  const std::int64_t newest = columns.seconds[first - 1];
  const std::int64_t oldest = columns.seconds[last - 1];
  status_.newest = std::max(status_.newest.value_or(newest), newest);
  status_.oldest = std::min(status_.oldest.value_or(oldest), oldest);
}

}  // namespace backfile
