// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/compat.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "common/ascii.h"
#include "common/date.h"
#include "common/text.h"
#include "server/http/errors.h"
#include "server/query/date_range.h"
#include "server/query/parser.h"

namespace backfile {
namespace {

bool is_named(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// "20170119" and "01/19/2017" as ISO writes them.
std::string iso_of(const std::string& text) {
  if (text.size() == 8 && all_digits(text)) {
    return text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6);
  }
  if (text.size() == 10 && text[2] == '/' && text[5] == '/') {
    return text.substr(6) + "-" + text.substr(0, 2) + "-" + text.substr(3, 2);
  }
  return text;
}

Result<std::optional<Timestamp>> date_of(const std::string& text, std::string_view name) {
  if (text.empty()) return std::optional<Timestamp>();
  const auto date = parse_iso_date(iso_of(text));
  if (date) return date;
  Error error = refusal("bad_value", "\"" + text + "\" is not a date.");
  error.detail.parameter = name;
  error.detail.found = text;
  return error;
}

}  // namespace

std::string CompatParameters::get(std::initializer_list<std::string_view> names) const {
  for (const auto& [name, value] : given_) {
    if (is_named(name, names) && !trim(value).empty()) return std::string(trim(value));
  }
  return {};
}

std::vector<std::string> CompatParameters::list(std::initializer_list<std::string_view> names,
                                                char separator) const {
  std::vector<std::string> values;
  for (const auto& [name, value] : given_) {
    if (!is_named(name, names)) continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const std::string_view piece = rest.substr(0, rest.find(separator));
      rest.remove_prefix(std::min(rest.size(), piece.size() + 1));
      if (!trim(piece).empty()) values.emplace_back(trim(piece));
    }
  }
  return values;
}

Result<std::uint32_t> CompatParameters::number(std::string_view name, std::uint32_t least,
                                               std::uint32_t most, std::uint32_t otherwise) const {
  const std::string text = get({name});
  if (text.empty()) return otherwise;
  std::uint32_t value = 0;
  const auto [stop, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status == std::errc() && stop == text.data() + text.size() && value >= least &&
      value <= most) {
    return value;
  }
  Error error =
      refusal("bad_value", "\"" + std::string(name) + "\" must be a whole number from " +
                               std::to_string(least) + " to " + std::to_string(most) + ".");
  error.detail.parameter = name;
  error.detail.found = text;
  return error;
}

Result<void> read_query(CompatQuery& query) {
  auto parsed = parse_query(query.q, {.in = query.in});
  if (!parsed) return std::move(parsed).error();
  query.search.query = std::move(*parsed);
  const auto from = date_of(query.from, "from");
  if (!from) return from.error();
  const auto to = date_of(query.to, "to");
  if (!to) return to.error();
  Filters& filters = query.search.filters;
  if (*from) filters.from = (*from)->seconds;
  if (*to) filters.until = end_of(**to);
  query.search.snippets = 0;
  query.search.mark_titles = false;
  return {};
}

std::string compat_message(const Error& error) {
  return problem_of(error).status == 500 ? "The server failed." : error.message;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string marked(const Snippet& snippet, std::string_view before, std::string_view after) {
  std::string text;
  std::size_t done = 0;
  for (const auto& [begin, end] : snippet.marks) {
    text.append(snippet.text, done, begin - done).append(before);
    text.append(snippet.text, begin, end - begin).append(after);
    done = end;
  }
  return text.append(snippet.text, done);
}

HttpResponse compat_json(int status, std::string body) {
  HttpResponse response{
      .status = status, .content_type = std::string(kJsonType), .body = std::move(body)};
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace backfile
