// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/archive_fixture.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "common/article_json.h"
#include "indexer/index/batch_plan.h"
#include "indexer/index/segment_writer.h"
#include "tests/support/spooling.h"

namespace backfile {
namespace {

template <typename T>
T take(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "archive fixture: %s\n", result.error().message.c_str());
    std::abort();
  }
  return std::move(*result);
}

void check(const Result<void>& result) {
  if (result) return;
  std::fprintf(stderr, "archive fixture: %s\n", result.error().message.c_str());
  std::abort();
}

}  // namespace

ArchiveFixture::ArchiveFixture() {
  for (const char* folder : {"/segments", "/stories", "/scratch"}) {
    std::filesystem::create_directory(directory() + folder);
  }
  manifest_.uuid = make_uuid();
  manifest_.updated = "2026-01-01T00:00:00Z";
  check(publish_manifest(directory(), manifest_));
}

void ArchiveFixture::publish(const std::vector<Article>& batch) {
  ++manifest_.revision;
  if (!batch.empty()) {
    Spool spool = take(Spool::create(directory() + "/scratch/spool"));
    std::map<std::string, std::size_t> place;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      check(add_to(&spool, batch[i]));
      place[batch[i].id] = i;
    }
    Removals removals;
    take(plan_batch(directory(), &spool, &manifest_, &removals, 0));
    std::vector<SpooledArticle> articles = spool.articles();
    std::ranges::sort(articles, [&place](const SpooledArticle& a, const SpooledArticle& b) {
      return std::pair(b.seconds, place[a.id]) < std::pair(a.seconds, place[b.id]);
    });
    manifest_.segments.push_back(take(write_segment(new_segment(), spool, articles, "")));
    std::vector<StoredArticle>& segment = stored_.emplace_back();
    // As stored: a date is cut to its precision.
    for (const SpooledArticle& article : articles) {
      segment.push_back({.article = take(from_json_line(to_json_line(batch[place[article.id]]))),
                         .revision = manifest_.revision});
    }
  }
  for (std::size_t s = 0; s < stored_.size(); ++s) {
    for (const std::uint32_t docid : manifest_.segments[s].dead) stored_[s][docid - 1].live = false;
  }
  check(publish_manifest(directory(), manifest_));
}

void ArchiveFixture::tell_stories(const std::vector<std::vector<StoryNumber>>& stories) {
  ++manifest_.revision;
  for (std::size_t s = 0; s < stories.size(); ++s) {
    std::vector<StoryRow> rows;
    for (std::uint32_t docid = 1; docid <= stories[s].size(); ++docid) {
      const StoryNumber story = stories[s][docid - 1];
      rows.push_back({docid, story});
      stored_[s][docid - 1].article.story_id = story == kNoStory ? "" : story_id(story);
    }
    const std::string name = std::to_string(manifest_.revision) + "-" + std::to_string(s);
    check(add_story_rows(directory(), name, std::move(rows), &manifest_.segments[s]));
  }
  check(publish_manifest(directory(), manifest_));
}

void ArchiveFixture::merge_segments() {
  ++manifest_.revision;
  manifest_.segments = {take(backfile::merge_segments(new_segment(), manifest_.segments))};
  std::vector<StoredArticle> merged;
  for (const std::vector<StoredArticle>& segment : stored_) {
    merged.insert(merged.end(), segment.begin(), segment.end());
  }
  const auto seconds = [](const StoredArticle& stored) {
    return stored.article.published ? stored.article.published->seconds : kNoDate;
  };
  std::ranges::stable_sort(merged, std::ranges::greater(), seconds);
  stored_ = {std::move(merged)};
  check(publish_manifest(directory(), manifest_));
}

SegmentTarget ArchiveFixture::new_segment() const {
  return {.directory = directory(),
          .name = "segments/" + std::to_string(manifest_.revision) + "-0",
          .scratch = directory() + "/scratch",
          .threads = 1,
          .revision = manifest_.revision};
}

std::string ArchiveFixture::path_of_segment(std::size_t index) const {
  return directory() + "/" + manifest_.segments[index].name + std::string(kDatabaseSuffix);
}

Article make_article(const std::string& id, const std::string& title, const std::string& text) {
  Article article;
  article.id = id;
  article.title = title;
  article.text = text;
  article.language = "en";
  return article;
}

}  // namespace backfile
