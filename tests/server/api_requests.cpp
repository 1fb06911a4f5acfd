// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api_requests.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <utility>

#include "common/schema.h"
#include "common/text.h"
#include "server/query/parser.h"
#include "server/render/target.h"
#include "tests/server/model_clock.h"

namespace backfile {
namespace {

constexpr std::array<std::string_view, 7> kZones = {
    "UTC",          "Europe/Berlin",    "America/New_York",   "America/Sao_Paulo",
    "Asia/Kolkata", "Pacific/Auckland", "Australia/Lord_Howe"};

// Changes of their clocks in 2018.
constexpr std::array<std::int64_t, 9> kChanges = {1'521'939'600, 1'540'688'400, 1'520'751'600,
                                                  1'541'311'200, 1'541'300'400, 1'518'919'200,
                                                  1'538'229'600, 1'538'839'800, 1'522'508'400};

constexpr std::array<std::pair<std::string_view, Interval>, 8> kIntervals = {
    {{"auto", Interval::Auto},
     {"hour", Interval::Hour},
     {"day", Interval::Day},
     {"week", Interval::Week},
     {"month", Interval::Month},
     {"quarter", Interval::Quarter},
     {"year", Interval::Year},
     {"decade", Interval::Decade}}};

std::tm parts_of(std::int64_t seconds) {
  std::tm parts{};
  const std::time_t when = seconds;
  ::gmtime_r(&when, &parts);
  return parts;
}

// What a clock shows, up to the precision.
std::string iso(const std::tm& parts, DatePrecision precision) {
  std::array<char, 80> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d", parts.tm_year + 1900,
                parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
  constexpr std::array<std::size_t, 5> kLengths = {4, 7, 10, 16, 19};
  return std::string(text.data()).substr(0, kLengths[static_cast<std::size_t>(precision)]);
}

// The first second of the year, month, ... and the first one after it.
std::pair<std::int64_t, std::int64_t> bounds_of(std::tm parts, DatePrecision precision) {
  if (precision < DatePrecision::Month) parts.tm_mon = 0;
  if (precision < DatePrecision::Day) parts.tm_mday = 1;
  if (precision < DatePrecision::Minute) parts.tm_hour = parts.tm_min = 0;
  if (precision < DatePrecision::Second) parts.tm_sec = 0;
  std::tm next = parts;
  ++std::array{&next.tm_year, &next.tm_mon, &next.tm_mday, &next.tm_min,
               &next.tm_sec}[static_cast<std::size_t>(precision)][0];
  return {::timegm(&parts), ::timegm(&next)};
}

// Up to `count` letters from the one at `first` on; empty when there are none or only blanks.
std::string piece_of(const std::string& text, std::size_t first, std::size_t count) {
  std::string piece;
  std::size_t letter = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    if (begins && i > 0) ++letter;
    if (letter >= first && letter < first + count) piece += text[i];
  }
  return trim(piece).empty() ? std::string() : piece;
}

}  // namespace

void ApiQuestion::add(std::string_view name, std::string_view value) {
  if (!parameters.empty()) parameters += '&';
  parameters += percent_encode(name) + '=' + percent_encode(value);
}

struct ApiQuestionWriter::WrittenDate {
  std::string text;
  std::int64_t begin;  // What clocks show; end is exclusive.
  std::int64_t end;
  std::optional<std::int64_t> offset;  // Seconds that clocks are ahead, where it names them.

  std::int64_t instant(std::int64_t local, const std::string& zone) const {
    return offset ? local - *offset : first_instant(local, zone);
  }
  // The first time of the clock that does not come before the instant; of a date without a zone it
  // is that of every clock.
  std::optional<std::int64_t> local(std::int64_t local, const std::string& zone) const {
    if (zone == "UTC") return std::nullopt;
    return offset ? clock_at(local - *offset - 1, zone) + 1 : local;
  }
};

std::size_t ApiQuestionWriter::below(std::size_t limit) {
  return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
}

FieldId ApiQuestionWriter::countable_field() {
  for (;;) {
    const Field& row = kFields[below(kFields.size())];
    if (row.facet) return row.id;
  }
}

// Case and blanks do not matter.
std::string ApiQuestionWriter::another_spelling(std::string value) {
  return one_in(4) ? "  " + fold(value) : value;
}

Query ApiQuestionWriter::add_query(ApiQuestion* question, std::string_view name, bool of_places) {
  for (;;) {
    const std::string text = of_places ? queries_.places(below(3)) : queries_.write(below(3));
    const Result<Query> query = parse_query(text);
    if (!query) continue;
    question->add(name, text);
    return *query;
  }
}

ApiQuestion ApiQuestionWriter::write(const std::string& path) {
  ApiQuestion question{.path = path};
  if (!one_in(5)) question.search.query = add_query(&question, "q");
  add_zone(&question);
  if (one_in(2)) add_filters(&question);
  if (one_in(2)) add_dates(&question);
  return question;
}

ApiQuestion ApiQuestionWriter::write_of_places(const std::string& path) {
  ApiQuestion question{.path = path};
  question.search.query = add_query(&question, "q", true);
  if (one_in(3)) add_filters(&question);
  if (one_in(4)) add_dates(&question);
  return question;
}

void ApiQuestionWriter::add_zone(ApiQuestion* question) {
  question->search.zone = kZones[one_in(2) ? 0 : below(kZones.size())];
  if (question->search.zone != "UTC" || one_in(4)) question->add("tz", question->search.zone);
}

ApiQuestionWriter::WrittenDate ApiQuestionWriter::date() {
  const Article& article = queries_.article();
  std::int64_t when = article.published ? article.published->seconds : kChanges[0];
  if (one_in(4)) when = kChanges[below(kChanges.size())];
  const auto precision = static_cast<DatePrecision>(below(5));
  const std::tm parts = parts_of(when);
  const auto [begin, end] = bounds_of(parts, precision);
  WrittenDate date{iso(parts, precision), begin, end, std::nullopt};
  if (precision < DatePrecision::Minute || one_in(2)) return date;
  constexpr std::array<std::pair<std::string_view, std::int64_t>, 3> kOffsets = {
      {{"Z", 0}, {"+05:30", 19'800}, {"-03:00", -10'800}}};
  const auto& [text, seconds] = kOffsets[below(kOffsets.size())];
  date.text += text;
  date.offset = seconds;
  return date;
}

void ApiQuestionWriter::add_dates(ApiQuestion* question) {
  constexpr std::array<std::string_view, 3> kFroms = {"from", "start", "begin_date"};
  constexpr std::array<std::string_view, 3> kTos = {"to", "end", "to-date"};
  Filters& filters = question->search.filters;
  const std::string& zone = question->search.zone;
  const bool both = one_in(2);
  if (both || one_in(2)) {
    const WrittenDate from = date();
    filters.from = from.instant(from.begin, zone);
    filters.local_from = from.local(from.begin, zone);
    question->add(kFroms[below(kFroms.size())], from.text);
    if (!both) return;
  }
  const WrittenDate to = date();
  const std::int64_t until = to.instant(to.end, zone);
  if (filters.from && *filters.from >= until) return;
  filters.until = until;
  filters.local_until = to.local(to.end, zone);
  question->add(kTos[below(kTos.size())], to.text);
}

void ApiQuestionWriter::add_filters(ApiQuestion* question) {
  Filters& filters = question->search.filters;
  for (std::size_t count = 1 + below(3); count > 0; --count) {
    const FieldId id = countable_field();
    const std::string name(field(id).name);
    switch (below(8)) {
      case 0:
        filters.missing.insert(id);
        question->add("missing", name);
        continue;
      case 1:
        filters.present.insert(id);
        question->add("exists", name);
        continue;
      default: break;
    }
    const std::string value = queries_.value_of(id);
    if (value.empty()) continue;
    const bool exclude = one_in(4);
    (exclude ? filters.excluded : filters.values)[id].push_back(value);
    question->add(exclude ? "exclude_" + name : name, another_spelling(value));
  }
}

void ApiQuestionWriter::add_order(ApiQuestion* question) {
  constexpr std::array<std::string_view, 4> kNames = {"sort", "order-by", "sortBy", "sort_by"};
  constexpr std::array<std::pair<std::string_view, SortOrder>, 6> kOrders = {
      {{"relevance", SortOrder::Relevance},
       {"newest", SortOrder::Newest},
       {"oldest", SortOrder::Oldest},
       {"indexed", SortOrder::Indexed},
       {"words", SortOrder::Shortest},
       {"-words", SortOrder::Longest}}};
  const auto& [name, order] = kOrders[below(kOrders.size())];
  question->search.sort = order;
  question->add(kNames[below(kNames.size())], name);
}

void ApiQuestionWriter::add_facets(ApiQuestion* question) {
  SearchRequest& search = question->search;
  std::string names;
  for (std::size_t count = 1 + below(3); count > 0; --count) {
    const FieldId id = countable_field();
    if (std::ranges::find(search.facets, id) != search.facets.end()) continue;
    search.facets.push_back(id);
    names += (names.empty() ? "" : ",") + std::string(field(id).name);
  }
  question->add(one_in(2) ? "facet" : "facets", names);
  if (one_in(2)) search.facet_size = add_number(question, "facet_size", 1, 8);
  search.strict_facets = one_in(3);
  if (search.strict_facets) question->add("facet_mode", "strict");
}

void ApiQuestionWriter::add_view(ApiQuestion* question, FieldId id) {
  SearchRequest& search = question->search;
  search.facets = {id};
  search.strict_facets = one_in(3);
  if (search.strict_facets) question->add("facet_mode", "strict");
  FacetView& view = search.facet_view;
  if (one_in(2)) {
    view.order = FacetOrder::Value;
    question->add("order", "value");
  }
  const std::string value = queries_.value_of(id);
  if (one_in(3)) view.prefix = piece_of(value, 0, 1 + below(3));
  if (one_in(3)) view.contained = piece_of(value, below(value.size() + 1), 1 + below(4));
  question->add("prefix", view.prefix);
  question->add(one_in(2) ? "contains" : "facet_query", view.contained);
}

void ApiQuestionWriter::add_interval(ApiQuestion* question) {
  const auto& [name, interval] = kIntervals[below(kIntervals.size())];
  question->search.timeline = interval;
  question->add("interval", name);
}

void ApiQuestionWriter::add_series(ApiQuestion* question) {
  SearchRequest& search = question->search;
  if (one_in(2)) {
    search.timeline_by = countable_field();
    question->add("by", field(*search.timeline_by).name);
    if (one_in(2)) search.facet_size = add_number(question, "facet_size", 1, 5);
  } else if (search.query.root) {
    search.timeline_queries = {search.query};
    for (std::size_t count = 1 + below(3); count > 0; --count) {
      ApiQuestion another;
      const Query query = add_query(&another, "q");
      // The same text again would be no other query.
      const bool known = std::ranges::any_of(
          search.timeline_queries, [&](const Query& one) { return one.root == query.root; });
      if (known) continue;
      question->parameters += '&' + another.parameters;
      search.timeline_queries.push_back(query);
    }
    if (search.timeline_queries.size() == 1) return search.timeline_queries.clear();
    search.query = {};
  }
}

void ApiQuestionWriter::add_collapse(ApiQuestion* question) {
  question->search.collapse = true;
  question->add("collapse", "story");
}

std::uint32_t ApiQuestionWriter::add_number(ApiQuestion* question, std::string_view name,
                                            std::uint32_t least, std::uint32_t most) {
  const auto number = static_cast<std::uint32_t>(least + below(most - least + 1));
  question->add(name, std::to_string(number));
  return number;
}

std::vector<Article> articles_of_odd_dates(const std::vector<Article>& articles, Random& random) {
  std::vector<Article> made;
  for (int i = 0; i < 60; ++i) {
    Article article = articles[random() % articles.size()];
    article.id = "odd-" + std::to_string(i);
    article.url.clear();
    article.canonical_url.clear();
    Timestamp& published = article.published.emplace();
    published.precision = static_cast<DatePrecision>(random() % 5);
    if (i % 4 == 0) {
      // From 1700 on.
      published.seconds = -8'520'336'000 + static_cast<std::int64_t>(random() % 6'300'000'000);
    } else {
      published.seconds = kChanges[random() % kChanges.size()] +
                          (static_cast<std::int64_t>(random() % 12) - 6) * 1800;
    }
    made.push_back(std::move(article));
  }
  return made;
}

}  // namespace backfile
