// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/query_text.h"

#include <unicode/uchar.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "common/text.h"
#include "common/utf8.h"
#include "server/query/warnings.h"

namespace backfile {
namespace {

std::string code_point_name(char32_t c) {
  std::array<char, 16> name{};
  std::snprintf(name.data(), name.size(), "U+%04X", static_cast<unsigned>(c));
  return name.data();
}

bool is_blank(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0; }

bool is_plain_blank(char32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

char32_t normalised(char32_t c, std::vector<Warning>* warnings) {
  constexpr char32_t kFullWidthFirst = 0xff01;
  constexpr char32_t kFullWidthLast = 0xff5e;
  // The sentence marks of Chinese and Japanese are no wildcards.
  if (c == U'！' || c == U'？') return c;
  if (c >= kFullWidthFirst && c <= kFullWidthLast) {
    add_warning("width_normalised", "full-width letters, digits and signs read as plain ones",
                warnings);
    return c - kFullWidthFirst + '!';
  }
  if (!is_blank(c)) return c;
  if (!is_plain_blank(c)) {
    add_warning("blanks_normalised", code_point_name(c) + " read as a blank", warnings);
  }
  return ' ';
}

Error not_utf8(std::size_t position) {
  Error error{ErrorCode::InvalidArgument,
              "Expected UTF-8, but the bytes at this position are not; encode the query as UTF-8."};
  error.detail.parameter = "q";
  error.detail.position = position;
  error.detail.expected = {"UTF-8"};
  return error;
}

}  // namespace

bool is_letter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)) != 0; }

bool is_letter_or_digit(char32_t c) { return u_isalnum(static_cast<UChar32>(c)) != 0; }

QuoteFamily quote_family(char32_t c) {
  switch (c) {
    case U'"':
    case U'“':
    case U'”':
    case U'„':
    case U'‟':
    case U'〝':
    case U'〞':
    case U'〟': return QuoteFamily::Double;
    case U'«':
    case U'»': return QuoteFamily::Angle;
    case U'「':
    case U'」':
    case U'『':
    case U'』':
    case U'﹁':
    case U'﹂':
    case U'﹃':
    case U'﹄':
    case U'｢':
    case U'｣': return QuoteFamily::Corner;
    default: return QuoteFamily::None;
  }
}

Result<QueryText> QueryText::read(std::string_view utf8, std::vector<Warning>* warnings) {
  QueryText text;
  text.written_ = utf8;
  std::size_t position = 0;
  for (std::size_t i = 0; i < utf8.size(); ++position) {
    const std::size_t byte = i;
    const UChar32 c = next_code_point(utf8, &i);
    if (c < 0) return not_utf8(position);
    const char32_t kept = normalised(static_cast<char32_t>(c), warnings);
    if (kept != ' ' && is_invisible(kept)) {
      add_warning("invisible_removed", code_point_name(kept) + " taken out", warnings);
      continue;
    }
    text.characters_.push_back(kept);
    if (text.ends_in_gershayim()) {
      add_warning("quotes_normalised",
                  "a quotation mark between Hebrew letters is read as gershayim, as in צה״ל",
                  warnings);
      text.characters_[text.characters_.size() - 2] = U'״';
    }
    text.positions_.push_back(position);
    text.bytes_.push_back(byte);
  }
  text.positions_.push_back(position);
  text.bytes_.push_back(utf8.size());
  return text;
}

bool QueryText::ends_in_gershayim() const {
  const auto is_hebrew = [](char32_t c) { return c >= 0x5d0 && c <= 0x5ea; };
  const std::size_t size = characters_.size();
  return size >= 3 && characters_[size - 2] == '"' && is_hebrew(characters_[size - 3]) &&
         is_hebrew(characters_[size - 1]);
}

std::u32string_view QueryText::view(Span span) const {
  return std::u32string_view(characters_).substr(span.begin, span.end - span.begin);
}

std::string QueryText::utf8(Span span) const { return encode_utf8(view(span)); }

std::string QueryText::written(Span span) const {
  return written_.substr(bytes_[span.begin], bytes_[span.end] - bytes_[span.begin]);
}

std::string QueryText::with_replaced(Span span, std::string_view replacement) const {
  std::string text = written_.substr(0, bytes_[span.begin]);
  text.append(replacement);
  text.append(written_, bytes_[span.end]);
  return std::string(trim(text));
}

std::string encode_utf8(std::u32string_view text) {
  std::string utf8;
  for (const char32_t c : text) append_code_point(static_cast<UChar32>(c), &utf8);
  return utf8;
}

}  // namespace backfile
