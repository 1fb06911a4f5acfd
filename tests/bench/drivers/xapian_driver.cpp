// SPDX-License-Identifier: GPL-3.0-or-later
// Plain Xapian behind the protocol of drivers/protocol.h: TermGenerator with positions and no
// stemmer, value slots for dates and facets, everything in one database.
#include <xapian.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/words.h"
#include "tests/bench/drivers/peer_main.h"
#include "tests/bench/drivers/protocol.h"

namespace backfile {
namespace {

constexpr Xapian::valueno kDateSlot = 0;
constexpr Xapian::valueno kMonthSlot = 1;
constexpr Xapian::termpos kGap = 100;  // No phrase goes from the title into the text.
constexpr Xapian::doccount kBatch = 10'000;
constexpr std::size_t kSnippetBytes = 300;

// Slots of facets; the values of one article are separated by NUL.
const std::map<std::string, Xapian::valueno>& facet_slots() {
  static const std::map<std::string, Xapian::valueno> slots = {
      {"source", 2}, {"section", 3}, {"language", 4}, {"author", 5}};
  return slots;
}

// Words as Backfile cuts them, with blanks between, so that totals agree.
std::string plain_words(std::string_view text) {
  std::string words;
  for_each_word(text, [&](const Word& word) { (words += word.folded) += ' '; });
  return words;
}

std::string joined_authors(const Article& article) {
  std::string joined;
  for (const std::string& author : article.authors) {
    if (!joined.empty()) joined += '\0';
    joined += author;
  }
  return joined;
}

Xapian::Document document_of(const std::string& line, const Article& article,
                             Xapian::TermGenerator* generator) {
  Xapian::Document document;
  generator->set_document(document);
  generator->set_termpos(0);
  generator->index_text(plain_words(article.title));
  generator->increase_termpos(kGap);
  generator->index_text(plain_words(article.text));
  document.set_data(line);
  document.add_boolean_term("Q" + article.id);
  document.add_value(facet_slots().at("source"), article.source.id);
  document.add_value(facet_slots().at("section"), article.section);
  document.add_value(facet_slots().at("language"), article.language);
  document.add_value(facet_slots().at("author"), joined_authors(article));
  if (article.published) {
    const std::int64_t seconds = article.published->seconds;
    document.add_value(kDateSlot, Xapian::sortable_serialise(static_cast<double>(seconds)));
    document.add_value(kMonthSlot, std::to_string(month_of(seconds)));
  }
  return document;
}

std::optional<Error> add(const std::string& corpus, const std::string& index) {
  try {
    Xapian::WritableDatabase database(index, Xapian::DB_CREATE_OR_OPEN);
    Xapian::TermGenerator generator;
    Xapian::doccount waiting = 0;
    auto problem = for_each_article(corpus, [&](const std::string& line, const Article& article) {
      database.add_document(document_of(line, article, &generator));
      if (++waiting % kBatch == 0) database.commit();
      return std::optional<Error>();
    });
    if (!problem) database.commit();
    return problem;
  } catch (const Xapian::Error& error) {
    return Error{ErrorCode::Io, error.get_description()};
  }
}

// Counts the values of one slot.
class CountingSpy : public Xapian::MatchSpy {
 public:
  explicit CountingSpy(Xapian::valueno slot) : slot_(slot) {}

  void operator()(const Xapian::Document& document, double /*weight*/) override {
    const std::string values = document.get_value(slot_);
    for (std::size_t begin = 0; begin < values.size();) {
      const std::size_t end = std::min(values.find('\0', begin), values.size());
      ++counts_[values.substr(begin, end - begin)];
      begin = end + 1;
    }
  }

  std::vector<std::uint64_t> counts() const {
    std::vector<std::uint64_t> counts;
    for (const auto& [value, count] : counts_) counts.push_back(count);
    return counts;
  }

 private:
  Xapian::valueno slot_;
  std::map<std::string, std::uint64_t> counts_;
};

Xapian::Query words_query(const Xapian::Database& database, const Question& question) {
  const auto begin = question.words.begin();
  const auto end = question.words.end();
  if (question.kind == "all") return Xapian::Query(std::string());
  if (question.kind == "or") return {Xapian::Query::OP_OR, begin, end};
  if (question.kind == "phrase") return {Xapian::Query::OP_PHRASE, begin, end};
  if (question.kind == "near") return {Xapian::Query::OP_NEAR, begin, end, kNearWords + 1};
  if (question.kind == "prefix") {
    const std::string& prefix = question.words.front();
    return {Xapian::Query::OP_SYNONYM, database.allterms_begin(prefix),
            database.allterms_end(prefix)};
  }
  return {Xapian::Query::OP_AND, begin, end};
}

Xapian::Query filtered(const Xapian::Query& words, const Question& question) {
  if (!question.from && !question.until) return words;
  constexpr double kFarAway = 1e15;
  const double from = question.from ? static_cast<double>(*question.from) : -kFarAway;
  const double until = question.until ? static_cast<double>(*question.until - 1) : kFarAway;
  return {Xapian::Query::OP_FILTER, words,
          Xapian::Query(Xapian::Query::OP_VALUE_RANGE, kDateSlot, Xapian::sortable_serialise(from),
                        Xapian::sortable_serialise(until))};
}

std::string id_of(const Xapian::Document& document) {
  auto term = document.termlist_begin();
  term.skip_to("Q");
  return (*term).substr(1);
}

void read_hits(const Question& question, const Xapian::MSet& found, DriverAnswer* answer) {
  for (auto hit = found.begin(); hit != found.end(); ++hit) {
    const Xapian::Document document = hit.get_document();
    answer->ids.push_back(id_of(document));
    if (!question.fetch) continue;
    const std::string record = document.get_data();
    if (question.snippets) found.snippet(record, kSnippetBytes);
  }
}

Result<DriverAnswer> ask(const Xapian::Database& database, const Question& question) {
  Xapian::Enquire enquire(database);
  enquire.set_query(filtered(words_query(database, question), question));
  if (question.newest) enquire.set_sort_by_value(kDateSlot, true);
  if (question.newest || question.hits == 0) enquire.set_weighting_scheme(Xapian::BoolWeight());
  std::vector<std::unique_ptr<CountingSpy>> spies;
  for (const std::string& name : question.facets) {
    spies.push_back(std::make_unique<CountingSpy>(facet_slots().at(name)));
  }
  if (question.timeline) spies.push_back(std::make_unique<CountingSpy>(kMonthSlot));
  for (const auto& spy : spies) enquire.add_matchspy(spy.get());

  const Xapian::MSet found = enquire.get_mset(0, question.hits, database.get_doccount());
  DriverAnswer answer;
  answer.total = found.get_matches_estimated();
  read_hits(question, found, &answer);
  for (std::size_t i = 0; i < question.facets.size(); ++i) {
    answer.facets.push_back({question.facets[i], spies[i]->counts()});
  }
  if (question.timeline) answer.months = spies.back()->counts();
  return answer;
}

std::optional<Error> serve_index(const std::string& index) {
  try {
    const std::int64_t start = now_nanoseconds();
    const Xapian::Database database(index);
    serve((now_nanoseconds() - start) / 1000, [&] { return database.get_doccount(); },
          [&](const Question& question) -> Result<DriverAnswer> {
            if (question.kind == "stem") {
              return Error{ErrorCode::InvalidArgument, "no stems were indexed"};
            }
            return ask(database, question);
          });
    return std::nullopt;
  } catch (const Xapian::Error& error) {
    return Error{ErrorCode::Io, error.get_description()};
  }
}

}  // namespace
}  // namespace backfile

int main(int argc, char** argv) {
  return backfile::peer_main(argc, argv, {"xapian_driver", backfile::add, backfile::serve_index});
}
