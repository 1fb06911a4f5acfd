// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/place_name.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "common/text.h"
#include "common/utf8.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestPlace = 64;
constexpr std::size_t kMostWords = 6;

// Small words inside names of places.
constexpr std::string_view kParticles[] = {
    "of",  "the", "and", "on",  "upon", "de",  "da", "do", "dos", "del", "di",  "du", "la", "le",
    "les", "el",  "al",  "sur", "au",   "aux", "am", "an", "der", "den", "bei", "im", "in", "en"};

// Words that stand at the head of a line as a place does, and are none.
constexpr std::string_view kNoPlaces[] = {
    "staff",         "rpt",      "health",    "photo",      "photos",      "video",    "tv",
    "agency",        "agencies", "reporter",  "bureau",     "service",     "feed",     "wire",
    "desk",          "editor",   "editors",   "writer",     "contributor", "sports",   "update",
    "updated",       "breaking", "exclusive", "watch",      "opinion",     "analysis", "note",
    "correction",    "read",     "live",      "factbox",    "q",           "a",        "file",
    "host",          "by",       "from",      "interview",  "summary",     "question", "answer",
    "advertisement", "above",    "claim",     "developing", "fact",        "check",    "commentary",
    "editorial",     "review",   "story",     "report",     "updates",     "listen",   "verdict"};

bool is_particle(std::string_view word) {
  return std::find(std::begin(kParticles), std::end(kParticles), word) != std::end(kParticles);
}

bool starts_with_capital(std::string_view word) {
  std::size_t i = 0;
  return u_isupper(next_code_point(word, &i)) ||
         u_charType(next_code_point(word, &(i = 0))) == U_OTHER_LETTER;
}

// Calls `act` for each piece between blanks, hyphens and slashes, with the mark that ends it.
template <typename Act>
void for_each_piece(std::string_view text, const Act& act) {
  while (!text.empty()) {
    const std::size_t end = text.find_first_of(" -/");
    act(text.substr(0, end), end == std::string_view::npos ? '\0' : text[end]);
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

bool is_word_of_trade(std::string_view folded_word) {
  bool found = false;
  for_each_piece(folded_word, [&found](std::string_view piece, char) {
    while (piece.ends_with('.') || piece.ends_with('!')) piece.remove_suffix(1);
    found = found ||
            std::find(std::begin(kNoPlaces), std::end(kNoPlaces), piece) != std::end(kNoPlaces);
  });
  return found;
}

bool is_word_of_place(std::string_view word) {
  if (is_word_of_trade(fold(word))) return false;
  return is_particle(word) || starts_with_capital(word) || word == "/" || word == "&";
}

// "O'FALLON" has two capitals, "PEOPLE'S" one.
std::string capitalised(std::string_view word) {
  std::string out;
  std::size_t letters = 0;
  for (std::size_t i = 0; i < word.size();) {
    const UChar32 c = next_code_point(word, &i);
    if (c < 0) continue;
    const bool apostrophe = c == '\'' || c == 0x2019;
    append_code_point(letters > 0 ? u_tolower(c) : c, &out);
    if (u_isalpha(c))
      ++letters;
    else if (!apostrophe || letters == 1)
      letters = 0;
  }
  return out;
}

}  // namespace

bool looks_like_place(std::string_view text) {
  if (text.empty() || text.size() > kLongestPlace) return false;
  if (text.find_first_of("0123456789:;?!\"()[]|<>@#*_=") != std::string_view::npos) return false;
  std::size_t words = 0;
  bool has_capital = false;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    const std::string_view word = text.substr(0, end);
    if (word.empty() || !is_word_of_place(word) || ++words > kMostWords) return false;
    has_capital = has_capital || starts_with_capital(word);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return has_capital;
}

bool is_in_capitals(std::string_view text) {
  std::size_t letters = 0;
  for (std::size_t i = 0; i < text.size();) {
    const UChar32 c = next_code_point(text, &i);
    if (c < 0 || u_islower(c)) return false;
    if (u_isupper(c)) ++letters;
  }
  return letters >= 2;
}

std::string place_in_running_text(std::string_view place) {
  if (!is_in_capitals(place)) return std::string(place);
  std::string out;
  for_each_piece(place, [&out](std::string_view piece, char mark) {
    const std::string small = fold(piece);
    out += !out.empty() && is_particle(small) ? small : capitalised(piece);
    if (mark != '\0') out += mark;
  });
  return out;
}

}  // namespace backfile
