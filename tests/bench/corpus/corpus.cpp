// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/corpus/corpus.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <string_view>

#include "common/ascii.h"
#include "common/date.h"
#include "common/text.h"
#include "tests/bench/corpus/invented_names.h"

namespace backfile {

// An article being written.
struct Corpus::Draft {
  Chance chance;
  std::string* out;
  std::size_t words = 0;
  std::size_t wanted = 0;
  std::string language;
  std::string source;
  std::vector<std::string> names;  // That were used in it already.
};

namespace {

// Lengths are log-normal: half the articles have 200 to 550 words. Counted are the words between
// blanks; of letters and digits there are a twentieth more, and the last sentence is finished, so
// that the mean comes to 440.
constexpr double kMeanWords = 415;
constexpr double kSpread = 0.75;
constexpr double kShortest = 30;
constexpr double kLongest = 6000;

constexpr double kOtherLanguages = 0.08;  // Share of all languages but the first.
constexpr double kSameArticle = 0.7;      // That the next paragraph is from the same article.
constexpr double kExchangedName = 0.8;    // Of rare names.
constexpr double kNameAgain = 0.4;        // That an exchanged name is one the article has already.
constexpr std::size_t kLongestRun = 4;    // Sentences of a paragraph.
constexpr std::size_t kAuthors = 4000;
constexpr std::size_t kPlaces = 500;

constexpr std::array<std::string_view, 16> kSections = {
    "Politics", "World",   "Business",   "Sports",    "Local",  "Opinion", "Culture", "Science",
    "Health",   "Economy", "Technology", "Education", "Travel", "Weather", "Food",    "Letters"};
constexpr std::array<std::string_view, 10> kPapers = {"Gazette", "Herald", "Standard", "Courier",
                                                      "Tribune", "Post",   "Observer", "Mercury",
                                                      "Echo",    "Review"};

// Numbers far from those of the names in texts, so that sources, authors and places are others.
constexpr std::uint64_t kSourceNames = 1ULL << 44U;
constexpr std::uint64_t kAuthorNames = 1ULL << 45U;
constexpr std::uint64_t kPlaceNames = 1ULL << 46U;

std::size_t draw_length(Chance* chance) {
  const double middle = std::log(kMeanWords) - kSpread * kSpread / 2;
  const double length = std::exp(middle + kSpread * chance->normal());
  return static_cast<std::size_t>(std::clamp(length, kShortest, kLongest));
}

std::string short_name(std::uint64_t number) { return invented_name(number % 100'000); }

std::string person(std::uint64_t number) {
  return short_name(number % 97) + " " + short_name(kAuthorNames + 101 * number);
}

std::map<std::string, std::vector<const Article*>> by_language(
    const std::vector<Article>& articles) {
  std::map<std::string, std::vector<const Article*>> groups;
  for (const Article& article : articles) {
    if (!trim(article.text).empty()) groups[article.language].push_back(&article);
  }
  return groups;
}

}  // namespace

bool Corpus::usable(const std::vector<Article>& articles) { return !by_language(articles).empty(); }

Corpus::Corpus(const std::vector<Article>& articles, const CorpusSettings& settings)
    : seed_(settings.seed),
      calendar_(settings.first_day, settings.last_day),
      sources_(zipf_weights(kCorpusSources, 1)),
      sections_(zipf_weights(kSections.size(), 0.8)),
      authors_(zipf_weights(kAuthors, 0.9)),
      places_(zipf_weights(kPlaces, 1)) {
  auto groups = by_language(articles);
  while (!groups.empty()) {
    const auto largest = std::max_element(
        groups.begin(), groups.end(),
        [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    languages_.push_back(largest->first.empty() ? "en" : largest->first);
    Passages& passages = passages_.emplace_back();
    for (const Article* article : largest->second) passages.add(*article);
    passages.find_names();
    groups.erase(largest);
  }
  for (std::size_t i = 0; i < kCorpusSources; ++i) {
    source_names_.push_back(short_name(kSourceNames + 37 * i) + " " +
                            std::string(kPapers[i % kPapers.size()]));
  }
}

void Corpus::append(std::uint64_t number, std::string* out) const {
  Draft draft{Chance(seed_, number), out, 0, 0, {}, {}, {}};
  const Passages& passages = choose_language(&draft);
  draft.wanted = draw_length(&draft.chance);
  const std::string published = to_iso_utc(calendar_.draw(&draft.chance));
  const std::string_view date = published;
  fmt::format_to(std::back_inserter(*out), R"({{"id":"{:08x}-{}{}{}{}{}{}")", number,
                 date.substr(0, 4), date.substr(5, 2), date.substr(8, 2), date.substr(11, 2),
                 date.substr(14, 2), date.substr(17, 2));
  append_source(&draft);
  fmt::format_to(std::back_inserter(*out), R"(,"url":"https://{}/{}/{}/{}/article-{}.html")",
                 draft.source, date.substr(0, 4), date.substr(5, 2), date.substr(8, 2), number);
  append_text(passages, &draft);
  append_people_and_places(&draft);
  fmt::format_to(std::back_inserter(*out), R"(,"language":"{}","published":"{}"}})", draft.language,
                 published);
  *out += '\n';
}

const Passages& Corpus::choose_language(Draft* draft) const {
  std::size_t index = 0;
  if (languages_.size() > 1 && draft->chance.happens(kOtherLanguages)) {
    index = 1 + draft->chance.below(languages_.size() - 1);
  }
  draft->language = languages_[index];
  return passages_[index];
}

void Corpus::append_text(const Passages& passages, Draft* draft) const {
  const std::vector<Passages::Article>& given = passages.articles();
  const Passages::Article& base = given[draft->chance.below(given.size())];
  *draft->out += R"(,"title":")" + base.title + R"(","text":")";
  while (draft->words < draft->wanted) {
    if (draft->words > 0) *draft->out += "\\n\\n";
    const bool stay = draft->words == 0 || draft->chance.happens(kSameArticle);
    append_run(passages, stay ? base : given[draft->chance.below(given.size())], draft);
  }
  *draft->out += '"';
}

void Corpus::append_run(const Passages& passages, const Passages::Article& from,
                        Draft* draft) const {
  const std::size_t start = draft->chance.below(from.sentences);
  const std::size_t length = std::min(1 + draft->chance.below(kLongestRun), from.sentences - start);
  for (std::size_t i = 0; i < length && draft->words < draft->wanted; ++i) {
    if (i > 0) *draft->out += ' ';
    append_sentence(passages, passages.sentences()[from.first_sentence + start + i], draft);
  }
}

void Corpus::append_sentence(const Passages& passages, const Sentence& sentence,
                             Draft* draft) const {
  const std::string_view text = passages.text(sentence);
  draft->words += sentence.words;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < sentence.slots; ++i) {
    const NameSlot slot = passages.slots()[sentence.first_slot + i];
    if (!draft->chance.happens(kExchangedName)) continue;
    draft->out->append(text.substr(copied, slot.begin - copied));
    if (draft->names.empty() || !draft->chance.happens(kNameAgain)) {
      draft->names.push_back(invented_name(draw_name_number(&draft->chance)));
    } else {
      std::swap(draft->names[draft->chance.below(draft->names.size())], draft->names.back());
    }
    draft->out->append(draft->names.back());
    copied = slot.end;
  }
  draft->out->append(text.substr(copied));
}

void Corpus::append_source(Draft* draft) const {
  const std::size_t index = sources_.draw(&draft->chance);
  const std::string& name = source_names_[index];
  std::string host = ascii_lower(name);
  std::replace(host.begin(), host.end(), ' ', '-');
  draft->source = fmt::format("{}-{}.example", host, index);
  fmt::format_to(std::back_inserter(*draft->out),
                 R"(,"source":{{"id":"{0}","name":"{1}","domain":"{0}"}})", draft->source, name);
}

void Corpus::append_people_and_places(Draft* draft) const {
  Chance* chance = &draft->chance;
  if (chance->happens(0.8)) {
    const std::size_t first = authors_.draw(chance);
    const std::size_t second = chance->happens(0.2) ? authors_.draw(chance) : first;
    *draft->out += R"(,"authors":[")" + person(first);
    if (second != first) *draft->out += R"(",")" + person(second);
    *draft->out += "\"]";
  }
  *draft->out += R"(,"section":")" + std::string(kSections[sections_.draw(chance)]) + '"';
  if (chance->happens(0.5)) {
    *draft->out += R"(,"place":")" + short_name(kPlaceNames + 53 * places_.draw(chance)) + '"';
  }
}

}  // namespace backfile
