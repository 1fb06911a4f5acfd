// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/mismatch.h"

#include <algorithm>
#include <utility>

#include "common/date.h"
#include "common/index/token_stream.h"
#include "common/index/values.h"
#include "server/query/proximity.h"
#include "server/search/broken_phrase.h"
#include "server/search/clause_counts.h"

namespace backfile {
namespace {

std::string listed(const std::vector<KeywordValue>& values) {
  std::string text;
  for (const KeywordValue& value : values) {
    text += text.empty() ? "" : ", ";
    text += value.value;
  }
  return text.empty() ? "nothing" : text;
}

// What the article has in a field that is searched by its whole value.
std::string values_of(const Article& article, FieldId id) {
  const auto or_nothing = [](const std::string& value) {
    return value.empty() ? "nothing" : value;
  };
  if (id == FieldId::Id) return or_nothing(article.id);
  if (id == FieldId::Url) return or_nothing(article.url);
  if (id == FieldId::Story) return or_nothing(article.story_id);
  return listed(keyword_values(article, id));
}

class Mismatches {
 public:
  // `unfiltered`: what every article passes.
  Mismatches(const Work& work, const SearchRequest& request, const Article& article,
             const Location& location, const FilterSet& unfiltered)
      : work_(work),
        request_(request),
        article_(article),
        location_(location),
        unfiltered_(unfiltered) {}

  Result<std::vector<WhyReason>> find() {
    if (Result<void> done = look_at_filters(); !done) return done.error();
    if (request_.query.root) {
      if (Result<void> done = look_at(*request_.query.root); !done) return done.error();
    }
    return std::move(reasons_);
  }

 private:
  void add(std::string code, std::string clause, std::string detail) {
    reasons_.push_back({std::move(code), std::move(clause), std::move(detail)});
  }

  Result<void> look_at_filters() {
    for (const OneFilter& filter : each_filter(request_.filters)) {
      const Result<FilterSet> set = FilterSet::resolve(work_.snapshot, filter.alone);
      if (!set) return set.error();
      const SegmentFilter& of_segment = set->segment(location_.segment);
      if (contains(of_segment.within_dates(), location_.docid) &&
          of_segment.failed(location_.docid) == 0) {
        continue;
      }
      if (filter.parameter == "from" || filter.parameter == "to") {
        add_date(filter.parameter);
      } else {
        add("filtered", filter.parameter, values_for(filter.alone));
      }
    }
    return {};
  }

  void add_date(const std::string& parameter) {
    if (!article_.published) {
      add("undated", parameter, "The article has no date.");
      return;
    }
    add("outside_dates", parameter,
        "The article was published " + to_iso(*article_.published) + ".");
  }

  // What the article has in the field of the filter.
  std::string values_for(const Filters& alone) const {
    for (const Field& row : kFields) {
      if (!alone.values.contains(row.id) && !alone.missing.contains(row.id) &&
          !alone.excluded.contains(row.id) && !alone.present.contains(row.id)) {
        continue;
      }
      return "As " + std::string(row.name) + " the article has " + values_of(article_, row.id) +
             ".";
    }
    return {};
  }

  // Whether the article matches this part of the query, whatever the filters.
  Result<bool> matches(const Node& node) const {
    const MatchScope scope{work_.snapshot, unfiltered_, FailedFilters{0}, work_.deadline,
                           work_.cache};
    const Result<SegmentMatches> found =
        find_matches(scope, work_.reader, &node, location_.segment);
    if (!found) return found.error();
    return contains(found->passed, location_.docid);
  }

  // Adds what keeps the article from matching `node`, if anything does.
  Result<void> look_at(const Node& node) {
    const Result<bool> matching = matches(node);
    if (!matching) return matching.error();
    if (*matching) return {};
    if (node.kind == Node::Kind::And) return look_at_each(node.children);
    if (node.kind == Node::Kind::Not) {
      add("shut_out", to_string(node), "The article has " + to_string(node.children.front()) + ".");
      return {};
    }
    if (node.kind == Node::Kind::Near) return look_at_near(node);
    if (node.kind == Node::Kind::AtLeast) return look_at_least(node);
    if (node.kind == Node::Kind::Keyword && node.field) {
      add("lacks", to_string(node),
          "As " + std::string(field(*node.field).name) + " the article has " +
              values_of(article_, *node.field) + ".");
      return {};
    }
    if (node.kind == Node::Kind::Date) {
      add_date(to_string(node));
      return {};
    }
    if (node.kind == Node::Kind::Length) {
      add("lacks", to_string(node),
          "The article has " + std::to_string(article_.words) + " words.");
      return {};
    }
    return look_at_words(node);
  }

  Result<void> look_at_each(const std::vector<Node>& nodes) {
    for (const Node& node : nodes) {
      if (Result<void> done = look_at(node); !done) return done;
    }
    return {};
  }

  Result<void> look_at_near(const Node& node) {
    const std::size_t before = reasons_.size();
    const bool one_sided = node.nearness.relation == Node::Nearness::Relation::NotWithin;
    for (const Node& child : node.children) {
      if (Result<void> done = look_at(child); !done) return done;
      if (one_sided) break;
    }
    if (reasons_.size() > before) return {};
    add("not_near", to_string(node),
        one_sided ? "Wherever the article has the first, it has the second by it."
                  : "The article has both, but nowhere as near as asked for.");
    return {};
  }

  Result<void> look_at_least(const Node& node) {
    const std::size_t before = reasons_.size();
    if (Result<void> done = look_at(node.children.front()); !done) return done;
    if (reasons_.size() > before) return {};
    // It has it at least `most` times, and not as often as is asked for.
    std::uint32_t most = 1;
    Node fewer = node;
    for (std::uint32_t step = node.count; step > 0; step /= 2) {
      while (most + step < node.count) {
        fewer.count = most + step;
        const Result<bool> enough = matches(fewer);
        if (!enough) return enough.error();
        if (!*enough) break;
        most += step;
      }
    }
    add("too_few", to_string(node), "The article has it " + std::to_string(most) + " times.");
    return {};
  }

  // A word, or an Or of which nothing matches.
  Result<void> look_at_words(const Node& node) {
    if (node.field) {
      Node anywhere = node;
      anywhere.field.reset();
      const Result<bool> elsewhere = matches(anywhere);
      if (!elsewhere) return elsewhere.error();
      if (*elsewhere) {
        add("elsewhere", to_string(node), "The article has it in another place.");
        return {};
      }
    }
    if (node.kind == Node::Kind::Exact && node.words.size() > 1) {
      const BrokenPhrase broken =
          longest_piece(node, work_.snapshot.segment(location_.segment), location_.docid);
      if (broken.words > 0) {
        add("phrase_broken", to_string(node), describe(broken, node));
        return {};
      }
    }
    add("lacks", to_string(node), "The article does not have it.");
    return {};
  }

  const Work& work_;
  const SearchRequest& request_;
  const Article& article_;
  const Location& location_;
  const FilterSet& unfiltered_;
  std::vector<WhyReason> reasons_;
};

}  // namespace

Result<std::vector<WhyReason>> find_mismatches(const Work& work, const SearchRequest& request,
                                               const Article& article, const Location& location) {
  const Result<FilterSet> unfiltered = FilterSet::resolve(work.snapshot, {});
  if (!unfiltered) return unfiltered.error();
  return Mismatches(work, request, article, location, *unfiltered).find();
}

}  // namespace backfile
