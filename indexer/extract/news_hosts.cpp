// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/news_hosts.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <optional>
#include <utility>

#include "common/ascii.h"
#include "common/files.h"
#include "common/text.h"
#include "indexer/extract/news_hosts_text.h"

namespace backfile {
namespace {

constexpr std::uint64_t kLargestFile = 16 << 20;
constexpr std::size_t kColumns = 6;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_code(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most &&
         std::all_of(text.begin(), text.end(), is_small);
}

bool is_host(std::string_view text) {
  if (text.starts_with("www.") || text.starts_with('.') || text.ends_with('.')) return false;
  if (text.find("..") != std::string_view::npos) return false;
  return text.find('.') != std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_small(c) || is_digit(c) || c == '.' || c == '-' ||
                  static_cast<unsigned char>(c) >= 0x80;
         });
}

// The form alone: the names themselves belong to the zone database of the system.
bool is_zone(std::string_view text) {
  if (text == "UTC") return true;
  const std::size_t slash = text.find('/');
  return slash != std::string_view::npos && slash > 0 && !text.ends_with('/') &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_small(c) || is_digit(c) || is_capital(c) || c == '/' || c == '_' || c == '-' ||
                  c == '+';
         });
}

std::optional<NumericOrder> order_named(std::string_view text) {
  if (text == "dmy") return NumericOrder::DayMonthYear;
  if (text == "mdy") return NumericOrder::MonthDayYear;
  if (text == "ymd") return NumericOrder::YearMonthDay;
  return std::nullopt;
}

using Columns = std::vector<std::string_view>;

Columns columns_of(std::string_view line) {
  Columns columns;
  while (true) {
    const std::size_t tab = line.find('\t');
    columns.push_back(trim(line.substr(0, tab)));
    if (tab == std::string_view::npos) return columns;
    line.remove_prefix(tab + 1);
  }
}

std::string wrong(std::string_view column, std::string_view value, std::string_view expected) {
  return "the " + std::string(column) + " is \"" + std::string(value) + "\"; write " +
         std::string(expected);
}

// What is wrong with the columns of a row, or nothing.
std::string fault_of(const Columns& columns) {
  if (columns.size() != kColumns) {
    return "the row has " + std::to_string(columns.size()) +
           " columns; write host, name, country, zone, order and language, parted by tabs";
  }
  if (!is_host(columns[0])) {
    return wrong("host", columns[0], "it in lower case, without www. and path: \"example.com\"");
  }
  if (columns[1].empty()) return "the name is empty; write it as readers know it";
  const std::string_view country = columns[2];
  if (country == "uk") return wrong("country", country, "\"gb\", the code of ISO 3166");
  if (!is_code(country, 2, 2)) {
    return wrong("country", country, "the two letters of ISO 3166 in lower case, as \"us\"");
  }
  if (!is_zone(columns[3])) {
    return wrong("time zone", columns[3], "a name of the zone database, as \"Europe/Dublin\"");
  }
  if (!order_named(columns[4])) return wrong("order", columns[4], "dmy, mdy or ymd");
  if (!is_code(columns[5], 2, 3)) {
    return wrong("language", columns[5], "the two or three letters of BCP 47, as \"en\"");
  }
  return {};
}

Result<std::vector<NewsHost>> rows_of(std::string_view tsv, std::string_view file_name) {
  if (tsv.starts_with(kByteOrderMark)) tsv.remove_prefix(kByteOrderMark.size());
  std::vector<NewsHost> rows;
  std::map<std::string_view, std::size_t> line_of_host;
  std::size_t number = 0;
  for (const std::string_view line : split_lines(tsv)) {
    ++number;
    if (trim(line).empty() || line.starts_with('#')) continue;
    const Columns columns = columns_of(line);
    std::string fault = is_valid_utf8(line) ? fault_of(columns) : "the row is not valid UTF-8";
    if (fault.empty()) {
      const auto [first, fresh] = line_of_host.emplace(columns[0], number);
      if (!fresh) {
        fault = "the host \"" + std::string(columns[0]) + "\" has a row in line " +
                std::to_string(first->second) + " already; keep one";
      }
    }
    if (!fault.empty()) {
      return Error{ErrorCode::BadConfig,
                   std::string(file_name) + ":" + std::to_string(number) + ": " + fault};
    }
    rows.push_back({std::string(columns[0]), std::string(columns[1]), std::string(columns[2]),
                    std::string(columns[3]), *order_named(columns[4]), std::string(columns[5])});
  }
  return rows;
}

std::vector<NewsHost> built_in_rows() {
  Result<std::vector<NewsHost>> rows = rows_of(news_hosts_text(), "news_hosts.tsv");
  assert(rows);  // A test reads every row.
  return rows ? *std::move(rows) : std::vector<NewsHost>{};
}

// "Times of India" and "The Times of India" are one paper.
std::string key_of(std::string_view name) {
  std::string key = fold(name);
  if (key.starts_with("the ")) key.erase(0, 4);
  return key;
}

}  // namespace

const NewsHosts& NewsHosts::built_in() {
  static const NewsHosts hosts = [] {
    NewsHosts made;
    made.add(built_in_rows());
    return made;
  }();
  return hosts;
}

Result<NewsHosts> NewsHosts::with_file(const std::string& path) {
  const Result<std::string> tsv = read_file(path, kLargestFile);
  if (!tsv) return Error{ErrorCode::BadConfig, "table of news hosts: " + tsv.error().message};
  return with_rows(*tsv, path);
}

Result<NewsHosts> NewsHosts::with_rows(std::string_view tsv, std::string_view file_name) {
  Result<std::vector<NewsHost>> rows = rows_of(tsv, file_name);
  if (!rows) return std::move(rows).error();
  NewsHosts hosts;
  hosts.add(*std::move(rows));
  hosts.add(built_in_rows());
  return hosts;
}

void NewsHosts::add(std::vector<NewsHost> rows) {
  std::map<std::string, const NewsHost*, std::less<>> names;
  for (NewsHost& row : rows) {
    const auto [added, fresh] = rows_.insert(std::move(row));
    if (!fresh) continue;
    const auto [known, first] = names.emplace(key_of(added->name), &*added);
    const bool same_publisher =
        first || (known->second != nullptr && known->second->country == added->country);
    if (!same_publisher) known->second = nullptr;
  }
  names_.merge(names);
}

const NewsHost* NewsHosts::find_host(std::string_view host) const {
  while (true) {
    const auto row = rows_.find(host);
    if (row != rows_.end()) return &*row;
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos) return nullptr;
    host.remove_prefix(dot + 1);
  }
}

const NewsHost* NewsHosts::find_named(std::string_view name) const {
  const auto row = names_.find(key_of(name));
  return row == names_.end() ? nullptr : row->second;
}

}  // namespace backfile
