// SPDX-License-Identifier: GPL-3.0-or-later
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "common/repairs.h"
#include "common/text.h"
#include "common/utf8.h"

namespace backfile {
namespace {

std::int32_t size_of(std::string_view text) { return static_cast<std::int32_t>(text.size()); }

// Empty when `charset` is unknown, or when `strict` and the bytes are not valid in it.
std::string convert(std::string_view bytes, const std::string& charset, bool strict) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
      ucnv_open(charset.c_str(), &status), &ucnv_close);
  if (U_FAILURE(status)) return {};
  if (strict) {
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &status);
  }
  const icu::UnicodeString text(bytes.data(), size_of(bytes), converter.get(), status);
  if (U_FAILURE(status)) return {};
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::string detected_charset(std::string_view bytes) {
  constexpr std::size_t kEnough = 1 << 16;
  const std::unique_ptr<std::remove_pointer_t<uchardet_t>, decltype(&uchardet_delete)> detector(
      uchardet_new(), &uchardet_delete);
  if (uchardet_handle_data(detector.get(), bytes.data(), std::min(bytes.size(), kEnough)) != 0) {
    return {};
  }
  uchardet_data_end(detector.get());
  std::string name = uchardet_get_charset(detector.get());
  // uchardet's name for Korean EUC with its extension, which ICU does not know.
  return name == "UHC" ? "windows-949" : name;
}

// ISO 8859-1 on the web means windows-1252 (WHATWG Encoding Standard, "Names and labels").
std::string web_label(std::string_view declared) {
  std::string label(trim(declared));
  std::transform(label.begin(), label.end(), label.begin(), [](unsigned char c) {
    return c < 0x80 ? static_cast<char>(std::tolower(c)) : '?';
  });
  if (label == "iso-8859-1" || label == "latin1" || label == "us-ascii" || label == "ascii") {
    return "windows-1252";
  }
  return label;
}

std::string replace_ill_formed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const UChar32 c = next_code_point(text, &i);
    append_code_point(c < 0 ? 0xfffd : c, &out);
  }
  return out;
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view declared) {
  if (bytes.substr(0, 3) == "\xef\xbb\xbf") return replace_ill_formed(bytes.substr(3));
  if (bytes.substr(0, 2) == "\xff\xfe") return convert(bytes.substr(2), "UTF-16LE", false);
  if (bytes.substr(0, 2) == "\xfe\xff") return convert(bytes.substr(2), "UTF-16BE", false);
  const std::string label = web_label(declared);
  if (!label.empty() && label != "utf-8" && label != "utf8" && !is_ascii(bytes)) {
    // Pages in UTF-8 often carry the label of an older template; the reverse hardly occurs.
    if (label == "windows-1252" && is_valid_utf8(bytes)) return std::string(bytes);
    if (std::string text = convert(bytes, label, true); !text.empty()) return text;
    note_repair(Repair::Charset);
  }
  if (is_valid_utf8(bytes)) return std::string(bytes);
  note_repair(Repair::Charset);
  if (const std::string charset = detected_charset(bytes); !charset.empty()) {
    if (std::string text = convert(bytes, charset, true); !text.empty()) return text;
  }
  // Mostly good UTF-8 with a few broken bytes is UTF-8 all the same.
  const auto broken = replace_ill_formed(bytes);
  std::size_t replaced = 0;
  for (std::size_t at = broken.find("\xef\xbf\xbd"); at != std::string::npos;
       at = broken.find("\xef\xbf\xbd", at + 3)) {
    ++replaced;
  }
  const auto high = static_cast<std::size_t>(
      std::count_if(bytes.begin(), bytes.end(), [](char c) { return c & 0x80; }));
  if (replaced * 10 < high) {
    note_repair(Repair::IllFormed);
    return broken;
  }
  return convert(bytes, "windows-1252", false);
}

}  // namespace backfile
