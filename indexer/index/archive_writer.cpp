// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/archive_writer.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

#include "common/clock.h"
#include "common/date.h"
#include "common/files.h"
#include "common/index/records.h"
#include "indexer/index/archive_folder.h"
#include "indexer/index/boilerplate_learner.h"
#include "indexer/index/disk_room.h"
#include "indexer/index/held_articles.h"
#include "indexer/index/merge_plan.h"
#include "indexer/index/stored_articles.h"
#include "indexer/index/story_links.h"

namespace backfile {

std::vector<SpooledArticle> in_order_of_docids(std::vector<SpooledArticle> articles) {
  std::sort(articles.begin(), articles.end(), [](const auto& a, const auto& b) {
    return std::tie(b.seconds, a.id, a.version) < std::tie(a.seconds, b.id, b.version);
  });
  return articles;
}

ArchiveWriter::ArchiveWriter(std::string directory, const WriterMeans& means, ArchiveLock lock,
                             Manifest manifest, IngestLog log, Removals removals)
    : directory_(std::move(directory)),
      threads_(means.threads),
      memory_(means.memory),
      lock_(std::move(lock)),
      manifest_(std::move(manifest)),
      log_(std::move(log)),
      removals_(std::move(removals)) {}

Result<ArchiveWriter> ArchiveWriter::open(const std::string& directory, const WriterMeans& means) {
  if (Result<void> made = make_archive_folders(directory); !made) return std::move(made).error();
  Result<ArchiveLock> lock = ArchiveLock::acquire(directory);
  if (!lock) return std::move(lock).error();
  Result<Manifest> manifest = read_or_create_manifest(directory);
  if (!manifest) return std::move(manifest).error();
  // What interrupted runs have left, and what the last publication replaced: it was kept so that a
  // server which was just opening the revision before found it. It does no harm if it stays.
  static_cast<void>(remove_unnamed(directory, {&*manifest}));
  if (Result<void> emptied = empty_scratch(directory); !emptied) return std::move(emptied).error();
  Result<IngestLog> log = IngestLog::load(directory, *manifest);
  if (!log) return std::move(log).error();
  Result<Removals> removals = Removals::load(directory, *manifest);
  if (!removals) return std::move(removals).error();
  return ArchiveWriter(directory, means, *std::move(lock), *std::move(manifest), *std::move(log),
                       *std::move(removals));
}

Result<ArchiveWriter> ArchiveWriter::open_to_rebuild(const std::string& directory,
                                                     const WriterMeans& means, ArchiveLock lock,
                                                     Manifest start) {
  if (Result<void> made = make_archive_folders(directory); !made) return std::move(made).error();
  if (Result<void> emptied = empty_scratch(directory); !emptied) return std::move(emptied).error();
  return ArchiveWriter(directory, means, std::move(lock), std::move(start), IngestLog(),
                       Removals());
}

Result<Spool> ArchiveWriter::new_spool() {
  return Spool::create(scratch() + "/spool-" + std::to_string(spools_made_++));
}

SegmentTarget ArchiveWriter::new_segment(const Manifest& next) {
  const std::string name =
      "segments/" + std::to_string(next.revision) + "-" + std::to_string(segments_made_++);
  return {directory_, name, scratch(), threads_, memory_, progress_, next.revision};
}

// Segments with the same dictionary can be merged without unpacking their records.
Result<std::string> ArchiveWriter::dictionary_of_largest(const Manifest& manifest) const {
  const auto largest = std::ranges::max_element(manifest.segments, {}, &SegmentEntry::documents);
  if (largest == manifest.segments.end()) return std::string();
  const Result<Records> records =
      open_view<Records>(directory_ + "/" + largest->name + std::string(kRecordsSuffix));
  if (!records) return records.error();
  return std::string(records->dictionary());
}

// Articles that were indexed with other lines than they would be now join the batch.
Result<Boilerplate> ArchiveWriter::learn_boilerplate(Spool* spool, BatchPlan* plan,
                                                     Manifest* next) const {
  const Result<BoilerplateLearner> learner =
      BoilerplateLearner::open(directory_, manifest_, *next, plan->purged);
  if (!learner) return learner.error();
  Boilerplate boilerplate = learner.value().learn(spool->articles());
  const std::vector<std::vector<std::uint32_t>> outdated = learner.value().outdated(boilerplate);
  for (std::size_t s = 0; s < outdated.size(); ++s) {
    if (outdated[s].empty()) continue;
    SegmentEntry& segment = next->segments[s];
    Result<void> taken = spool_again(directory_ + "/" + segment.name, outdated[s], spool);
    if (!taken) return std::move(taken).error();
    std::vector<std::uint32_t> dead;
    std::ranges::merge(segment.dead, outdated[s], std::back_inserter(dead));
    segment.dead = std::move(dead);
    plan->outcome.reindexed += outdated[s].size();
  }
  if (Result<void> flushed = spool->flush(); !flushed) return std::move(flushed).error();
  return boilerplate;
}

Result<void> ArchiveWriter::add_segment(const Spool& spool, const Boilerplate& boilerplate,
                                        Manifest* next) {
  const SegmentTarget target = new_segment(*next);
  const std::vector<SpooledArticle> articles = in_order_of_docids(spool.articles());
  Result<std::string> dictionary = dictionary_of_largest(*next);
  if (!dictionary) return std::move(dictionary).error();
  Result<SegmentEntry> entry = write_segment(target, spool, articles, *dictionary, boilerplate);
  if (!entry) return std::move(entry).error();
  next->segments.push_back(*std::move(entry));
  return {};
}

Result<void> ArchiveWriter::merge_small_segments(Manifest* next) {
  for (;;) {
    std::vector<std::uint32_t> documents;
    for (const SegmentEntry& segment : next->segments) documents.push_back(segment.documents);
    const std::vector<std::size_t> group = plan_merge(documents);
    if (group.empty()) return {};
    std::vector<SegmentEntry> sources;
    std::vector<SegmentEntry> rest;
    for (std::size_t i = 0; i < next->segments.size(); ++i) {
      const bool merged = std::find(group.begin(), group.end(), i) != group.end();
      (merged ? sources : rest).push_back(next->segments[i]);
    }
    std::stable_sort(sources.begin(), sources.end(), [](const auto& a, const auto& b) {
      return a.newest.value_or(kNoDate) > b.newest.value_or(kNoDate);
    });
    const SegmentTarget target = new_segment(*next);
    Result<SegmentEntry> merged = merge_segments(target, sources);
    if (!merged) return std::move(merged).error();
    rest.push_back(*std::move(merged));
    next->segments = std::move(rest);
  }
}

// Segments in which nothing is left go as a whole.
Result<void> ArchiveWriter::purge(const BatchPlan& plan, Manifest* next) {
  std::vector<SegmentEntry> left;
  for (std::size_t s = 0; s < next->segments.size(); ++s) {
    const SegmentEntry& segment = next->segments[s];
    if (plan.purged[s].empty()) {
      left.push_back(segment);
      continue;
    }
    if (plan.purged[s].size() == segment.documents) continue;
    const SegmentTarget target = new_segment(*next);
    Result<SegmentEntry> purged = purge_segment(target, segment, plan.purged[s]);
    if (!purged) return std::move(purged).error();
    left.push_back(*std::move(purged));
  }
  next->segments = std::move(left);
  next->purged = next->revision;
  return {};
}

Result<void> ArchiveWriter::change_segments(const Spool& spool, const BatchPlan& plan,
                                            const Boilerplate& boilerplate, Manifest* next) {
  if (plan.purges()) {
    if (Result<void> done = purge(plan, next); !done) return done;
  }
  if (!spool.articles().empty()) {
    if (Result<void> added = add_segment(spool, boilerplate, next); !added) return added;
  }
  return merge_small_segments(next);
}

Result<BatchOutcome> ArchiveWriter::publish(Spool* spool, bool record_inputs,
                                            const Withdrawals& withdrawals) {
  Manifest next = manifest_;
  ++next.revision;
  segments_made_ = 0;
  if (Result<void> added = take_held(directory_, next, spool); !added) {
    return std::move(added).error();
  }
  Result<BatchPlan> plan =
      plan_batch(directory_, spool, &next, &removals_, seconds_now(), withdrawals);
  if (!plan) return plan.error();
  const Result<bool> holds_others = hold(directory_, *spool, plan->held, &next);
  if (!holds_others) return holds_others.error();
  const bool changes =
      !spool->articles().empty() || plan->purges() || removals_.has_news() || *holds_others;
  if (!changes && !(record_inputs && log_.has_news())) {
    if (Result<void> cleared = spool->clear(); !cleared) return std::move(cleared).error();
    return plan->outcome;
  }
  Result<void> room = check_disk_room(directory_, next, spool->bytes(),
                                      static_cast<std::uint32_t>(spool->articles().size()));
  if (!room) return std::move(room).error();
  const Result<Boilerplate> boilerplate = learn_boilerplate(spool, &*plan, &next);
  if (!boilerplate) return boilerplate.error();
  const Result<std::set<StoryNumber>> losses =
      stories_with_losses(directory_, manifest_, next, plan->purged);
  if (!losses) return losses.error();
  if (Result<void> changed = change_segments(*spool, *plan, *boilerplate, &next); !changed) {
    return std::move(changed).error();
  }
  if (Result<void> linked = link_stories(directory_, *losses, threads_, &next); !linked) {
    return std::move(linked).error();
  }
  if (Result<void> saved = removals_.save(directory_, next.revision, &next); !saved) {
    return std::move(saved).error();
  }
  if (Result<void> saved = log_.save(directory_, next.revision, &next); !saved) {
    return std::move(saved).error();
  }
  next.updated = to_iso_utc(seconds_now());
  if (Result<void> published = publish_manifest(directory_, next); !published) {
    return std::move(published).error();
  }
  // A long run would else leave every step of its merging on the disk. What was taken out must not
  // stay, even if a server that is opening the revision before finds its files gone.
  const bool must_go = plan->purges() || *holds_others;
  Result<void> removed = must_go ? remove_unnamed(directory_, {&next})
                                 : remove_unnamed(directory_, {&manifest_, &next});
  manifest_ = std::move(next);
  if (must_go && !removed) return std::move(removed).error();
  // What was refused is still in it.
  if (Result<void> cleared = spool->clear(); !cleared) return std::move(cleared).error();
  return plan->outcome;
}

Result<void> ArchiveWriter::add_stored(Spool* spool, const std::set<std::uint64_t>& dead) {
  std::vector<SpooledArticle>& articles = spool->articles();
  if (articles.empty()) return {};
  const auto is_live = [&](const SpooledArticle& article) {
    return !dead.contains(article.offset);
  };
  // Only what is shown tells which lines recur.
  const auto middle = std::stable_partition(articles.begin(), articles.end(), is_live);
  const std::vector<SpooledArticle> superseded(middle, articles.end());
  articles.erase(middle, articles.end());
  Manifest next = manifest_;
  BatchPlan plan;
  plan.purged.resize(next.segments.size());
  const Result<Boilerplate> boilerplate = learn_boilerplate(spool, &plan, &next);
  if (!boilerplate) return boilerplate.error();
  articles.insert(articles.end(), superseded.begin(), superseded.end());
  if (Result<void> added = add_segment(*spool, *boilerplate, &next); !added) return added;
  std::uint32_t docid = 0;
  for (const SpooledArticle& article : in_order_of_docids(articles)) {
    ++docid;
    if (!is_live(article)) next.segments.back().dead.push_back(docid);
  }
  if (Result<void> merged = merge_small_segments(&next); !merged) return merged;
  manifest_ = std::move(next);
  return spool->clear();
}

Result<void> ArchiveWriter::publish_rebuilt() {
  // All articles came with this revision, and none has a story yet.
  if (Result<void> linked = link_stories(directory_, {}, threads_, &manifest_); !linked)
    return linked;
  manifest_.updated = to_iso_utc(seconds_now());
  if (Result<void> published = publish_manifest(directory_, manifest_); !published) {
    return published;
  }
  return remove_unnamed(directory_, {&manifest_});
}

}  // namespace backfile
