// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <cstddef>
#include <cstdio>  // The header of CLD2 uses FILE without including it.

#include "common/text.h"

namespace backfile {
namespace {

constexpr std::size_t kShortest = 200;
// The beginning of a text is sure of its language as a rule; the rest is for the others. Detection
// is the dearest step of all, so bytes count.
constexpr std::size_t kFirstLook = 512;  // Enough to find what the record says.
constexpr std::size_t kBeginning = 2 * 1024;
constexpr std::size_t kEnough = 16 * 1024;
constexpr int kSureShare = 80;  // Percent of the text.

// CLD2 keeps two codes of ISO 639 that were withdrawn, and marks scripts.
std::string primary_tag(std::string_view code) {
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  if (code == "un") return {};
  return std::string(code.substr(0, code.find('-')));
}

// Empty when not sure.
std::string detect(std::string_view text) {
  const CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percent[3];
  double scores[3];
  int text_bytes = 0;
  bool reliable = false;
  const CLD2::Language language = CLD2::ExtDetectLanguageSummary(
      text.data(), static_cast<int>(text.size()), /*is_plain_text=*/true, &hints, /*flags=*/0,
      languages, percent, scores, nullptr, &text_bytes, &reliable);
  if (!reliable || percent[0] < kSureShare || languages[0] != language) return {};
  return primary_tag(CLD2::LanguageCode(language));
}

}  // namespace

std::string language_of(std::string_view text, std::string_view prior) {
  if (text.size() < kShortest && !prior.empty()) return std::string(prior);
  if (!prior.empty() && detect(truncate_utf8(text, kFirstLook)) == prior) return std::string(prior);
  std::string tag = detect(truncate_utf8(text, kBeginning));
  if (tag.empty() && text.size() > kBeginning) tag = detect(truncate_utf8(text, kEnough));
  return tag.empty() ? std::string(prior) : tag;
}

}  // namespace backfile
