// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/answer_cache.h"

#include <functional>
#include <utility>

namespace backfile {
namespace {

// Addresses that mean the same may be spelled in any number of ways.
constexpr std::size_t kMostNames = 8;

// Of an entry and of a name beside their texts: nodes, buckets, control blocks, allocator.
constexpr std::size_t kEntryBytes = 512;
constexpr std::size_t kNameBytes = 128;

// No share of the space that one answer may take is greater.
constexpr std::size_t kSharesOfSpace = 8;

// The first letter keeps what was sent apart from canonical targets, and clients that take gzip
// from others.
std::string name_of(char kind, const HttpRequest& request, std::string_view target) {
  std::string name;
  name.reserve(target.size() + 2);
  name.push_back(kind);
  name.push_back(request.accepts_gzip ? 'g' : 'i');
  return name.append(target);
}
constexpr char kCanonical = 'c';
constexpr char kAsSent = 's';

std::size_t size_of(const HttpResponse& response) {
  std::size_t bytes = response.body.capacity();
  for (const auto& [name, value] : response.headers) bytes += name.size() + value.size() + 64;
  return bytes;
}

std::size_t size_of(const StoredAnswer& answer) {
  return kEntryBytes + size_of(answer.response) + answer.etag.size() + answer.head.capacity() +
         answer.head_not_modified.capacity();
}

std::size_t size_of_name(std::string_view name) { return 2 * name.size() + kNameBytes; }

}  // namespace

std::size_t AnswerCache::Hash::operator()(std::string_view text) const {
  return std::hash<std::string_view>()(text);
}

std::shared_ptr<const StoredAnswer> AnswerCache::find_as_sent(const ArchiveStatus& current,
                                                              const HttpRequest& request) {
  if (most_bytes_ == 0) return nullptr;
  const std::string name = name_of(kAsSent, request, request.target);
  const std::lock_guard lock(mutex_);
  adopt(current);
  const Entry* const entry = use(name);
  if (entry == nullptr) return nullptr;
  ++counters_.hits;
  return entry->answer;
}

std::shared_ptr<const StoredAnswer> AnswerCache::find(const ArchiveStatus& current,
                                                      std::string_view canonical,
                                                      const HttpRequest& request) {
  if (most_bytes_ == 0) return nullptr;
  const std::string name = name_of(kCanonical, request, canonical);
  const std::lock_guard lock(mutex_);
  adopt(current);
  Entry* const entry = use(name);
  if (entry == nullptr) {
    ++counters_.misses;
    return nullptr;
  }
  ++counters_.hits;
  std::shared_ptr<const StoredAnswer> answer = entry->answer;
  if (answer->response.origin->found_as_sent) {
    add_name(*entry, entries_.begin(), name_of(kAsSent, request, request.target));
  }
  while (counters_.bytes > most_bytes_) drop_oldest();
  return answer;
}

void AnswerCache::put(const HttpRequest& request, const HttpResponse& response) {
  if (size_of(response) > most_bytes_ / kSharesOfSpace) return;
  std::shared_ptr<const StoredAnswer> answer = store(response);
  const std::size_t bytes = size_of(*answer);
  if (bytes > most_bytes_ / kSharesOfSpace) return;
  const AnswerOrigin& origin = *response.origin;
  std::string name = name_of(kCanonical, request, origin.canonical_target);
  const std::lock_guard lock(mutex_);
  if (origin.archive != archive_ || origin.revision != revision_) return;
  if (by_name_.contains(name)) return;
  entries_.push_front({.answer = std::move(answer), .names = {}, .bytes = bytes});
  // So that adding a name cannot fail halfway, with the name known and the entry not.
  entries_.front().names.reserve(kMostNames);
  counters_.bytes += bytes;
  ++counters_.answers;
  add_name(entries_.front(), entries_.begin(), std::move(name));
  if (origin.found_as_sent) {
    add_name(entries_.front(), entries_.begin(), name_of(kAsSent, request, request.target));
  }
  while (counters_.bytes > most_bytes_) drop_oldest();
}

AnswerCache::Counters AnswerCache::counters() const {
  const std::lock_guard lock(mutex_);
  return counters_;
}

void AnswerCache::adopt(const ArchiveStatus& current) {
  if (current.revision == revision_ && current.uuid == archive_) return;
  by_name_.clear();
  entries_.clear();
  counters_.answers = 0;
  counters_.bytes = 0;
  archive_ = current.uuid;
  revision_ = current.revision;
}

AnswerCache::Entry* AnswerCache::use(std::string_view name) {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return &entries_.front();
}

void AnswerCache::add_name(Entry& entry, Entries::iterator place, std::string name) {
  if (entry.names.size() == kMostNames) return;
  if (!by_name_.try_emplace(name, place).second) return;
  const std::size_t bytes = size_of_name(name);
  entry.bytes += bytes;
  counters_.bytes += bytes;
  entry.names.push_back(std::move(name));
}

void AnswerCache::drop_oldest() {
  const Entry& oldest = entries_.back();
  for (const std::string& name : oldest.names) by_name_.erase(name);
  counters_.bytes -= oldest.bytes;
  --counters_.answers;
  entries_.pop_back();
}

}  // namespace backfile
