// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "common/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace backfile {

using SqliteValue = std::variant<std::int64_t, std::string>;
using SqliteRow = std::vector<std::string>;  // NULL is empty.

// A database file and the statements that it has prepared. After the first problem every call does
// nothing useful, and problem() says what it was.
class SqliteDatabase {
 public:
  explicit SqliteDatabase(const std::string& path);  // Made if it is not there.
  ~SqliteDatabase();
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;

  void execute(const char* statements);

  // All rows of one statement with these values for its marks; prepared once.
  std::vector<SqliteRow> rows(const std::string& text, const std::vector<SqliteValue>& values);

  // The first column of the first row, 0 if there is none.
  std::int64_t number(const std::string& text, const std::vector<SqliteValue>& values);

  std::int64_t last_number() const;  // Of the row inserted last.
  const std::optional<Error>& problem() const { return problem_; }

 private:
  sqlite3_stmt* prepared(const std::string& text);
  void fail(const std::string& what);

  sqlite3* handle_ = nullptr;
  std::vector<std::pair<std::string, sqlite3_stmt*>> statements_;
  std::optional<Error> problem_;
};

}  // namespace backfile
