// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/drivers/sqlite_database.h"

#include <sqlite3.h>

namespace backfile {
namespace {

void bind(sqlite3_stmt* statement, const std::vector<SqliteValue>& values) {
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

SqliteRow row_of(sqlite3_stmt* statement) {
  SqliteRow row;
  for (int i = 0; i < sqlite3_column_count(statement); ++i) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
    row.emplace_back(text == nullptr ? "" : text);
  }
  return row;
}

}  // namespace

SqliteDatabase::SqliteDatabase(const std::string& path) {
  if (sqlite3_open(path.c_str(), &handle_) != SQLITE_OK) fail("cannot open " + path);
}

SqliteDatabase::~SqliteDatabase() {
  for (const auto& [text, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

void SqliteDatabase::execute(const char* statements) {
  if (sqlite3_exec(handle_, statements, nullptr, nullptr, nullptr) != SQLITE_OK) fail(statements);
}

std::vector<SqliteRow> SqliteDatabase::rows(const std::string& text,
                                            const std::vector<SqliteValue>& values) {
  sqlite3_stmt* statement = prepared(text);
  if (statement == nullptr) return {};
  bind(statement, values);
  std::vector<SqliteRow> rows;
  int state = SQLITE_ROW;
  while ((state = sqlite3_step(statement)) == SQLITE_ROW) rows.push_back(row_of(statement));
  if (state != SQLITE_DONE) fail(text);
  sqlite3_reset(statement);
  return rows;
}

std::int64_t SqliteDatabase::number(const std::string& text,
                                    const std::vector<SqliteValue>& values) {
  const std::vector<SqliteRow> found = rows(text, values);
  return found.empty() ? 0 : std::stoll(found.front().front());
}

std::int64_t SqliteDatabase::last_number() const { return sqlite3_last_insert_rowid(handle_); }

sqlite3_stmt* SqliteDatabase::prepared(const std::string& text) {
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

void SqliteDatabase::fail(const std::string& what) {
  if (!problem_) problem_ = Error{ErrorCode::Io, what + ": " + sqlite3_errmsg(handle_)};
}

}  // namespace backfile
