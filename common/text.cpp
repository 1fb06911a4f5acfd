// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text.h"

#include <simdjson.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "common/ascii.h"
#include "common/repairs.h"
#include "common/utf8.h"

namespace backfile {
namespace {

std::int32_t size_of(std::string_view text) { return static_cast<std::int32_t>(text.size()); }

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), size_of(text)));
}

// Blanks of every width become a space; line separators a newline.
UChar32 plain(UChar32 c) {
  if (c == 0x2028 || c == 0x2029 || c == 0x85) return '\n';
  return u_isUWhiteSpace(c) && c != '\n' && c != '\t' ? ' ' : c;
}

// Where the text of plain ASCII that begins at `from` ends: cleaning leaves it as it is.
std::size_t end_of_plain_ascii(std::string_view text, std::size_t from) {
  for (; from < text.size(); ++from) {
    const char c = text[from];
    if ((c < ' ' || c > '~') && c != '\n' && c != '\t') break;
  }
  return from;
}

bool is_blank(UChar32 c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return u_isUWhiteSpace(c) != 0;
}

bool folds_accents(UChar32 c) {
  const auto block = ublock_getCode(c);
  return c < 0x250 || block == UBLOCK_GREEK || block == UBLOCK_GREEK_EXTENDED ||
         block == UBLOCK_LATIN_EXTENDED_ADDITIONAL;
}

// Whether a mark behind `base` says nothing that writers always write: accents of Latin and Greek,
// the dots of the Russian yo, vowel signs and hamza of Arabic, points of Hebrew.
bool is_left_out(UChar32 mark, UChar32 base) {
  if (folds_accents(base)) return true;
  if (base == 0x435) return mark == 0x308;
  const auto block = ublock_getCode(base);
  return block == UBLOCK_ARABIC || block == UBLOCK_HEBREW;
}

// One letter for those that are written for one another: letters with a stroke that Unicode does
// not decompose; Arabic alef, yeh, kaf and teh marbuta; final forms of Hebrew; digits of any
// script. 0 for the tatweel, which only stretches a word.
UChar32 usual_letter(UChar32 c) {
  if (c < 0x80) return c;
  if (u_charType(c) == U_DECIMAL_DIGIT_NUMBER) return '0' + u_charDigitValue(c);
  switch (c) {
    case 0xf8: return 'o';
    case 0x111: return 'd';
    case 0x127: return 'h';
    case 0x131: return 'i';
    case 0x142: return 'l';
    case 0x167: return 't';
    case 0x5da: return 0x5db;  // Kaf.
    case 0x5dd: return 0x5de;  // Mem.
    case 0x5df: return 0x5e0;  // Nun.
    case 0x5e3: return 0x5e4;  // Pe.
    case 0x5e5: return 0x5e6;  // Tsadi.
    case 0x629: return 0x647;  // Teh marbuta, heh.
    case 0x640: return 0;      // Tatweel.
    case 0x649:                // Alef maksura,
    case 0x6cc: return 0x64a;  // Farsi yeh: yeh.
    case 0x671: return 0x627;  // Alef wasla, alef.
    case 0x6a9: return 0x643;  // Keheh, kaf.
    default: return c;
  }
}

std::string fold_unicode(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return std::string(text);
  const icu::UnicodeString apart =
      nfd->normalize(casefold->normalize(from_utf8(text), status), status);
  icu::UnicodeString kept;
  UChar32 base = 0;
  for (std::int32_t i = 0; i < apart.length();) {
    const UChar32 c = apart.char32At(i);
    i += U16_LENGTH(c);
    if (u_charType(c) == U_NON_SPACING_MARK) {
      if (is_left_out(c, base)) continue;
    } else {
      base = c;
    }
    if (const UChar32 usual = usual_letter(c); usual != 0) kept.append(usual);
  }
  std::string out;
  nfc->normalize(kept, status).toUTF8String(out);
  return out;
}

}  // namespace

bool is_invisible(char32_t c) {
  if (c == 0x200c || c == 0x200d) return false;
  const std::int8_t type = u_charType(static_cast<UChar32>(c));
  return type == U_CONTROL_CHAR || type == U_FORMAT_CHAR || type == U_SURROGATE ||
         type == U_PRIVATE_USE_CHAR || (c & 0xfffe) == 0xfffe;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_valid_utf8(std::string_view text) { return simdjson::validate_utf8(text); }

std::string clean_text(std::string_view utf8) {
  std::string kept;
  kept.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) {
    const std::size_t plain_end = end_of_plain_ascii(utf8, i);
    kept.append(utf8.substr(i, plain_end - i));
    i = plain_end;
    if (i == utf8.size()) break;
    UChar32 c = next_code_point(utf8, &i);
    if (c < 0) {
      c = 0xfffd;
      note_repair(Repair::IllFormed);
    }
    if (c == '\r') {
      if (i < utf8.size() && utf8[i] == '\n') continue;
      c = '\n';
    }
    c = plain(c);
    if (c == '\n' || c == '\t' || !is_invisible(static_cast<char32_t>(c))) {
      append_code_point(c, &kept);
    } else {
      note_repair(Repair::Invisible);
    }
  }
  if (is_ascii(kept)) return kept;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return kept;
  if (nfc->isNormalizedUTF8(kept, status) && U_SUCCESS(status)) return kept;
  note_repair(Repair::Normalization);
  std::string out;
  nfc->normalize(from_utf8(kept), status).toUTF8String(out);
  return out;
}

std::string collapse_blanks(std::string_view utf8) {
  // Most of what comes here are single words.
  const auto is_letter = [](char c) { return c > ' ' && c < 0x7f; };
  if (std::ranges::all_of(utf8, is_letter)) return std::string(utf8);
  std::string out;
  out.reserve(utf8.size());
  bool pending = false;
  for (std::size_t i = 0; i < utf8.size();) {
    const std::size_t begin = i;
    while (i < utf8.size() && is_letter(utf8[i])) ++i;
    if (i == begin) {
      const UChar32 c = next_code_point(utf8, &i);
      if (c >= 0 && is_blank(c)) {
        pending = !out.empty();
        continue;
      }
    }
    if (pending) out.push_back(' ');
    pending = false;
    out.append(utf8.substr(begin, i - begin));
  }
  return out;
}

std::string fold(std::string_view utf8) {
  if (is_ascii(utf8)) return ascii_lower(collapse_blanks(utf8));
  return collapse_blanks(fold_unicode(utf8));
}

std::string_view truncate_utf8(std::string_view utf8, std::size_t limit) {
  if (utf8.size() <= limit) return utf8;
  std::size_t cut = limit;
  while (cut > 0 && (static_cast<unsigned char>(utf8[cut]) & 0xc0) == 0x80) --cut;
  return utf8.substr(0, cut);
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\f\v";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    c = ascii_lower(c);
  }
  return lower;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view ascii_prefix) {
  if (text.size() < ascii_prefix.size()) return false;
  return std::equal(ascii_prefix.begin(), ascii_prefix.end(), text.begin(),
                    [](char a, char b) { return ascii_lower(a) == ascii_lower(b); });
}

}  // namespace backfile
