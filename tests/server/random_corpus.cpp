// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/random_corpus.h"

#include <array>
#include <cstdlib>
#include <string_view>
#include <tuple>
#include <utility>

#include "common/archive/story_rows.h"
#include "common/index/words.h"
#include "server/search/time_zone.h"

namespace backfile {
namespace {

std::size_t below(Random& random, std::size_t limit) {
  return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

bool one_in(Random& random, std::size_t n) { return below(random, n) == 0; }

// Low indexes are much more likely, as with words of a language.
template <typename Container>
auto pick(Random& random, const Container& from) {
  return from[below(random, below(random, from.size()) + 1)];
}

constexpr std::array<std::string_view, 48> kWords = {
    "the",       "ferry",     "Ferry",    "FERRY",    "The",       "zürich",   "ferries",
    "harbour",   "of",        "sailed",   "sailing",  "storm",     "storms",   "minister",
    "ministers", "and",       "election", "elected",  "elects",    "Zürich",   "café",
    "cafe",      "grain",     "prices",   "priced",   "pricing",   "Häuser",   "Haus",
    "gegen",     "Regierung", "regieren", "maisons",  "maison",    "écrivait", "écrire",
    "rivière",   "U.S.",      "1,000",    "O'Neill",  "well-kept", "東京",     "lighthouse",
    "light",     "lights",    "captain",  "captains", "rescue",    "rescued"};
constexpr std::array<std::string_view, 5> kLanguages = {"en", "de", "fr", "xx", ""};
constexpr std::array<std::string_view, 5> kTypes = {"news", "opinion", "letter", "", ""};
constexpr std::array<std::string_view, 7> kSections = {"Politics", "politics", "Sport",   "Economy",
                                                       "",         "Wetter",   "POLITICS"};
constexpr std::array<std::string_view, 7> kAuthors = {
    "Ada Byron", "ADA BYRON", "Jo Ek", "Émile Roux", "Emile Roux", "Li Wei", "Kim Noor"};
constexpr std::array<std::string_view, 5> kTags = {"sea", "Sea", "votes", "grain", "night"};
constexpr std::array<std::string_view, 4> kPlaces = {"", "Moscow", "Kiel", "KIEL"};
constexpr std::array<std::string_view, 3> kAgencies = {"", "Northwire", "Delta Press"};

// One that changes its name, one that some articles do not name, and one called as another.
const std::array<Source, 8> kSources = {
    {{"tidepost.example", "The Tide Post", "tidepost.example", "GB"},
     {"morgenblatt.example", "Morgenblatt", "", "DE"},
     {"le-phare", "Le Phare", ""},
     {"", "", ""},
     {"Tidepost.example", "Tide Post Weekly", ""},
     {"le-phare", "", ""},
     {"phare-du-soir", "le phare", ""},
     {"abendblatt.example", "Morgenblatt.example", ""}}};

constexpr std::array<std::string_view, 12> kGaps = {" ",  " ",  " ",  " ",  " ",     ", ",
                                                    ". ", "。", "! ", "\n", ".\n\n", " "};

std::string random_text(Random& random, std::size_t most) {
  std::string text;
  for (std::size_t words = below(random, most + 1); words > 0; --words) {
    if (!text.empty()) text += pick(random, kGaps);
    text += pick(random, kWords);
  }
  return text;
}

std::vector<std::string> random_values(Random& random, auto from, std::size_t most) {
  std::vector<std::string> values;
  for (std::size_t count = below(random, most + 1); count > 0; --count) {
    values.emplace_back(pick(random, from));
  }
  return values;
}

constexpr std::int64_t kDay = 86'400;

// Half hours about changes of the clocks of kZones in 1999.
std::int64_t random_change(Random& random) {
  constexpr std::array<std::int64_t, 8> kChanges = {922'582'800, 941'331'600, 923'209'200,
                                                    941'349'600, 938'919'600, 938'872'800,
                                                    922'546'800, 941'297'400};
  return pick(random, kChanges) + (static_cast<std::int64_t>(below(random, 10)) - 5) * 1800;
}

// Between 1601 and 2030, most of them near 1999, and many of them equal.
std::int64_t random_second(Random& random) {
  switch (below(random, 8)) {
    case 3: return random_change(random);
    case 0: return -static_cast<std::int64_t>(below(random, 369 * 365)) * kDay;
    case 1: return static_cast<std::int64_t>(below(random, 60 * 365 * 24)) * 3600;
    case 2: return 915'148'800;  // 1999-01-01.
    default: return 915'148'800 + static_cast<std::int64_t>(below(random, 500)) * kDay / 2;
  }
}

Article random_article(Random& random, const std::string& id) {
  Article article;
  article.id = id;
  article.title = random_text(random, 6);
  article.text = one_in(random, 12) ? "" : random_text(random, one_in(random, 5) ? 170 : 40);
  article.abstract = random_text(random, 5);
  article.language = pick(random, kLanguages);
  article.source = kSources[below(random, kSources.size())];
  article.section = pick(random, kSections);
  article.type = pick(random, kTypes);
  article.place = pick(random, kPlaces);
  article.agency = pick(random, kAgencies);
  article.authors = random_values(random, kAuthors, 3);
  article.tags = random_values(random, kTags, 3);
  article.words =
      static_cast<std::uint32_t>(count_words(article.title) + count_words(article.text));
  if (one_in(random, 2)) article.url = "https://www.tidepost.example/News/" + id + "?utm_source=x";
  if (one_in(random, 3)) article.canonical_url = "https://tidepost.example/canonical/" + id;
  if (one_in(random, 10)) article.status = ArticleStatus::Corrected;
  if (!one_in(random, 8)) {
    article.published = Timestamp{};
    article.published->seconds = random_second(random);
    article.published->precision = static_cast<DatePrecision>(below(random, 5));
    article.date_source = one_in(random, 2) ? "meta" : "json-ld";
  }
  return article;
}

Node leaf(Node::Kind kind, Random& random) {
  Node node{};
  node.kind = kind;
  constexpr std::array kIn = {FieldId::Title, FieldId::Text, FieldId::Lead};
  if (one_in(random, 3)) node.field = kIn[below(random, kIn.size())];
  return node;
}

// As it stands somewhere: one word or two.
Node random_as_written(Random& random) {
  constexpr std::array<std::string_view, 10> kWritten = {
      "Ferry", "the", "café", "FERRY", "cafe", "The", "zürich", "S", "U", "Haus"};
  Node node = leaf(Node::Kind::Exact, random);
  node.as_written = true;
  for (std::size_t words = 1 + below(random, 2); words > 0; --words) {
    const std::string written(pick(random, kWritten));
    node.words.push_back(folded_words(written).front());
    node.value += (node.value.empty() ? "" : " ") + written;
  }
  return node;
}

Node random_words(Random& random) {
  Node node = leaf(one_in(random, 2) ? Node::Kind::Word : Node::Kind::Exact, random);
  const std::size_t wanted = node.kind == Node::Kind::Word ? 1 : below(random, 3) + 1;
  while (node.words.size() < wanted) {
    for (std::string& word : folded_words(pick(random, kWords))) {
      if (node.words.size() < wanted) node.words.push_back(std::move(word));
    }
  }
  constexpr std::array<std::string_view, 3> kQueried = {"en", "de", "und"};
  if (node.kind == Node::Kind::Word && one_in(random, 5)) node.language = pick(random, kQueried);
  return node;
}

Node random_prefix(Random& random) {
  Node node = leaf(Node::Kind::Prefix, random);
  const std::string word = folded_words(pick(random, kWords)).front();
  node.words = {word.substr(0, 1 + below(random, word.size()))};
  return node;
}

// A word with letters that are left open.
Node random_pattern(Random& random) {
  Node node = leaf(Node::Kind::Pattern, random);
  std::string word = folded_words(pick(random, kWords)).front();
  for (std::size_t i = 1; i < word.size(); ++i) {
    const bool ascii = static_cast<unsigned char>(word[i]) < 0x80;
    if (ascii && one_in(random, 4)) word[i] = one_in(random, 2) ? '?' : '*';
  }
  node.words = {word + (one_in(random, 2) ? "*" : "?")};
  return node;
}

// A word that may be written wrongly.
Node random_fuzzy(Random& random) {
  Node node = leaf(Node::Kind::Fuzzy, random);
  std::string word = folded_words(pick(random, kWords)).front();
  const std::size_t at = below(random, word.size());
  if (static_cast<unsigned char>(word[at]) < 0x80) {
    switch (below(random, 4)) {
      case 0: word[at] = 'x'; break;
      case 1: word.insert(at, 1, 'e'); break;
      case 2: word.append(1, 's'); break;
      default: break;
    }
  }
  node.words = {word};
  node.count = 1 + static_cast<std::uint32_t>(below(random, 2));
  return node;
}

Node random_leaf(Random& random) {
  switch (below(random, 9)) {
    case 3: return random_as_written(random);
    case 0: return random_prefix(random);
    case 1: return random_pattern(random);
    case 2: return random_fuzzy(random);
    default: return random_words(random);
  }
}

// A tree that has places.
Node random_places(Random& random, std::size_t depth) {
  const std::size_t kind = below(random, depth == 0 ? 2 : 8);
  if (kind < 2) return random_leaf(random);
  Node node{};
  node.kind = kind == 2 ? Node::Kind::Or : Node::Kind::Near;
  node.children.push_back(random_places(random, depth - 1));
  node.children.push_back(random_places(random, depth - 1));
  if (node.kind == Node::Kind::Or) return node;
  Node::Nearness& how = node.nearness;
  how.unit = static_cast<Node::Nearness::Unit>(below(random, 3));
  how.relation = static_cast<Node::Nearness::Relation>(below(random, 3));
  if (how.unit == Node::Nearness::Unit::Words) {
    how.distance = 1 + static_cast<std::uint32_t>(below(random, 12));
  } else if (how.relation == Node::Nearness::Relation::Before) {
    how.relation = Node::Nearness::Relation::Within;
  }
  return node;
}

std::pair<FieldId, std::string> random_keyword(Random& random) {
  switch (below(random, 10)) {
    case 0: return {FieldId::Section, std::string(pick(random, kSections))};
    case 1: return {FieldId::Author, std::string(pick(random, kAuthors))};
    case 2: return {FieldId::Tag, std::string(pick(random, kTags))};
    case 3: return {FieldId::Place, std::string(pick(random, kPlaces))};
    case 4: return {FieldId::Language, std::string(pick(random, kLanguages))};
    case 5: return {FieldId::Status, one_in(random, 2) ? "corrected" : "usable"};
    case 6: {
      const StoryNumber story = story_of_earliest(std::to_string(below(random, 42)));
      return {FieldId::Story, story_id(story)};
    }
    case 7: return {FieldId::Type, std::string(pick(random, kTypes))};
    case 8: return {FieldId::Country, one_in(random, 2) ? "gb" : "DE"};
    default: {
      const Source& source = kSources[below(random, kSources.size())];
      return {FieldId::Source, source.name.empty() || one_in(random, 2) ? source.id : source.name};
    }
  }
}

Node random_identity(Random& random) {
  Node node{};
  node.kind = Node::Kind::Keyword;
  const std::string id = "a" + std::to_string(below(random, 400));
  switch (below(random, 3)) {
    case 0: node.value = id; break;
    case 1: node.value = "https://tidepost.example/canonical/" + id; break;
    default: node.value = "http://www.tidepost.example/News/" + id; break;
  }
  node.field = node.value == id ? FieldId::Id : FieldId::Url;
  return node;
}

Node random_length(Random& random) {
  Node node{};
  node.kind = Node::Kind::Length;
  node.field = FieldId::Length;
  node.from = one_in(random, 3) ? kOpenFrom : static_cast<std::int64_t>(below(random, 60));
  node.until = one_in(random, 3) ? kOpenUntil : static_cast<std::int64_t>(below(random, 180));
  return node;
}

}  // namespace

Node random_near(Random& random) {
  Node inside = random_places(random, 3);
  if (!one_in(random, 3)) return inside;
  Node node{};
  node.kind = Node::Kind::AtLeast;
  node.count = 1 + static_cast<std::uint32_t>(below(random, 4));
  node.children.push_back(std::move(inside));
  return node;
}

namespace {

Node random_node(Random& random, std::size_t depth) {
  const std::size_t kind = below(random, depth == 0 ? 9 : 15);
  if (kind < 3) return random_leaf(random);
  if (kind < 6) return random_near(random);
  if (kind == 8) return one_in(random, 2) ? random_identity(random) : random_length(random);
  if (kind == 6) {
    Node node{};
    node.kind = Node::Kind::Keyword;
    std::tie(node.field, node.value) = random_keyword(random);
    return node;
  }
  if (kind == 7) {
    Node node{};
    node.kind = Node::Kind::Date;
    node.from = random_second(random);
    node.until = one_in(random, 3) ? random_second(random) : node.from + 90 * kDay;
    return node;
  }
  Node node{};
  node.kind = kind < 11 ? Node::Kind::And : kind < 14 ? Node::Kind::Or : Node::Kind::Not;
  const std::size_t children = node.kind == Node::Kind::Not ? 1 : 2 + below(random, 2);
  for (std::size_t i = 0; i < children; ++i) {
    node.children.push_back(random_node(random, depth - 1));
  }
  return node;
}

Filters random_filters(Random& random) {
  Filters filters;
  if (one_in(random, 4)) filters.from = random_second(random);
  if (one_in(random, 4)) filters.until = random_second(random);
  for (std::size_t count = below(random, 3); count > 0; --count) {
    const auto [id, value] = random_keyword(random);
    filters.values[id].push_back(value);
    if (one_in(random, 2)) filters.values[id].emplace_back("nobody");
  }
  for (std::size_t count = below(random, 3); count > 1; --count) {
    const auto [id, value] = random_keyword(random);
    filters.excluded[id].push_back(value);
  }
  if (one_in(random, 6)) filters.missing.insert(random_keyword(random).first);
  if (one_in(random, 6)) filters.present.insert(random_keyword(random).first);
  return filters;
}

FacetView random_view(Random& random) {
  FacetView view;
  if (one_in(random, 3)) view.order = FacetOrder::Value;
  if (one_in(random, 6)) view.prefix = pick(random, std::array{"s", "T", "Ém", "po", "x"});
  if (one_in(random, 6)) view.contained = pick(random, std::array{"a", "BYR", "post", "é", "zz"});
  return view;
}

constexpr std::array<std::string_view, 7> kZones = {
    "UTC",          "Europe/Berlin",    "America/New_York",   "America/Sao_Paulo",
    "Asia/Kolkata", "Pacific/Auckland", "Australia/Lord_Howe"};

// Most hours of a few days, about a change of the clocks or not.
void add_timeline(Random& random, SearchRequest* request) {
  Filters& filters = request->filters;
  request->timeline = static_cast<Interval>(below(random, 8));
  if (request->timeline == Interval::Hour && !one_in(random, 8)) {
    filters.from = one_in(random, 2)
                       ? random_change(random) - 2 * 86'400
                       : 915'148'800 + static_cast<std::int64_t>(below(random, 400)) * 43'200;
    filters.until = *filters.from + 7 * 86'400;
  }
  request->zone = pick(random, kZones);
  const TimeZone zone = *TimeZone::find(request->zone);
  if (filters.from) filters.local_from = zone.to_local(*filters.from);
  if (filters.until) filters.local_until = zone.to_local(*filters.until);
  if (one_in(random, 4)) {
    request->timeline_by = random_keyword(random).first;
  } else if (one_in(random, 5)) {
    for (std::size_t count = 2 + below(random, 2); count > 0; --count) {
      Query& query = request->timeline_queries.emplace_back();
      if (!one_in(random, 5)) query.root = random_node(random, 1);
    }
  }
}

}  // namespace

std::uint64_t test_seed() {
  const char* wanted = std::getenv("BACKFILE_TEST_SEED");
  return wanted == nullptr ? std::random_device{}() : std::strtoull(wanted, nullptr, 10);
}

std::vector<std::vector<Article>> random_batches(Random& random, std::size_t batches,
                                                 std::size_t articles_in_each) {
  std::vector<std::vector<Article>> made(batches);
  std::size_t known = 0;
  for (std::vector<Article>& batch : made) {
    std::vector<bool> again(known);
    for (std::size_t i = 0; i < articles_in_each; ++i) {
      std::size_t number = known;
      if (!again.empty() && one_in(random, 4)) number = below(random, again.size());
      if (number < again.size()) {
        if (again[number]) continue;
        again[number] = true;
      } else {
        ++known;
      }
      batch.push_back(random_article(random, "a" + std::to_string(number)));
    }
  }
  return made;
}

SearchRequest random_request(Random& random) {
  SearchRequest request;
  if (!one_in(random, 6)) request.query.root = random_node(random, 3);
  if (!one_in(random, 3)) request.filters = random_filters(random);
  request.sort = static_cast<SortOrder>(below(random, 6));
  request.page_size = static_cast<std::uint32_t>(below(random, 40));
  request.facet_size = static_cast<std::uint32_t>(below(random, 6));
  for (const Field& row : kFields) {
    if (row.facet && one_in(random, 3)) request.facets.push_back(row.id);
  }
  request.strict_facets = one_in(random, 3);
  request.collapse = one_in(random, 2);
  request.facet_view = random_view(random);
  if (!one_in(random, 3)) add_timeline(random, &request);
  return request;
}

}  // namespace backfile
