// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/search_model.h"

#include <algorithm>
#include <ctime>
#include <limits>
#include <map>
#include <set>

#include "common/article_json.h"
#include "common/index/terms.h"
#include "common/text.h"

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
  if (id == FieldId::Status) return {std::string(to_string(article.status))};
  return one(article.date_source);
}

bool has_value(const Article& article, FieldId id, const std::string& wanted) {
  std::vector<std::string> values = values_of(article, id);
  if (id == FieldId::Source && !values.empty()) values.push_back(article.source.name);
  return std::ranges::any_of(values,
                             [&](const std::string& value) { return fold(value) == fold(wanted); });
}

constexpr std::int64_t kDay = 86'400;

std::tm utc(std::int64_t seconds) {
  std::tm parts{};
  const std::time_t when = seconds;
  ::gmtime_r(&when, &parts);
  return parts;
}

std::int64_t first_of(int year_since_1900, int month) {
  std::tm parts{};
  parts.tm_year = year_since_1900;
  parts.tm_mon = month;
  parts.tm_mday = 1;
  return ::timegm(&parts);
}

// The start of the interval with `seconds` in it, `steps` intervals later.
std::int64_t start_of(Interval interval, std::int64_t seconds, int steps) {
  const std::tm parts = utc(seconds);
  const std::int64_t midnight = seconds - parts.tm_hour * 3600 - parts.tm_min * 60 - parts.tm_sec;
  switch (interval) {
    case Interval::Auto:
    case Interval::Day: return midnight + steps * kDay;
    case Interval::Week: return midnight + ((steps * 7) - (parts.tm_wday + 6) % 7) * kDay;
    case Interval::Month: return first_of(parts.tm_year, parts.tm_mon + steps);
    case Interval::Quarter: return first_of(parts.tm_year, parts.tm_mon / 3 * 3 + 3 * steps);
    case Interval::Year: return first_of(parts.tm_year + steps, 0);
    case Interval::Decade: return first_of((parts.tm_year + 1900) / 10 * 10 - 1900 + 10 * steps, 0);
  }
  return midnight;
}

std::vector<TimelineBucket> axis(Interval interval, std::int64_t first, std::int64_t last) {
  std::vector<TimelineBucket> buckets;
  if (first > last) return buckets;
  for (std::int64_t start = start_of(interval, first, 0); start <= last;) {
    const std::int64_t end = start_of(interval, start, 1);
    buckets.push_back({start, end, 0, 0});
    start = end;
  }
  return buckets;
}

Timeline empty_timeline(Interval interval, std::int64_t first, std::int64_t last) {
  if (interval != Interval::Auto) return {interval, axis(interval, first, last), 0};
  for (const Interval candidate :
       {Interval::Day, Interval::Week, Interval::Month, Interval::Quarter, Interval::Year}) {
    Timeline timeline{candidate, axis(candidate, first, last), 0};
    if (timeline.buckets.size() <= 62) return timeline;
  }
  return {Interval::Decade, axis(Interval::Decade, first, last), 0};
}

}  // namespace

SearchModel::SearchModel(const std::vector<std::vector<StoredArticle>>& stored) {
  for (const auto& segment : stored) {
    for (const StoredArticle& document : segment) {
      const Article& article = document.article;
      const std::string language(stem_language(article.language));
      entries_.push_back(
          {&article, document.live, ModelPassage(article.title, language, true),
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
    case Node::Kind::Keyword: return has_value(*entry.article, *node.field, node.value);
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

bool SearchModel::passes(const Filters& filters, const Entry& entry,
                         std::optional<FieldId> but) const {
  if (!entry.live) return false;
  const std::optional<Timestamp>& published = entry.article->published;
  if (filters.from && (!published || published->seconds < *filters.from)) return false;
  if (filters.until && (!published || published->seconds >= *filters.until)) return false;
  return std::ranges::all_of(filters.values, [&](const auto& filter) {
    const auto& [id, wanted] = filter;
    return id == but || std::ranges::any_of(wanted, [&](const std::string& value) {
             return has_value(*entry.article, id, value);
           });
  });
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

std::vector<std::string> SearchModel::matches(const SearchRequest& request) const {
  const std::vector<bool>& matching = this->matching(request.query);
  std::vector<const Article*> found;
  for (std::size_t e = 0; e < entries_.size(); ++e) {
    const Entry& entry = entries_[e];
    if (!matching[e] || !passes(request.filters, entry, std::nullopt)) continue;
    found.push_back(entry.article);
  }
  const bool oldest = request.sort == SortOrder::Oldest;
  std::ranges::stable_sort(found, [oldest](const Article* a, const Article* b) {
    if (!a->published || !b->published) return a->published && !b->published;
    return oldest ? a->published->seconds < b->published->seconds
                  : a->published->seconds > b->published->seconds;
  });
  std::vector<std::string> ids;
  for (const Article* article : found) ids.push_back(article->id);
  return ids;
}

std::string SearchModel::usual_form(FieldId id, const std::string& key) const {
  std::map<std::string, int> forms;
  for (const Entry& entry : entries_) {
    for (const std::string& value : values_of(*entry.article, id)) {
      if (fold(value) != key) continue;
      ++forms[value];
      break;
    }
  }
  std::string usual;
  int most = 0;
  for (const auto& [form, count] : forms) {
    if (count > most) usual = form;
    most = std::max(most, count);
  }
  return usual;
}

Facet SearchModel::facet(const SearchRequest& request, FieldId id) const {
  std::map<std::string, std::uint64_t> counts;
  Facet facet{id, {}, 0, 0, 0};
  const std::vector<bool>& matching = this->matching(request.query);
  for (std::size_t e = 0; e < entries_.size(); ++e) {
    const Entry& entry = entries_[e];
    if (!matching[e] || !passes(request.filters, entry, id)) continue;
    std::set<std::string> keys;
    for (const std::string& value : values_of(*entry.article, id)) keys.insert(fold(value));
    if (keys.empty()) ++facet.missing;
    for (const std::string& key : keys) ++counts[key];
  }
  facet.distinct = counts.size();
  for (const auto& [key, count] : counts) {
    const std::string form = usual_form(id, key);
    FacetBucket bucket{form, form, count, false};
    if (id == FieldId::Source) {
      for (const Entry& entry : entries_) {
        if (fold(entry.article->source.id) == key) bucket.label = entry.article->source.name;
      }
    }
    if (const auto wanted = request.filters.values.find(id);
        wanted != request.filters.values.end()) {
      bucket.selected = std::ranges::any_of(wanted->second, [&](const std::string& value) {
        return fold(value) == key || fold(value) == fold(bucket.label);
      });
    }
    facet.buckets.push_back(bucket);
  }
  std::ranges::sort(facet.buckets, [](const FacetBucket& a, const FacetBucket& b) {
    return a.articles != b.articles ? a.articles > b.articles : a.value < b.value;
  });
  std::vector<FacetBucket> listed;
  for (const FacetBucket& bucket : facet.buckets) {
    if (listed.size() < request.facet_size || bucket.selected) {
      listed.push_back(bucket);
    } else {
      facet.other += bucket.articles;
    }
  }
  facet.buckets = std::move(listed);
  return facet;
}

std::optional<Timeline> SearchModel::timeline(const SearchRequest& request) const {
  std::vector<std::int64_t> matching;
  std::vector<std::int64_t> passing;
  std::uint64_t undated = 0;
  const std::vector<bool>& matched = this->matching(request.query);
  for (std::size_t e = 0; e < entries_.size(); ++e) {
    const Entry& entry = entries_[e];
    if (!passes(request.filters, entry, std::nullopt)) continue;
    const bool found = matched[e];
    const std::optional<Timestamp>& published = entry.article->published;
    if (!published) {
      undated += found ? 1 : 0;
      continue;
    }
    passing.push_back(published->seconds);
    if (found) matching.push_back(published->seconds);
  }
  const Filters& filters = request.filters;
  std::int64_t first = 1;
  std::int64_t last = 0;
  if (!matching.empty() || (filters.from && filters.until)) {
    first = filters.from ? *filters.from : std::ranges::min(matching);
    last = filters.until ? *filters.until - 1 : std::ranges::max(matching);
  }
  Timeline timeline = empty_timeline(*request.timeline, first, last);
  if (timeline.buckets.size() > 4000) return std::nullopt;
  timeline.undated = undated;
  for (TimelineBucket& bucket : timeline.buckets) {
    const auto inside = [&](std::int64_t when) {
      return when >= bucket.start && when < bucket.end;
    };
    bucket.articles = static_cast<std::uint64_t>(std::ranges::count_if(matching, inside));
    bucket.total = static_cast<std::uint64_t>(std::ranges::count_if(passing, inside));
  }
  return timeline;
}

}  // namespace backfile
