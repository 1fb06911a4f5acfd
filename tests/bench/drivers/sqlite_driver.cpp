// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite FTS5 behind the protocol of drivers/protocol.h: the articles in a table, their words in an
// index over it, and what is counted in a narrow table of its own.
#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tests/bench/drivers/peer_main.h"
#include "tests/bench/drivers/protocol.h"

namespace backfile {
namespace {

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

using Value = std::variant<std::int64_t, std::string>;
using Row = std::vector<std::string>;

class Database {
 public:
  explicit Database(const std::string& index) {
    const std::string path = index + "/index.sqlite";
    if (sqlite3_open(path.c_str(), &handle_) != SQLITE_OK) fail("cannot open " + path);
  }
  ~Database() {
    for (const auto& [text, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close(handle_);
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void execute(const char* statements) {
    if (sqlite3_exec(handle_, statements, nullptr, nullptr, nullptr) != SQLITE_OK) fail(statements);
  }

  // All rows of one statement, which is prepared once.
  std::vector<Row> rows(const std::string& text, const std::vector<Value>& values) {
    sqlite3_stmt* statement = prepared(text);
    if (statement == nullptr) return {};
    bind(statement, values);
    std::vector<Row> rows;
    int state = SQLITE_ROW;
    while ((state = sqlite3_step(statement)) == SQLITE_ROW) rows.push_back(row(statement));
    if (state != SQLITE_DONE) fail(text);
    sqlite3_reset(statement);
    return rows;
  }

  std::int64_t number(const std::string& text, const std::vector<Value>& values) {
    const std::vector<Row> found = rows(text, values);
    return found.empty() ? 0 : std::stoll(found.front().front());
  }

  std::int64_t last_number() const { return sqlite3_last_insert_rowid(handle_); }

  // The first thing that went wrong.
  const std::optional<Error>& problem() const { return problem_; }

 private:
  sqlite3_stmt* prepared(const std::string& text) {
    for (const auto& [known, statement] : statements_) {
      if (known == text) return statement;
    }
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_, text.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
      fail(text);
      return nullptr;
    }
    statements_.emplace_back(text, statement);
    return statement;
  }

  static void bind(sqlite3_stmt* statement, const std::vector<Value>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const int place = static_cast<int>(i) + 1;
      if (const auto* number = std::get_if<std::int64_t>(&values[i])) {
        sqlite3_bind_int64(statement, place, *number);
      } else {
        const auto& text = std::get<std::string>(values[i]);
        sqlite3_bind_text(statement, place, text.data(), static_cast<int>(text.size()),
                          SQLITE_STATIC);
      }
    }
  }

  static Row row(sqlite3_stmt* statement) {
    Row row;
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
      row.emplace_back(text == nullptr ? "" : text);
    }
    return row;
  }

  void fail(const std::string& what) {
    if (!problem_) problem_ = Error{ErrorCode::Io, what + ": " + sqlite3_errmsg(handle_)};
  }

  sqlite3* handle_ = nullptr;
  std::vector<std::pair<std::string, sqlite3_stmt*>> statements_;
  std::optional<Error> problem_;
};

void insert(const Article& article, Database* database) {
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
  Database database(index);
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
  std::vector<Value> values;
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

std::vector<std::uint64_t> numbers(const std::vector<Row>& rows) {
  std::vector<std::uint64_t> numbers;
  for (const Row& row : rows) numbers.push_back(std::stoull(row.front()));
  return numbers;
}

// Matches are written into a table once when more than one thing is counted by them.
void count(const Question& question, const Condition& condition, Database* database,
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

void read_hits(const Question& question, const std::vector<Row>& hits, Database* database,
               DriverAnswer* answer) {
  for (const Row& hit : hits) {
    const std::int64_t number = std::stoll(hit.front());
    const std::string columns = question.fetch ? "id, url, title, text, published" : "id";
    const auto found =
        database->rows("SELECT " + columns + " FROM articles WHERE number = ?", {number});
    answer->ids.push_back(found.empty() ? "" : found.front().front());
  }
}

Result<DriverAnswer> ask(Database* database, const Question& question) {
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
  Database database(index);
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
