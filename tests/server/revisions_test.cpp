// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/revisions.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "server/search/archive.h"
#include "tests/server/archive_fixture.h"

namespace backfile {
namespace {

std::unique_ptr<Archive> open(const ArchiveFixture& fixture) {
  auto archive = Archive::open(fixture.directory(), {});
  REQUIRE_MESSAGE(archive, archive.error().message);
  return std::move(*archive);
}

bool eventually(const std::function<bool()>& holds) {
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > give_up) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}

bool serves(const Archive& archive, std::uint64_t revision) {
  return eventually([&] { return archive.status().revision == revision; });
}

std::vector<Article> storms(int first, int count) {
  std::vector<Article> articles;
  for (int i = first; i < first + count; ++i) {
    articles.push_back(
        make_article("a" + std::to_string(i), "storm", "number " + std::to_string(i)));
    articles.back().published = Timestamp{i, DatePrecision::Second, {}};
  }
  return articles;
}

SearchRequest storm_request() {
  SearchRequest request;
  Node node{};
  node.kind = Node::Kind::Word;
  node.words = {"storm"};
  request.query.root = node;
  return request;
}

TEST_CASE("a new revision is served, and an old cursor goes on in the old one") {
  ArchiveFixture fixture;
  fixture.publish(storms(0, 10));
  const auto archive = open(fixture);
  for (const SortOrder sort : {SortOrder::Relevance, SortOrder::Newest, SortOrder::Oldest,
                               SortOrder::Indexed, SortOrder::Shortest, SortOrder::Longest}) {
    SearchRequest request = storm_request();
    request.sort = sort;
    request.page_size = 4;
    const auto first = archive->search(request);
    REQUIRE(first);
    const std::uint64_t total = first->total;
    fixture.publish(storms(static_cast<int>(total) + 10, 5));
    REQUIRE(serves(*archive, fixture.manifest().revision));
    CHECK(archive->search(request)->total == total + 5);
    request.cursor = first->next_cursor;
    const auto second = archive->search(request);
    REQUIRE_MESSAGE(second, second.error().message);
    CHECK(second->total == total);
    CHECK(second->index == first->index);
    CHECK(second->hits.size() == 4);
  }
}

TEST_CASE("segments that have been deleted or overwritten by rename are still readable") {
  ArchiveFixture fixture;
  fixture.publish(storms(0, 300));
  const auto archive = open(fixture);
  SearchRequest request = storm_request();
  request.page_size = 7;
  std::string cursor = archive->search(request)->next_cursor;
  std::filesystem::remove(fixture.path_of_segment(0));
  std::size_t walked = 7;
  while (!cursor.empty()) {
    request.cursor = cursor;
    const auto page = archive->search(request);
    REQUIRE_MESSAGE(page, page.error().message);
    walked += page->hits.size();
    cursor = page->next_cursor;
  }
  CHECK(walked == 300);
  CHECK(archive->article("a5"));
}

TEST_CASE("a revision with a damaged segment is not served, and a repaired one is") {
  ArchiveFixture fixture;
  fixture.publish(storms(0, 10));
  const auto archive = open(fixture);
  fixture.publish(storms(10, 10));
  REQUIRE(serves(*archive, 2));

  // The manifest is held back until the segment that it names has been damaged.
  const std::string manifest = fixture.directory() + "/manifest";
  const std::string saved = fixture.directory() + "/saved";
  std::filesystem::copy_file(manifest, saved);
  ArchiveFixture other;
  other.publish(storms(50, 3));
  Manifest next = fixture.manifest();
  ++next.revision;
  next.segments.push_back(other.manifest().segments.front());
  SegmentEntry& added = next.segments.back();
  for (FileEntry& file : added.files) {
    const std::string suffix = file.file.substr(file.file.rfind('.'));
    const std::string from = other.directory() + "/" + file.file;
    file.file = "segments/3-0" + suffix;
    std::filesystem::copy_file(from, fixture.directory() + "/" + file.file);
  }
  added.name = "segments/3-0";
  const std::string segment = fixture.directory() + "/segments/3-0.xapian";
  {
    std::fstream file(segment, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(5000);
    file.put('!');
  }
  REQUIRE(publish_manifest(fixture.directory(), next));
  CHECK(eventually([&] { return !archive->problem().empty(); }));
  CHECK(archive->problem().find("segments/3-0.xapian") != std::string::npos);
  CHECK(archive->status().revision == 2);
  CHECK(archive->search(storm_request())->total == 20);

  const auto refused = Archive::open(fixture.directory(), {});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::Corrupt);
  CHECK(refused.error().message.find("segments/3-0.xapian") != std::string::npos);

  std::filesystem::remove(segment);
  std::filesystem::copy_file(other.path_of_segment(0), segment);
  ++next.revision;
  REQUIRE(publish_manifest(fixture.directory(), next));
  REQUIRE(serves(*archive, 4));
  CHECK(archive->problem().empty());
  CHECK(archive->search(storm_request())->total == 23);
}

TEST_CASE("a missing segment and a broken manifest keep the last good revision") {
  ArchiveFixture fixture;
  fixture.publish(storms(0, 10));
  const auto archive = open(fixture);
  Manifest next = fixture.manifest();
  ++next.revision;
  next.segments.push_back(next.segments.front());
  next.segments.back().name = "segments/none";
  next.segments.back().files[2].file = "segments/none.tokens";
  REQUIRE(publish_manifest(fixture.directory(), next));
  CHECK(eventually(
      [&] { return archive->problem().find("segments/none.tokens") != std::string::npos; }));
  std::ofstream(fixture.directory() + "/manifest.new") << "{";
  std::filesystem::rename(fixture.directory() + "/manifest.new", fixture.directory() + "/manifest");
  CHECK(eventually([&] { return archive->problem().find("manifest") != std::string::npos; }));
  CHECK(archive->status().revision == 1);
  CHECK(archive->search(storm_request())->total == 10);
  fixture.publish({});
  CHECK(serves(*archive, 2));
  CHECK(archive->problem().empty());
}

TEST_CASE("searches in several threads see whole revisions while new ones come") {
  ArchiveFixture fixture;
  fixture.publish(storms(0, 10));
  const auto archive = open(fixture);
  std::atomic<bool> stop = false;
  std::atomic<int> wrong = 0;
  std::atomic<int> searches = 0;
  const auto search = [&](SortOrder sort) {
    SearchRequest request = storm_request();
    request.sort = sort;
    request.page_size = 3;
    request.facets = {FieldId::Language};
    request.timeline = Interval::Auto;
    while (!stop) {
      const auto result = archive->search(request);
      ++searches;
      // Each revision has ten articles more than the one before.
      if (!result || result->total != 10 * result->index.revision || result->hits.size() != 3 ||
          result->facets.front().buckets.front().articles != result->total) {
        ++wrong;
      }
    }
  };
  std::vector<std::thread> threads;
  for (const SortOrder sort : {SortOrder::Relevance, SortOrder::Newest, SortOrder::Oldest,
                               SortOrder::Indexed, SortOrder::Shortest, SortOrder::Longest}) {
    threads.emplace_back(search, sort);
  }
  for (int revision = 2; revision <= 12; ++revision) {
    fixture.publish(storms(10 * (revision - 1), 10));
    CHECK(serves(*archive, static_cast<std::uint64_t>(revision)));
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
  CHECK(searches > 30);
}

std::shared_ptr<const Snapshot> snapshot_of(const ArchiveFixture& fixture, std::uint64_t revision) {
  Manifest manifest = fixture.manifest();
  manifest.revision = revision;
  auto snapshot = Snapshot::load(fixture.directory(), manifest, nullptr);
  REQUIRE(snapshot);
  return *snapshot;
}

TEST_CASE("eight superseded revisions are held, for ten minutes") {
  ArchiveFixture fixture;
  fixture.publish(storms(0, 3));
  const Revisions::Clock::time_point start{};
  PostingCache cache(1 << 20);
  Revisions revisions(snapshot_of(fixture, 1), cache);
  for (std::uint64_t revision = 2; revision <= 10; ++revision) {
    revisions.replace(snapshot_of(fixture, revision), start + std::chrono::minutes(revision));
  }
  CHECK(revisions.current()->manifest().revision == 10);
  CHECK_FALSE(revisions.find(1));
  CHECK(revisions.find(2));
  CHECK(revisions.find(9));
  CHECK_FALSE(revisions.find(11));
  revisions.drop_old(start + std::chrono::minutes(14));  // Revision 2 was superseded at 3.
  CHECK_FALSE(revisions.find(2));
  CHECK(revisions.find(4));
  revisions.drop_old(start + std::chrono::hours(1));
  CHECK_FALSE(revisions.find(9));
  CHECK(revisions.find(10));

  ArchiveFixture other;
  revisions.replace(snapshot_of(fixture, 11), start);
  revisions.replace(snapshot_of(other, 12), start);
  CHECK_FALSE(revisions.find(11));
}

TEST_CASE("lists of segments that no revision has any more leave the cache") {
  ArchiveFixture fixture;
  fixture.publish(storms(0, 3));
  PostingCache cache(1 << 20);
  const auto list = std::make_shared<const PostingList>(
      PostingList{.docids = {1, 2, 3}, .frequencies = {1, 1, 1}});
  const auto key_in = [](const Snapshot& snapshot) {
    return snapshot.segment(0).opening() + " storm";
  };
  const auto first = snapshot_of(fixture, 1);
  cache.insert(key_in(*first), list, std::chrono::microseconds(1));
  const Revisions::Clock::time_point start{};
  Revisions revisions(first, cache);
  for (std::uint64_t revision = 2; revision <= kHeldRevisions + 1; ++revision) {
    revisions.replace(snapshot_of(fixture, revision), start);
  }
  cache.insert(key_in(*revisions.current()), list, std::chrono::microseconds(1));
  CHECK(cache.find(key_in(*first)));
  CHECK(cache.counters().lists == 2);
  revisions.replace(snapshot_of(fixture, kHeldRevisions + 2), start);
  CHECK_FALSE(cache.find(key_in(*first)));
  CHECK(cache.counters().lists == 1);
  revisions.drop_old(start + 2 * kHeldFor);
  CHECK(cache.counters().lists == 0);
  CHECK(cache.counters().bytes == 0);
}

}  // namespace
}  // namespace backfile
