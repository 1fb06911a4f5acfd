// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/sentences.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "common/utf8.h"

namespace backfile {
namespace {

// A full stop behind one of these ends no sentence. Sorted.
constexpr auto kAbbreviations = std::to_array<std::string_view>(
    {"Abb",  "Adm",    "Apr",  "Art",  "Aug",  "Av",   "Ave", "Bd",     "Brig", "Bros", "Capt",
     "Cie",  "Cmdr",   "Co",   "Col",  "Corp", "Cpl",  "Dec", "Dr",     "Drs",  "Feb",  "Fig",
     "Fr",   "Ft",     "Gen",  "Gov",  "Hon",  "Hr",   "Hrn", "Inc",    "Ing",  "Insp", "Jan",
     "Jr",   "Lt",     "Ltd",  "MM",   "Maj",  "Mar",  "Me",  "Messrs", "Mlle", "Mme",  "Mmes",
     "Mr",   "Mrs",    "Ms",   "Mt",   "No",   "Nos",  "Nov", "Nr",     "Nro",  "Oct",  "Pfc",
     "Ph",   "Pres",   "Prof", "Rd",   "Rep",  "Reps", "Rev", "Sen",    "Sens", "Sep",  "Sept",
     "Sgt",  "Sr",     "Sra",  "Srta", "St",   "Ste",  "Str", "Supt",   "Tel",  "Vgl",  "Vol",
     "al",   "approx", "art",  "bzw",  "ca",   "cf",   "etc", "ff",     "fig",  "geb",  "ggf",
     "incl", "inkl",   "jr",   "max",  "min",  "nos",  "pp",  "resp",   "sog",  "sr",   "usw",
     "vgl",  "vol",    "vs"});
static_assert(std::ranges::is_sorted(kAbbreviations));

// Words that begin a sentence also behind an abbreviation: "in the U.S. The troops". Sorted.
constexpr auto kBeginners = std::to_array<std::string_view>(
    {"After", "Although", "An",    "And",  "As",   "At", "But",  "For",
     "He",    "However",  "If",    "In",   "It",   "On", "She",  "That",
     "The",   "There",    "These", "They", "This", "We", "When", "While"});
static_assert(std::ranges::is_sorted(kBeginners));

bool is_closing_stop(UChar32 c) {  // With or without a blank behind it.
  switch (c) {
    case 0x3002:  // Ideographic full stop and its forms.
    case 0xff0e:
    case 0xff61:
    case 0xff01:  // Full-width ! and ?.
    case 0xff1f:
    case 0x0964:  // Danda.
    case 0x0965:
    case 0x06d4:  // Urdu full stop.
    case 0x061f:  // Arabic question mark.
    case 0x1362:  // Ethiopic full stop.
    case 0x0589:  // Armenian full stop.
    case 0x203c:
    case 0x2047:
    case 0x2048:
    case 0x2049: return true;
    default: return false;
  }
}

struct Gap {
  std::size_t newlines = 0;
  bool begins_with_dot = false;
  bool closing_stop = false;
  bool loud_stop = false;  // "!", "?" or an ellipsis, behind which small letters may go on.
  bool dot = false;
  bool blank_after_stop = false;
};

Gap read_gap(std::string_view between) {
  Gap gap;
  gap.begins_with_dot = between.starts_with('.');
  bool stopped = false;
  for (std::size_t i = 0; i < between.size();) {
    const UChar32 c = next_code_point(between, &i);
    if (c == '\n') ++gap.newlines;
    gap.dot = gap.dot || c == '.';
    gap.loud_stop = gap.loud_stop || c == '!' || c == '?' || c == 0x2026;
    gap.closing_stop = gap.closing_stop || is_closing_stop(c);
    stopped = gap.dot || gap.loud_stop;
    if (stopped && c >= 0 && u_isUWhiteSpace(c) != 0) gap.blank_after_stop = true;
  }
  return gap;
}

bool begins_small(std::string_view word) {
  if (word.empty()) return false;
  std::size_t at = 0;
  return u_islower(next_code_point(word, &at)) != 0;
}

bool is_one_letter(std::string_view word) {
  std::size_t at = 0;
  if (word.empty() || u_isalpha(next_code_point(word, &at)) == 0) return false;
  return at == word.size();
}

}  // namespace

SentenceRules::SentenceRules(std::string_view text)
    : text_(text), has_blank_lines_(text.find("\n\n") != std::string_view::npos) {}

Boundary SentenceRules::look(std::size_t begin, std::size_t end, std::size_t next,
                             std::size_t next_end) const {
  const Gap gap = read_gap(text_.substr(end, next - end));
  if (gap.newlines > 1) return Boundary::Paragraph;
  if (gap.newlines == 1) return has_blank_lines_ ? Boundary::Sentence : Boundary::Paragraph;
  if (gap.closing_stop) return Boundary::Sentence;
  if (!gap.blank_after_stop) return Boundary::None;
  const std::string_view following = text_.substr(next, next_end - next);
  if (begins_small(following)) return Boundary::None;
  if (gap.loud_stop) return Boundary::Sentence;
  const std::string_view word = text_.substr(begin, end - begin);
  if (!gap.begins_with_dot) return Boundary::Sentence;
  if (!is_one_letter(word) && !std::ranges::binary_search(kAbbreviations, word)) {
    return Boundary::Sentence;
  }
  return std::ranges::binary_search(kBeginners, following) ? Boundary::Sentence : Boundary::None;
}

}  // namespace backfile
