// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/ascii.h"
#include "common/date_names.h"
#include "common/text.h"
#include "indexer/extract/agency.h"
#include "indexer/extract/place_name.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestDateline = 140;

// The part before the mark that ends a dateline, and whether the mark is a colon.
struct Head {
  std::string_view text;
  bool colon = false;
};

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t'; }

// A hyphen inside a name ends nothing: a dash has a blank after it and a blank or bracket before.
bool is_hyphen_dash(std::string_view text, std::size_t at) {
  const bool starts = at > 0 && (is_blank(text[at - 1]) || text[at - 1] == ')');
  const std::size_t next = at + 1;
  return starts && (next == text.size() || is_blank(text[next]) || text[next] == '-');
}

bool is_long_dash(std::string_view rest) {
  return rest.starts_with("\u2013") || rest.starts_with("\u2014") || rest.starts_with("\u2015");
}

std::optional<Head> head_of(std::string_view paragraph) {
  const std::string_view text = paragraph.substr(0, kLongestDateline);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    const bool dash = (rest[0] == '-' && is_hyphen_dash(text, i)) || is_long_dash(rest) ||
                      rest.starts_with("--") || (rest[0] == '_' && is_hyphen_dash(text, i));
    if (dash) return Head{text.substr(0, i)};
    if (rest[0] == ':' && (rest.size() == 1 || is_blank(rest[1])))
      return Head{text.substr(0, i), true};
    if (rest[0] == '"' || rest[0] == '?' || rest[0] == '!') break;
    // "NEW DELHI, Jan 19 (IANS) Police ..." has no mark but the bracket.
    if (rest.starts_with(") ") && i + 2 < text.size() && !is_hyphen_dash(text, i + 2) &&
        !is_long_dash(rest.substr(2)) && !rest.substr(2).starts_with("_ ")) {
      return Head{text.substr(0, i + 1)};
    }
  }
  return std::nullopt;
}

// "Jan 19", "January 19 2017", "19 Jan.", "Thursday", "2017".
bool is_date(std::string_view segment) {
  bool has_name_or_year = false;
  while (!(segment = trim(segment)).empty()) {
    const std::string_view word = segment.substr(0, segment.find(' '));
    segment.remove_prefix(word.size());
    std::string bare = fold(word);
    while (!bare.empty() && bare.back() == '.') bare.pop_back();
    const bool digits = bare.size() <= 4 && all_digits(bare);
    const DateWord meaning = date_word(bare);
    const bool name = bare.size() >= 3 && (meaning.month != 0 || meaning.weekday);
    if (!digits && !name) return false;
    has_name_or_year = has_name_or_year || name || bare.size() == 4;
  }
  return has_name_or_year;
}

// The agency in "(Reuters)", "(AFP/APP)", "(PTI, Mumbai)"; empty for another bracket.
std::string_view agency_in_bracket(std::string_view bracket) {
  while (!bracket.empty()) {
    const std::size_t end = bracket.find_first_of("/,");
    const std::string_view agency = agency_named(bracket.substr(0, end));
    if (!agency.empty()) return agency;
    bracket = end == std::string_view::npos ? std::string_view{} : bracket.substr(end + 1);
  }
  return {};
}

std::vector<std::string_view> segments_of(std::string_view text) {
  std::vector<std::string_view> segments;
  while (true) {
    const std::size_t comma = text.find(',');
    segments.push_back(trim(text.substr(0, comma)));
    if (comma == std::string_view::npos) return segments;
    text.remove_prefix(comma + 1);
  }
}

struct Parts {
  std::string_view place;
  std::size_t names = 0;  // Place and regions.
  bool has_date = false;
  std::string_view agency;
};

std::optional<Parts> read_segments(std::string_view text) {
  Parts parts;
  if (trim(text).empty()) return parts;
  for (const std::string_view segment : segments_of(text)) {
    if (is_date(segment)) {
      parts.has_date = true;
    } else if (const auto agency = agency_named(segment); !agency.empty() && parts.names > 0) {
      parts.agency = agency;
    } else if (looks_like_place(segment) && parts.names < 3 && !parts.has_date) {
      if (parts.names++ == 0) parts.place = segment;
    } else {
      return std::nullopt;
    }
  }
  return parts;
}

}  // namespace

std::optional<Dateline> parse_dateline(std::string_view first_paragraph) {
  const auto head = head_of(first_paragraph);
  if (!head) return std::nullopt;
  std::string_view text = trim(head->text);
  std::string_view agency;
  bool bracket = false;
  if (text.ends_with(')')) {
    const std::size_t open = text.rfind('(');
    if (open == std::string_view::npos) return std::nullopt;
    agency = agency_in_bracket(text.substr(open + 1, text.size() - open - 2));
    text = trim(text.substr(0, open));
    bracket = true;
  }
  const auto parts = read_segments(text);
  if (!parts) return std::nullopt;
  if (agency.empty()) agency = parts->agency;
  if (parts->place.empty() && (agency.empty() || text.size() > 0)) return std::nullopt;
  if (agency.empty() && !parts->has_date) {
    // Only the capitals speak for a place: "NEW DELHI: ...", but not "JANE ROE, HOST: ...", and
    // not a bracket in the middle of a sentence.
    if (!is_in_capitals(parts->place)) return std::nullopt;
    if (head->colon && parts->names > 1) return std::nullopt;
    if (bracket && head->text.ends_with(')')) return std::nullopt;
  }
  return Dateline{place_in_running_text(parts->place), std::string(agency)};
}

}  // namespace backfile
