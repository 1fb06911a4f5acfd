// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/xml_source.h"

#include <libxml/HTMLparser.h>

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>

#include "common/ascii.h"
#include "common/mojibake.h"
#include "common/text.h"
#include "common/utf8.h"
#include "common/xml_prologue.h"
#include "indexer/format/html_charset.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestReference = 32;

// What windows-1252 has where ISO 8859-1 and Unicode have the controls 0x80 to 0x9F.
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool is_xml_character(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
}

// The names of HTML 4. The library finds a name by comparing it with all of them.
const std::unordered_map<std::string_view, char32_t>& html_entities() {
  static const auto* const names = [] {
    constexpr unsigned kFirst = 0xA0;
    constexpr unsigned kLast = 0x2666;
    auto* table = new std::unordered_map<std::string_view, char32_t>();
    for (unsigned code = kFirst; code <= kLast; ++code) {
      const htmlEntityDesc* entity = htmlEntityValueLookup(code);
      if (entity != nullptr) table->emplace(entity->name, static_cast<char32_t>(code));
    }
    return table;
  }();
  return *names;
}

class Source {
 public:
  explicit Source(std::string_view text) : text_(text) { out_.reserve(text.size() + 64); }

  Result<std::string> read() {
    skip_to_first_tag();
    while (at_ < text_.size() && !error_) read_one();
    if (error_) return *std::move(error_);
    return std::move(out_);
  }

 private:
  void skip_to_first_tag() {
    const std::size_t tag = text_.find('<');
    skip(tag == std::string_view::npos ? text_.size() : tag);
  }

  // Leaves out the text up to `end`, but for its newlines.
  void skip(std::size_t end) {
    for (; at_ < end; ++at_) {
      if (text_[at_] == '\n') out_ += '\n';
    }
  }

  void read_one() {
    const char c = text_[at_];
    if (c == '&') return read_reference();
    if (c != '<') return read_character();
    if (text_.substr(at_).starts_with("<![CDATA[")) return read_cdata();
    const std::size_t unread = end_of_xml_aside(text_, at_);
    if (unread != at_) {
      const std::string_view left_out = text_.substr(at_, unread - at_);
      if (left_out.find("<!ENTITY") != std::string_view::npos) declares_entities_ = true;
      return skip(unread);
    }
    const bool tag =
        at_ + 1 < text_.size() && (begins_xml_name(text_[at_ + 1]) || text_[at_ + 1] == '/');
    if (tag) return read_tag();
    out_ += "&lt;";
    ++at_;
  }

  void read_character() {
    const auto byte = static_cast<unsigned char>(text_[at_]);
    // U+FFFE and U+FFFF are the only characters above the controls that XML forbids.
    const std::string_view rest = text_.substr(at_, 3);
    if (rest == "\xEF\xBF\xBE" || rest == "\xEF\xBF\xBF") {
      at_ += 3;
      return;
    }
    if (is_xml_character(byte)) out_ += text_[at_];
    ++at_;
  }

  void read_cdata() {
    const std::size_t close = text_.find("]]>", at_);
    const std::size_t end = close == std::string_view::npos ? text_.size() : close + 3;
    while (at_ < end) read_character();
  }

  void read_tag() {
    char quote = 0;
    std::size_t attributes = 0;
    while (at_ < text_.size() && !error_) {
      const char c = text_[at_];
      if (quote == 0 && c == '=' && ++attributes > kMaxXmlAttributes) {
        error_ = Error{ErrorCode::BadRecord, "an element has more than " +
                                                 std::to_string(kMaxXmlAttributes) + " attributes" +
                                                 line()};
        return;
      }
      if (c == '&') {
        read_reference();
        continue;
      }
      if (quote != 0 && c == '<') {
        out_ += "&lt;";
        ++at_;
        continue;
      }
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      }
      read_character();
      if (quote == 0 && c == '>') return;
    }
  }

  void read_reference() {
    const std::string_view rest = text_.substr(at_, kLongestReference);
    const std::size_t end = rest.find(';');
    const std::string_view name = end == std::string_view::npos ? "" : rest.substr(1, end - 1);
    if (name.starts_with('#')) {
      if (const std::int64_t code = number_in(name.substr(1)); code >= 0) {
        append(static_cast<char32_t>(code));
        at_ += end + 1;
        return;
      }
    } else if (is_name(name) && read_named(name)) {
      if (!error_) at_ += end + 1;
      return;
    }
    out_ += "&amp;";
    ++at_;
  }

  static bool is_name(std::string_view name) {
    if (name.empty() || !begins_xml_name(name[0])) return false;
    for (const char c : name) {
      if (!is_xml_name_character(c)) return false;
    }
    return true;
  }

  bool read_named(std::string_view name) {
    for (const std::string_view own : {"amp", "lt", "gt", "quot", "apos"}) {
      if (name != own) continue;
      out_.append("&").append(name).append(";");
      return true;
    }
    if (const auto known = html_entities().find(name); known != html_entities().end()) {
      append(known->second);
      return true;
    }
    if (!declares_entities_) return false;
    error_ = Error{ErrorCode::BadRecord,
                   "the text refers to the entity &" + std::string(name) + ";" + line() +
                       ", which the document type declares; entities are never expanded"};
    return true;
  }

  // The code point of "8217" or "x2019"; negative when it is none.
  static std::int64_t number_in(std::string_view digits) {
    const bool hexadecimal = digits.starts_with('x') || digits.starts_with('X');
    if (hexadecimal) digits.remove_prefix(1);
    if (digits.empty() || digits.size() > 8) return -1;
    std::int64_t code = 0;
    for (const char c : digits) {
      const int value = hex_digit(c);
      if (value < 0 || (!hexadecimal && value > 9)) return -1;
      code = code * (hexadecimal ? 16 : 10) + value;
    }
    return code;
  }

  void append(char32_t code) {
    if (code >= 0x80 && code < 0xA0) code = kWindows1252[code - 0x80];
    if (code == 0 || !is_xml_character(code)) return;
    if (code == '&' || code == '<' || code == '"' || code == '\'' || code < 0x20) {
      out_ += "&#" + std::to_string(static_cast<std::uint32_t>(code)) + ";";
    } else {
      append_code_point(static_cast<std::int32_t>(code), &out_);
    }
  }

  std::string line() const {
    std::size_t lines = 1;
    for (const char c : text_.substr(0, at_)) lines += c == '\n' ? 1 : 0;
    return " in line " + std::to_string(lines);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool declares_entities_ = false;
  std::string out_;
  std::optional<Error> error_;
};

}  // namespace

Result<std::string> xml_source(std::string_view bytes, std::string_view declared) {
  const std::string text = repair_mojibake(to_utf8(bytes, html_charset(bytes, declared)));
  return Source(text).read();
}

}  // namespace backfile
