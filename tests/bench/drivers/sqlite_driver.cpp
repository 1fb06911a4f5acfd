// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite FTS5 behind the protocol of drivers/protocol.h: the articles in a table, their words in an
// index over it, and what is counted in a narrow table of its own.
#include <string>
#include <vector>

#include "tests/bench/drivers/peer_main.h"
#include "tests/bench/drivers/protocol.h"
#include "tests/bench/drivers/sqlite_database.h"

namespace backfile {
namespace {

constexpr const char* kFile = "/index.sqlite";
constexpr const char* kSchema = R"(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA cache_size = -262144;
CREATE TABLE IF NOT EXISTS articles(number INTEGER PRIMARY KEY, id TEXT UNIQUE, url TEXT,
  title TEXT, text TEXT, place TEXT, published TEXT);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(title, text, content = 'articles',
  content_rowid = 'number', tokenize = "unicode61 remove_diacritics 2");
CREATE TABLE IF NOT EXISTS facts(number INTEGER PRIMARY KEY, date INTEGER, month INTEGER,
  source TEXT, section TEXT, language TEXT);
CREATE TABLE IF NOT EXISTS authors(number INTEGER, author TEXT, PRIMARY KEY(number, author))
  WITHOUT ROWID;
)";
// By date with everything that is counted, made once the first articles are in.
constexpr const char* kDateIndex =
    "CREATE INDEX IF NOT EXISTS facts_by_date ON facts(date, month, source, section, language);";

void insert(const Article& article, SqliteDatabase* database) {
  database->rows("INSERT INTO articles(id, url, title, text, place, published) VALUES(?,?,?,?,?,?)",
                 {article.id, article.url, article.title, article.text, article.place,
                  article.published ? to_iso(*article.published) : std::string()});
  const std::int64_t number = database->last_number();
  database->rows("INSERT INTO words(rowid, title, text) VALUES(?,?,?)",
                 {number, article.title, article.text});
  const std::int64_t date = article.published ? article.published->seconds : 0;
  database->rows(
      "INSERT INTO facts VALUES(?,?,?,?,?,?)",
      {number, date, month_of(date), article.source.id, article.section, article.language});
  for (const std::string& author : article.authors) {
    database->rows("INSERT OR IGNORE INTO authors VALUES(?,?)", {number, author});
  }
}

std::optional<Error> add(const std::string& corpus, const std::string& index) {
  SqliteDatabase database(index + kFile);
  database.execute(kSchema);
  database.execute("BEGIN");
  auto problem = for_each_article(corpus, [&](const std::string&, const Article& article) {
    insert(article, &database);
    return database.problem();
  });
  if (problem) return problem;
  database.execute("COMMIT");
  database.execute(kDateIndex);
  database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  return database.problem();
}

std::string joined(const std::vector<std::string>& words, const std::string& between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "\"" : between + '"') + word + '"';
  return text;
}

std::string match_text(const Question& question) {
  if (question.kind == "or") return joined(question.words, " OR ");
  if (question.kind == "phrase") return joined(question.words, " + ");
  if (question.kind == "prefix") return joined(question.words, " ") + " *";
  if (question.kind == "near") {
    return "NEAR(" + joined(question.words, " ") + ", " + std::to_string(kNearWords - 1) + ")";
  }
  return joined(question.words, " AND ");
}

// The FROM and WHERE of a question, and the values of its marks.
struct Condition {
  std::string text;
  std::vector<SqliteValue> values;
  std::string number;  // The column that identifies an article in it.
};

Condition condition_of(const Question& question) {
  const bool dated = question.from || question.until;
  Condition condition{" FROM facts WHERE 1", {}, "facts.number"};
  if (question.kind != "all") {
    const bool joins = dated || question.newest;
    condition = {joins ? " FROM words JOIN facts ON facts.number = words.rowid WHERE words MATCH ?"
                       : " FROM words WHERE words MATCH ?",
                 {match_text(question)},
                 "words.rowid"};
  }
  if (question.from) {
    condition.text += " AND date >= ?";
    condition.values.emplace_back(*question.from);
  }
  if (question.until) {
    condition.text += " AND date < ?";
    condition.values.emplace_back(*question.until);
  }
  return condition;
}

std::vector<std::uint64_t> numbers(const std::vector<SqliteRow>& rows) {
  std::vector<std::uint64_t> numbers;
  for (const SqliteRow& row : rows) numbers.push_back(std::stoull(row.front()));
  return numbers;
}

// Matches are written into a table once when more than one thing is counted by them.
void count(const Question& question, const Condition& condition, SqliteDatabase* database,
           DriverAnswer* answer) {
  if (question.facets.empty() && !question.timeline) {
    answer->total = static_cast<std::uint64_t>(
        database->number("SELECT count(*)" + condition.text, condition.values));
    return;
  }
  database->rows("DELETE FROM found", {});
  database->rows("INSERT INTO found SELECT " + condition.number + condition.text, condition.values);
  answer->total = static_cast<std::uint64_t>(database->number("SELECT count(*) FROM found", {}));
  for (const std::string& name : question.facets) {
    const std::string table = name == "author" ? "authors" : "facts";
    answer->facets.push_back({name, numbers(database->rows("SELECT count(*) FROM found JOIN " +
                                                               table + " USING(number) GROUP BY " +
                                                               name + " ORDER BY 1 DESC LIMIT 20",
                                                           {}))});
  }
  if (question.timeline) {
    answer->months = numbers(
        database->rows("SELECT count(*) FROM found JOIN facts USING(number) GROUP BY month", {}));
  }
}

void read_hits(const Question& question, const std::vector<SqliteRow>& hits,
               SqliteDatabase* database, DriverAnswer* answer) {
  for (const SqliteRow& hit : hits) {
    const std::int64_t number = std::stoll(hit.front());
    const std::string columns = question.fetch ? "id, url, title, text, published" : "id";
    const auto found =
        database->rows("SELECT " + columns + " FROM articles WHERE number = ?", {number});
    answer->ids.push_back(found.empty() ? "" : found.front().front());
  }
}

Result<DriverAnswer> ask(SqliteDatabase* database, const Question& question) {
  if (question.kind == "stem") {
    return Error{ErrorCode::InvalidArgument, "no stems were indexed"};
  }
  const Condition condition = condition_of(question);
  DriverAnswer answer;
  count(question, condition, database, &answer);
  if (question.hits > 0) {
    const bool ranked = !question.newest && question.kind != "all";
    const std::string snippet =
        question.snippets ? ", snippet(words, 1, '<b>', '</b>', '...', 40)" : "";
    const auto hits = database->rows("SELECT " + condition.number + snippet + condition.text +
                                         " ORDER BY " + (ranked ? "rank" : "date DESC") +
                                         " LIMIT " + std::to_string(question.hits),
                                     condition.values);
    read_hits(question, hits, database, &answer);
  }
  if (database->problem()) return *database->problem();
  return answer;
}

std::optional<Error> serve_index(const std::string& index) {
  const std::int64_t start = now_nanoseconds();
  SqliteDatabase database(index + kFile);
  database.execute(
      "PRAGMA cache_size = -262144; PRAGMA temp_store = MEMORY;"
      "CREATE TEMP TABLE found(number INTEGER PRIMARY KEY)");
  const auto articles =
      static_cast<std::uint64_t>(database.number("SELECT count(*) FROM facts", {}));
  if (database.problem()) return database.problem();
  serve((now_nanoseconds() - start) / 1000, [&] { return articles; },
        [&](const Question& question) { return ask(&database, question); });
  return std::nullopt;
}

}  // namespace
}  // namespace backfile

int main(int argc, char** argv) {
  return backfile::peer_main(argc, argv, {"sqlite_driver", backfile::add, backfile::serve_index});
}
