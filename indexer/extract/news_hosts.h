// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace backfile {

// Of numeric dates. Where the year stands last in spite of YearMonthDay, the month stands first.
enum class NumericOrder : std::uint8_t { DayMonthYear, MonthDayYear, YearMonthDay };

// What is known of a publisher by its host; the columns of news_hosts.tsv.
struct NewsHost {
  std::string host;     // In lower case, without "www.".
  std::string name;     // As readers know it.
  std::string country;  // ISO 3166-1 alpha-2 in lower case.
  std::string zone;     // In the IANA database: "Europe/Dublin".
  NumericOrder order = NumericOrder::DayMonthYear;
  std::string language;  // BCP 47 primary tag of most of its articles.
};

// A table of news hosts. It does not change after it was made, so that threads may share it;
// pointers into it are valid as long as it lives, also after a move.
class NewsHosts {
 public:
  // The table that is compiled in.
  static const NewsHosts& built_in();

  // The compiled-in table with rows of the same form, which go before its own for the same host or
  // name. BadConfig, with file, line and what is wrong, for a file that cannot be read or used.
  static Result<NewsHosts> with_file(const std::string& path);
  static Result<NewsHosts> with_rows(std::string_view tsv, std::string_view file_name);

  NewsHosts(NewsHosts&&) = default;
  NewsHosts& operator=(NewsHosts&&) = default;
  NewsHosts(const NewsHosts&) = delete;
  NewsHosts& operator=(const NewsHosts&) = delete;
  ~NewsHosts() = default;

  // The row of a host as host_of gives it, else of its nearest parent domain; null if there is
  // none.
  const NewsHost* find_host(std::string_view host) const;

  // The row of a name, whatever its case, accents and leading "The"; null for an unknown name and
  // for one that hosts of several countries share.
  const NewsHost* find_named(std::string_view name) const;

  // All rows by host.
  auto begin() const { return rows_.begin(); }
  auto end() const { return rows_.end(); }

 private:
  struct ByHost {
    using is_transparent = void;
    static std::string_view key(const NewsHost& row) { return row.host; }
    static std::string_view key(std::string_view host) { return host; }
    template <typename A, typename B>
    bool operator()(const A& a, const B& b) const {
      return key(a) < key(b);
    }
  };

  NewsHosts() = default;
  // Rows and names that are there already stay.
  void add(std::vector<NewsHost> rows);

  std::set<NewsHost, ByHost> rows_;
  std::map<std::string, const NewsHost*, std::less<>> names_;  // Null for a name of several.
};

}  // namespace backfile
