// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/search_model.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "server/search/archive.h"
#include "server/search/place_matcher.h"
#include "tests/server/archive_fixture.h"
#include "tests/server/described.h"
#include "tests/server/random_corpus.h"

namespace backfile {
namespace {

// A third of the articles, in stories of several or of one.
std::vector<std::vector<StoryNumber>> random_stories(Random& random, const Manifest& manifest) {
  std::vector<std::vector<StoryNumber>> stories;
  for (const SegmentEntry& segment : manifest.segments) {
    std::vector<StoryNumber>& of_segment = stories.emplace_back();
    for (std::uint32_t i = 0; i < segment.documents; ++i) {
      of_segment.push_back(random() % 3 == 0 ? story_of_earliest(std::to_string(random() % 40))
                                             : kNoStory);
    }
  }
  return stories;
}

struct Setting {
  ArchiveFixture fixture;
  std::unique_ptr<SearchModel> model;
  std::unique_ptr<Archive> archive;

  // Of five segments, or of what becomes of them when they are merged.
  Setting(Random& random, bool merged, std::size_t articles_in_each = 130) {
    for (const std::vector<Article>& batch : random_batches(random, 5, articles_in_each)) {
      fixture.publish(batch);
    }
    if (merged) fixture.merge_segments();
    fixture.tell_stories(random_stories(random, fixture.manifest()));
    model = std::make_unique<SearchModel>(fixture.stored());
    ArchiveOptions options;
    options.deadline = std::chrono::minutes(1);
    auto opened = Archive::open(fixture.directory(), options);
    REQUIRE_MESSAGE(opened, opened.error().message);
    archive = std::move(*opened);
  }
};

std::vector<std::string> ids_of(const SearchResult& result) {
  std::vector<std::string> ids;
  for (const Hit& hit : result.hits) ids.push_back(hit.article.id);
  return ids;
}

// Every page from the first to the last.
std::vector<std::string> walk(const Archive& archive, SearchRequest request) {
  std::vector<std::string> ids;
  request.facets.clear();
  for (;;) {
    const Result<SearchResult> page = archive.search(request);
    REQUIRE_MESSAGE(page, page.error().message);
    REQUIRE(page->hits.size() <= request.page_size);
    for (std::string& id : ids_of(*page)) ids.push_back(std::move(id));
    if (page->next_cursor.empty()) return ids;
    REQUIRE(page->hits.size() == request.page_size);
    request.cursor = page->next_cursor;
  }
}

// Of each story the article that comes first when all are shown.
std::vector<std::string> first_of_stories(const Setting& setting, SearchRequest request) {
  request.collapse = false;
  std::set<std::string> seen;
  std::vector<std::string> first;
  for (const std::string& id : walk(*setting.archive, request)) {
    const std::string story = setting.archive->article(id)->article.story_id;
    if (story.empty() || seen.insert(story).second) first.push_back(id);
  }
  return first;
}

bool scores_fall(const SearchResult& result) {
  return std::ranges::is_sorted(result.hits, std::ranges::greater{}, &Hit::score);
}

// With several queries there are no hits and no facets to compare.
void compare_timelines(const Setting& setting, SearchRequest request) {
  request.facets.clear();
  request.page_size = 0;
  const std::optional<Timeline> timeline = setting.model->timeline(request);
  const Result<SearchResult> result = setting.archive->search(request);
  CHECK(result.has_value() == timeline.has_value());
  if (result && timeline) CHECK(describe(*result->timeline) == describe(*timeline));
}

// Of expressions of places in one another, whose places multiply.
bool has_too_many_places(const Result<SearchResult>& result) {
  return !result && result.error().message == too_many_places().message;
}

// Without a timeline, for the walks; one that is not refused because of its places.
SearchRequest random_walk(Random& random, const Archive& archive) {
  for (;;) {
    SearchRequest request = random_request(random);
    request.timeline.reset();
    request.timeline_queries.clear();
    if (!has_too_many_places(archive.search(request))) return request;
  }
}

// False when the request is refused because of its places.
bool compare(const Setting& setting, const SearchRequest& request) {
  if (!request.timeline_queries.empty()) {
    compare_timelines(setting, request);
    return true;
  }
  const std::vector<std::string> expected = setting.model->matches(request);
  const Result<SearchResult> result = setting.archive->search(request);
  if (has_too_many_places(result)) return false;
  if (request.timeline) {
    const std::optional<Timeline> timeline = setting.model->timeline(request);
    if (!timeline) {
      REQUIRE_FALSE(result);
      CHECK(result.error().code == ErrorCode::InvalidArgument);
      CHECK(result.error().detail.parameter == "interval");
      return true;
    }
    REQUIRE_MESSAGE(result, result.error().message);
    CHECK(describe(*result->timeline) == describe(*timeline));
  }
  REQUIRE_MESSAGE(result, result.error().message);
  SearchRequest uncollapsed = request;
  uncollapsed.collapse = false;
  CHECK(result->total == setting.model->matches(uncollapsed).size());
  CHECK(result->stories.has_value() == request.collapse);
  if (result->stories) CHECK(*result->stories == expected.size());
  CHECK(result->hits.size() == std::min<std::size_t>(request.page_size, expected.size()));
  CHECK(scores_fall(*result));
  REQUIRE(result->facets.size() == request.facets.size());
  for (std::size_t i = 0; i < request.facets.size(); ++i) {
    CHECK(describe(result->facets[i]) ==
          describe(setting.model->facet(request, request.facets[i])));
  }
  if (request.sort == SortOrder::Relevance && request.query.root) return true;
  const std::size_t page = std::min<std::size_t>(request.page_size, expected.size());
  CHECK(ids_of(*result) ==
        std::vector<std::string>(expected.begin(),
                                 expected.begin() + static_cast<std::ptrdiff_t>(page)));
  return true;
}

TEST_CASE("every count, facet, timeline and order is what a look at each article gives") {
  constexpr int kRequests = 1500;
  const std::uint64_t seed = test_seed();
  MESSAGE("seed " << seed);
  Random random(seed);
  for (const bool merged : {false, true}) {
    const Setting setting(random, merged);
    CAPTURE(merged);
    int refused = 0;
    for (int i = 0; i < kRequests; ++i) {
      const SearchRequest request = random_request(random);
      INFO("request " << i << " of seed " << seed << ": "
                      << (request.query.root ? describe(*request.query.root) : "everything"));
      if (!compare(setting, request)) ++refused;
    }
    CHECK(refused < kRequests / 100);
  }
}

TEST_CASE("a walk through a facet gives each value once and in order") {
  const std::uint64_t seed = test_seed();
  MESSAGE("seed " << seed);
  Random random(seed);
  const Setting setting(random, false);
  for (int i = 0; i < 300; ++i) {
    SearchRequest request = random_walk(random, *setting.archive);
    INFO("request " << i << " of seed " << seed);
    request.facets = {FieldId::Author};
    request.facet_size = 1 + static_cast<std::uint32_t>(i) % 3;
    request.pages_facet = true;
    SearchRequest whole = request;
    whole.facet_size = 1000;
    const Facet expected = setting.model->facet(whole, FieldId::Author);
    std::vector<std::string> walked;
    do {
      const Result<SearchResult> page = setting.archive->search(request);
      REQUIRE_MESSAGE(page, page.error().message);
      CHECK(page->facets[0].matching == expected.buckets.size());
      const auto& buckets = page->facets[0].buckets;
      // What is filtered by stands behind the first page and comes again in its place.
      for (std::size_t b = 0; b < std::min<std::size_t>(buckets.size(), request.facet_size); ++b) {
        walked.push_back(buckets[b].value);
      }
      request.cursor = page->next_cursor;
    } while (!request.cursor.empty());
    std::vector<std::string> values;
    for (const FacetBucket& bucket : expected.buckets) values.push_back(bucket.value);
    CHECK(walked == values);
  }
}

TEST_CASE("a walk by cursors gives each matching article once and in the order of the sort") {
  const std::uint64_t seed = test_seed();
  MESSAGE("seed " << seed);
  Random random(seed);
  const Setting setting(random, false);
  for (int i = 0; i < 300; ++i) {
    SearchRequest request = random_walk(random, *setting.archive);
    INFO("request " << i << " of seed " << seed << ": "
                    << (request.query.root ? describe(*request.query.root) : "everything"));
    std::vector<std::string> expected = setting.model->matches(request);
    request.page_size = 1 + static_cast<std::uint32_t>(i) % 50;
    std::vector<std::string> walked = walk(*setting.archive, request);
    if (request.sort == SortOrder::Relevance) {
      request.page_size = 1000;
      CHECK(walk(*setting.archive, request) == walked);
      if (request.collapse) {
        // The article that is shown of a story is the best one, not the first by date.
        CHECK(first_of_stories(setting, request) == walked);
        CHECK(walked.size() == expected.size());
        continue;
      }
      std::ranges::sort(walked);
      std::ranges::sort(expected);
    }
    CHECK(walked == expected);
  }
}

// More of them with the environment variable BACKFILE_TEST_TREES.
TEST_CASE("what stands together is found where a look at each word finds it") {
  const std::uint64_t seed = test_seed();
  MESSAGE("seed " << seed);
  Random random(seed);
  const Setting setting(random, true, 30);
  const char* const wanted = std::getenv("BACKFILE_TEST_TREES");
  const int trees = wanted == nullptr ? 10'000 : std::atoi(wanted);
  int refused = 0;
  for (int i = 0; i < trees; ++i) {
    SearchRequest request;
    request.query.root = random_near(random);
    request.page_size = 200;
    request.snippets = 0;
    const Result<SearchResult> result = setting.archive->search(request);
    INFO("tree " << i << " of seed " << seed << ": " << describe(*request.query.root));
    if (has_too_many_places(result)) {
      ++refused;
      continue;
    }
    REQUIRE_MESSAGE(result, result.error().message);
    std::vector<std::string> found = ids_of(*result);
    std::vector<std::string> expected = setting.model->matches(request);
    std::ranges::sort(found);
    std::ranges::sort(expected);
    CHECK(found == expected);
  }
  CHECK(refused <= trees / 100);
}

}  // namespace
}  // namespace backfile
