// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/search_model.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "common/article_json.h"
#include "common/index/terms.h"
#include "common/text.h"
#include "common/url.h"
#include "tests/server/model_clock.h"

namespace backfile {
namespace {

// Values as written; of a source its id.
std::vector<std::string> values_of(const Article& article, FieldId id) {
  const auto one = [](const std::string& value) {
    return value.empty() ? std::vector<std::string>{} : std::vector{value};
  };
  if (id == FieldId::Source) return one(article.source.id);
  if (id == FieldId::Author) return article.authors;
  if (id == FieldId::Section) return one(article.section);
  if (id == FieldId::Agency) return one(article.agency);
  if (id == FieldId::Place) return one(article.place);
  if (id == FieldId::Language) return one(article.language);
  if (id == FieldId::Tag) return article.tags;
  if (id == FieldId::Type) return one(article.type);
  if (id == FieldId::Country) return one(article.source.country);
  if (id == FieldId::Story) return one(article.story_id);
  if (id == FieldId::Status) return {std::string(to_string(article.status))};
  return one(article.date_source);
}

bool has_value(const Article& article, FieldId id, const std::string& wanted) {
  std::vector<std::string> values = values_of(article, id);
  const bool has_name = !values.empty() && !article.source.name.empty();
  if (id == FieldId::Source && has_name) values.push_back(article.source.name);
  return std::ranges::any_of(values,
                             [&](const std::string& value) { return fold(value) == fold(wanted); });
}

// By the form that all its spellings have in common.
bool has_url(const Article& article, const std::string& wanted) {
  const std::string canonical = canonical_url(wanted);
  return !canonical.empty() &&
         (canonical_url(article.url) == canonical || article.canonical_url == canonical);
}

constexpr std::int64_t kDay = 86'400;
constexpr std::size_t kMostBuckets = 4000;

std::vector<TimelineBucket> axis(Interval interval, std::int64_t first, std::int64_t last) {
  std::vector<TimelineBucket> buckets;
  if (first > last) return buckets;
  for (std::int64_t start = model_interval_start(interval, first, 0);
       start <= last && buckets.size() <= kMostBuckets;) {
    const std::int64_t end = model_interval_start(interval, start, 1);
    buckets.push_back({0, 0, 0, 0, start, end});
    start = end;
  }
  return buckets;
}

bool is_seen(const FacetView& view, const FacetBucket& bucket) {
  return std::ranges::any_of(std::vector{bucket.value, bucket.label}, [&](const std::string& text) {
    return fold(text).starts_with(fold(view.prefix)) &&
           fold(text).find(fold(view.contained)) != std::string::npos;
  });
}

// Orders the buckets and leaves those of the view.
void list_buckets(const SearchRequest& request, Facet* facet) {
  const FacetView& view = request.facet_view;
  std::ranges::sort(facet->buckets, [&](const FacetBucket& a, const FacetBucket& b) {
    if (view.order == FacetOrder::Value || a.articles == b.articles) return a.value < b.value;
    return a.articles > b.articles;
  });
  for (const FacetBucket& bucket : facet->buckets) facet->other += bucket.articles;
  const bool whole = view.prefix.empty() && view.contained.empty();
  std::vector<FacetBucket> listed;
  for (const FacetBucket& bucket : facet->buckets) {
    if (!is_seen(view, bucket)) continue;
    const std::uint64_t place = facet->matching++;
    const bool filtered = bucket.selected || bucket.excluded;
    if (place < view.skipped ||
        (place >= view.skipped + request.facet_size && !(whole && view.skipped == 0 && filtered))) {
      continue;
    }
    facet->other -= bucket.articles;
    listed.push_back(bucket);
  }
  facet->buckets = std::move(listed);
}

// What clocks of the zone show; a day stays a day.
std::int64_t local_time(const Timestamp& published, const std::string& zone) {
  if (published.precision <= DatePrecision::Day) return published.seconds;
  return clock_at(published.seconds, zone);
}

std::vector<TimelineBucket> hours(std::int64_t first, std::int64_t last, const std::string& zone) {
  const std::vector<std::int64_t> borders = hour_borders(first, last, zone, kMostBuckets + 1);
  std::vector<TimelineBucket> buckets;
  for (std::size_t i = 1; i < borders.size(); ++i) {
    buckets.push_back({borders[i - 1], borders[i], 0, 0, clock_at(borders[i - 1], zone),
                       clock_at(borders[i], zone)});
  }
  return buckets;
}

Timeline empty_timeline(const SearchRequest& request, std::int64_t first, std::int64_t last) {
  const Interval interval = *request.timeline;
  if (interval == Interval::Hour) return {interval, hours(first, last, request.zone), 0, {}};
  if (interval != Interval::Auto) return {interval, axis(interval, first, last), 0, {}};
  for (const Interval candidate :
       {Interval::Day, Interval::Week, Interval::Month, Interval::Quarter, Interval::Year}) {
    Timeline timeline{candidate, axis(candidate, first, last), 0, {}};
    if (timeline.buckets.size() <= 62) return timeline;
  }
  return {Interval::Decade, axis(Interval::Decade, first, last), 0, {}};
}

void leave_one_of_each_story(std::vector<const Article*>* articles) {
  std::set<std::string> seen;
  std::erase_if(*articles, [&](const Article* article) {
    return !article->story_id.empty() && !seen.insert(article->story_id).second;
  });
}

std::uint64_t count_stories(std::vector<const Article*> articles) {
  leave_one_of_each_story(&articles);
  return articles.size();
}

}  // namespace

SearchModel::SearchModel(const std::vector<std::vector<StoredArticle>>& stored) {
  for (const auto& segment : stored) {
    for (const StoredArticle& document : segment) {
      const Article& article = document.article;
      const std::string language(stem_language(article.language));
      std::set<std::string>& names = source_names_[fold(article.source.id)];
      if (!article.source.name.empty()) names.insert(fold(article.source.name));
      entries_.push_back(
          {&article, document.live, document.revision, ModelPassage(article.title, language, true),
           ModelPassage(article.text.empty() ? article.abstract : article.text, language, false)});
    }
  }
}

std::size_t SearchModel::count_places(const Node& node, const Entry& entry) {
  return model_count(model_places(node, entry.title)) + model_count(model_places(node, entry.text));
}

bool SearchModel::matches(const Node& node, const Entry& entry) const {
  const auto child_matches = [&](const Node& child) { return matches(child, entry); };
  const std::optional<Timestamp>& published = entry.article->published;
  switch (node.kind) {
    case Node::Kind::And: return std::ranges::all_of(node.children, child_matches);
    case Node::Kind::Or: return std::ranges::any_of(node.children, child_matches);
    case Node::Kind::Not: return !child_matches(node.children.front());
    case Node::Kind::Keyword:
      if (node.field == FieldId::Id) return entry.article->id == node.value;
      if (node.field == FieldId::Url) return has_url(*entry.article, node.value);
      return is_known_by(*entry.article, *node.field, node.value);
    case Node::Kind::Length: {
      const std::int64_t words = entry.article->words;
      return words >= node.from && words < node.until;
    }
    case Node::Kind::Date:
      return published && published->seconds >= node.from && published->seconds < node.until;
    case Node::Kind::AtLeast: return count_places(node.children.front(), entry) >= node.count;
    case Node::Kind::Near:
    case Node::Kind::Word:
    case Node::Kind::Exact:
    case Node::Kind::Prefix:
    case Node::Kind::Pattern:
    case Node::Kind::Fuzzy: return count_places(node, entry) > 0;
  }
  return false;
}

// A source has every name that any article gives it.
bool SearchModel::is_known_by(const Article& article, FieldId id, const std::string& wanted) const {
  if (has_value(article, id, wanted)) return true;
  if (id != FieldId::Source || article.source.id.empty()) return false;
  return source_names_.at(fold(article.source.id)).contains(fold(wanted));
}

bool SearchModel::passes(const Filters& filters, const Entry& entry,
                         std::optional<FieldId> but) const {
  if (!entry.live) return false;
  const std::optional<Timestamp>& published = entry.article->published;
  const bool local = published && published->precision <= DatePrecision::Day;
  const auto from =
      local && filters.from ? filters.local_from.value_or(*filters.from) : filters.from.value_or(0);
  const auto until = local && filters.until ? filters.local_until.value_or(*filters.until)
                                            : filters.until.value_or(0);
  if (filters.from && (!published || published->seconds < from)) return false;
  if (filters.until && (!published || published->seconds >= until)) return false;
  const auto has_any = [&](FieldId id, const std::vector<std::string>& wanted) {
    return std::ranges::any_of(
        wanted, [&](const std::string& value) { return is_known_by(*entry.article, id, value); });
  };
  for (const Field& row : kFields) {
    if (row.kind != FieldKind::Keyword || row.id == but) continue;
    const bool lacks = values_of(*entry.article, row.id).empty();
    const bool restricted = filters.values.contains(row.id);
    const bool admits_lack = filters.missing.contains(row.id);
    if (filters.present.contains(row.id) && lacks) return false;
    if (restricted || admits_lack) {
      const bool wanted = restricted && has_any(row.id, filters.values.at(row.id));
      if (!wanted && !(admits_lack && lacks)) return false;
    }
    if (filters.excluded.contains(row.id) && has_any(row.id, filters.excluded.at(row.id))) {
      return false;
    }
  }
  return true;
}

const std::vector<bool>& SearchModel::matching(const Query& query) const {
  if (matching_.size() == entries_.size() && asked_ == query.root) return matching_;
  asked_ = query.root;
  matching_.clear();
  for (const Entry& entry : entries_) {
    matching_.push_back(!query.root || matches(*query.root, entry));
  }
  return matching_;
}

bool SearchModel::precedes(const Entry& a, const Entry& b, SortOrder sort) {
  const std::optional<Timestamp>& x = a.article->published;
  const std::optional<Timestamp>& y = b.article->published;
  switch (sort) {
    case SortOrder::Indexed: return a.revision > b.revision;
    case SortOrder::Shortest: return a.article->words < b.article->words;
    case SortOrder::Longest: return a.article->words > b.article->words;
    case SortOrder::Relevance:
    case SortOrder::Newest:
    case SortOrder::Oldest: break;
  }
  if (!x || !y) return x && !y;
  return sort == SortOrder::Oldest ? x->seconds < y->seconds : x->seconds > y->seconds;
}

std::vector<const Article*> SearchModel::articles(const SearchRequest& request) const {
  const std::vector<bool>& matching = this->matching(request.query);
  std::vector<const Entry*> entries;
  for (std::size_t e = 0; e < entries_.size(); ++e) {
    const Entry& entry = entries_[e];
    if (!matching[e] || !passes(request.filters, entry, std::nullopt)) continue;
    entries.push_back(&entry);
  }
  std::ranges::stable_sort(
      entries, [&](const Entry* a, const Entry* b) { return precedes(*a, *b, request.sort); });
  std::vector<const Article*> found;
  for (const Entry* entry : entries) found.push_back(entry->article);
  if (request.collapse) leave_one_of_each_story(&found);
  return found;
}

std::vector<std::string> SearchModel::matches(const SearchRequest& request) const {
  std::vector<std::string> ids;
  for (const Article* article : articles(request)) ids.push_back(article->id);
  return ids;
}

const std::map<std::string, SearchModel::Form>& SearchModel::usual_forms(FieldId id) const {
  const auto [known, is_new] = forms_.try_emplace(id);
  if (!is_new) return known->second;
  std::map<std::string, std::map<Form, int>> written;
  for (const Entry& entry : entries_) {
    std::set<std::string> seen;
    for (const std::string& value : values_of(*entry.article, id)) {
      const std::string& name = entry.article->source.name;
      const Form form{value, id == FieldId::Source && !name.empty() ? name : value};
      if (seen.insert(fold(value)).second) ++written[fold(value)][form];
    }
  }
  for (const auto& [key, forms] : written) {
    // A source is shown by its name where any record has one.
    const auto weight = [](const std::pair<const Form, int>& form) {
      return std::pair(form.first.value != form.first.label, form.second);
    };
    known->second[key] = std::ranges::max_element(forms, {}, weight)->first;
  }
  return known->second;
}

Facet SearchModel::facet(const SearchRequest& request, FieldId id) const {
  std::map<std::string, std::vector<const Article*>> articles;
  Facet facet{id, {}, 0, 0, 0, 0};
  const std::optional<FieldId> forgiven = request.strict_facets ? std::nullopt : std::optional(id);
  const std::vector<bool>& matching = this->matching(request.query);
  for (std::size_t e = 0; e < entries_.size(); ++e) {
    const Entry& entry = entries_[e];
    if (!matching[e] || !passes(request.filters, entry, forgiven)) continue;
    std::set<std::string> keys;
    for (const std::string& value : values_of(*entry.article, id)) keys.insert(fold(value));
    if (keys.empty()) ++facet.missing;
    for (const std::string& key : keys) articles[key].push_back(entry.article);
  }
  facet.distinct = articles.size();
  for (const auto& [key, of_key] : articles) {
    const Form& form = usual_forms(id).at(key);
    FacetBucket bucket{.value = form.value, .label = form.label, .articles = of_key.size()};
    if (request.collapse) bucket.stories = count_stories(of_key);
    const auto is_in = [&](const std::map<FieldId, std::vector<std::string>>& filters) {
      const auto wanted = filters.find(id);
      return wanted != filters.end() &&
             std::ranges::any_of(wanted->second, [&](const std::string& value) {
               const bool by_name =
                   id == FieldId::Source && is_known_by(*of_key.front(), id, value);
               return by_name || fold(value) == key;
             });
    };
    bucket.selected = is_in(request.filters.values);
    bucket.excluded = is_in(request.filters.excluded);
    facet.buckets.push_back(bucket);
  }
  list_buckets(request, &facet);
  return facet;
}

std::size_t SearchModel::Occurrences::distance_to(const Occurrences& other) const {
  std::size_t least = 0;
  const auto compare = [&](const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
    for (const std::size_t x : a) {
      for (const std::size_t y : b) {
        const std::size_t distance = x < y ? y - x : x - y;
        if (distance > 0 && (least == 0 || distance < least)) least = distance;
      }
    }
  };
  compare(title_places, other.title_places);
  compare(text_places, other.text_places);
  return least;
}

std::vector<SearchModel::Occurrences> SearchModel::occurrences(const Node& word) const {
  Node in_lead = word;
  in_lead.field = FieldId::Lead;
  std::vector<Occurrences> all;
  for (const Entry& entry : entries_) {
    const std::size_t length = entry.text.words.size() + 2 * entry.title.words.size();
    const auto title_length = static_cast<double>(entry.title.words.size());
    Occurrences found{
        entry.article, entry.live, static_cast<double>(length), title_length, {}, {}, 0, 0, 0};
    for (const ModelPlace& place : model_places(word, entry.title)) {
      found.title_places.push_back(place.first);
    }
    for (const ModelPlace& place : model_places(word, entry.text)) {
      found.text_places.push_back(place.first);
    }
    found.title = static_cast<double>(found.title_places.size());
    found.text = static_cast<double>(found.text_places.size());
    found.lead = static_cast<double>(model_places(in_lead, entry.text).size());
    all.push_back(std::move(found));
  }
  return all;
}

std::map<std::string, SearchModel::Row> SearchModel::rows_by_source(const Filters& filters,
                                                                    Interval interval) const {
  const auto is_in = [this](const std::map<FieldId, std::vector<std::string>>& values,
                            const Article& article) {
    const auto names = values.find(FieldId::Source);
    return names != values.end() &&
           std::ranges::any_of(names->second, [&](const std::string& name) {
             return is_known_by(article, FieldId::Source, name);
           });
  };
  std::map<std::string, Row> rows;
  for (const Entry& entry : entries_) {
    const Article& article = *entry.article;
    if (!entry.live || !article.published || article.source.id.empty()) continue;
    if (filters.values.contains(FieldId::Source) && !is_in(filters.values, article)) continue;
    if (is_in(filters.excluded, article)) continue;
    ++rows[fold(article.source.id)][model_interval_start(interval, article.published->seconds, 0)];
  }
  return rows;
}

bool SearchModel::is_low(const std::map<std::string, Row>& rows, Interval interval,
                         std::int64_t start) const {
  std::uint64_t usual_of_all = 0;
  std::uint64_t usual_of_low = 0;
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
  for (const auto& [source, row] : rows) last = std::max(last, row.rbegin()->first);
  if (start > last) return false;
  for (const auto& [source, row] : rows) {
    std::vector<std::uint64_t> before;
    std::int64_t at = start;
    for (int i = 0; i < 8; ++i) {
      at = interval == Interval::Day ? at - 7 * kDay : model_interval_start(interval, at, -1);
      before.push_back(row.contains(at) ? row.at(at) : 0);
    }
    std::ranges::sort(before);
    const std::uint64_t usual = before[3];
    if (at < row.begin()->first || usual < 4) continue;
    usual_of_all += usual;
    const std::uint64_t articles = row.contains(start) ? row.at(start) : 0;
    if (articles * 4 < usual) usual_of_low += usual;
  }
  return usual_of_low > 0 && usual_of_low * 4 >= usual_of_all;
}

std::optional<Timeline> SearchModel::timeline(const SearchRequest& request) const {
  struct Dated {
    const Entry* entry;
    std::int64_t local;
    std::int64_t instant;  // Of hours only.
    bool found;
  };
  const auto instant_of = [&](const Timestamp& published) {
    if (request.timeline != Interval::Hour) return std::int64_t{0};
    return published.precision <= DatePrecision::Day
               ? first_instant(published.seconds, request.zone)
               : published.seconds;
  };
  std::vector<Dated> passing;
  std::vector<std::int64_t> matching;
  std::uint64_t undated = 0;
  const std::vector<bool>& matched = this->matching(request.query);
  for (std::size_t e = 0; e < entries_.size(); ++e) {
    const Entry& entry = entries_[e];
    if (!passes(request.filters, entry, std::nullopt)) continue;
    const bool found = request.timeline_queries.empty()
                           ? bool{matched[e]}
                           : std::ranges::any_of(request.timeline_queries, [&](const Query& query) {
                               return found_by(query.root, entry);
                             });
    const std::optional<Timestamp>& published = entry.article->published;
    if (!published) {
      undated += found ? 1 : 0;
      continue;
    }
    passing.push_back(
        {&entry, local_time(*published, request.zone), instant_of(*published), found});
    if (found) matching.push_back(passing.back().local);
  }
  const Filters& filters = request.filters;
  std::int64_t first = 1;
  std::int64_t last = 0;
  if (!matching.empty() || (filters.from && filters.until)) {
    first = filters.from ? filters.local_from.value_or(*filters.from) : std::ranges::min(matching);
    last = filters.until ? filters.local_until.value_or(*filters.until) - 1
                         : std::ranges::max(matching);
  }
  Timeline timeline = empty_timeline(request, first, last);
  if (timeline.buckets.size() > kMostBuckets) return std::nullopt;
  timeline.undated = undated;
  // An hour of the clock may come twice, or never.
  const auto is_in = [&](const TimelineBucket& bucket, const Dated& dated) {
    return timeline.interval == Interval::Hour
               ? dated.instant >= bucket.start && dated.instant < bucket.end
               : dated.local >= bucket.local_start && dated.local < bucket.local_end;
  };
  const bool by_hour = timeline.interval == Interval::Hour;
  const Interval judged = by_hour ? Interval::Day : timeline.interval;
  const auto rows = rows_by_source(filters, judged);
  for (TimelineBucket& bucket : timeline.buckets) {
    std::vector<const Article*> found;
    for (const Dated& dated : passing) {
      if (!is_in(bucket, dated)) continue;
      ++bucket.total;
      if (dated.found) found.push_back(dated.entry->article);
    }
    bucket.articles = found.size();
    if (request.collapse) bucket.stories = count_stories(found);
    const std::int64_t start = model_interval_start(judged, bucket.local_start, 0);
    bucket.coverage = bucket.total == 0             ? Coverage::None
                      : is_low(rows, judged, start) ? Coverage::Low
                                                    : Coverage::Ok;
  }
  const auto count = [&](TimelineSeries* series, const auto& belongs, const auto& found) {
    for (const TimelineBucket& bucket : timeline.buckets) {
      TimelineCount& cell = series->buckets.emplace_back();
      for (const Dated& dated : passing) {
        if (!is_in(bucket, dated) || !belongs(dated)) continue;
        ++cell.total;
        if (found(dated)) ++cell.articles;
      }
      cell.coverage = bucket.coverage;
    }
  };
  if (request.timeline_by) {
    SearchRequest strict = request;
    strict.strict_facets = true;
    strict.facet_view = {};
    std::vector<FacetBucket> values = facet(strict, *request.timeline_by).buckets;
    if (values.size() > request.facet_size) values.resize(request.facet_size);
    for (const FacetBucket& value : values) {
      TimelineSeries& series = timeline.series.emplace_back();
      series.value = value.value;
      series.label = value.label;
      series.articles = value.articles;
      count(
          &series,
          [&](const Dated& dated) {
            return std::ranges::any_of(
                values_of(*dated.entry->article, *request.timeline_by),
                [&](const std::string& text) { return fold(text) == fold(value.value); });
          },
          [](const Dated& dated) { return dated.found; });
      if (*request.timeline_by == FieldId::Source) {
        Filters only;
        only.values[FieldId::Source] = {value.value};
        const auto row = rows_by_source(only, judged);
        for (std::size_t i = 0; i < series.buckets.size(); ++i) {
          const std::int64_t start =
              model_interval_start(judged, timeline.buckets[i].local_start, 0);
          series.buckets[i].coverage = is_low(row, judged, start) ? Coverage::Low : Coverage::Ok;
        }
      }
      for (TimelineCount& cell : series.buckets) {
        if (cell.total == 0) cell.coverage = Coverage::None;
      }
    }
    return timeline;
  }
  for (const Query& query : request.timeline_queries) {
    TimelineSeries& series = timeline.series.emplace_back();
    series.value = query.root ? to_string(*query.root) : "";
    series.label = series.value;
    for (const Entry& entry : entries_) {
      if (passes(filters, entry, std::nullopt) && found_by(query.root, entry)) ++series.articles;
    }
    count(
        &series, [](const Dated&) { return true; },
        [&](const Dated& dated) { return found_by(query.root, *dated.entry); });
  }
  return timeline;
}

}  // namespace backfile
