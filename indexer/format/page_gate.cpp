// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/page_gate.h"

#include "common/text.h"
#include "indexer/format/paragraph_mass.h"

namespace backfile {
namespace {

constexpr std::uint32_t kShort = 200;
// Walls and error pages explain themselves at some length.
constexpr std::uint32_t kWall = 1500;

struct TitlePhrase {
  std::string_view phrase;  // Folded.
  std::string_view reason;
};

constexpr TitlePhrase kPhrases[] = {
    {"just a moment", "a challenge for browsers"},
    {"attention required", "a challenge for browsers"},
    {"checking your browser", "a challenge for browsers"},
    {"are you a robot", "a challenge for browsers"},
    {"ddos protection", "a challenge for browsers"},
    {"security check", "a challenge for browsers"},
    {"verify you are human", "a challenge for browsers"},
    {"access denied", "access was denied"},
    {"access to this page has been denied", "access was denied"},
    {"403 forbidden", "access was denied"},
    {"page not found", "page not found"},
    {"404 not found", "page not found"},
    {"404 error", "page not found"},
    {"error 404", "page not found"},
    {"not found", "page not found"},
    {"page no longer available", "page not found"},
    {"seite nicht gefunden", "page not found"},
    {"pagina no encontrada", "page not found"},
    {"page introuvable", "page not found"},
    {"pagina non trovata", "page not found"},
    {"pagina nao encontrada", "page not found"},
    {"service unavailable", "an error of the server"},
    {"bad gateway", "an error of the server"},
    {"internal server error", "an error of the server"},
    {"before you continue", "a wall of consent"},
    {"your privacy choices", "a wall of consent"},
    {"cookie consent", "a wall of consent"},
    {"we value your privacy", "a wall of consent"},
    {"privacy gate", "a wall of consent"},
};

// The phrase opens the title or is all of it: "Lost city not found" may be news.
std::optional<std::string> reason_in(std::string_view title) {
  const std::string folded = fold(title);
  if (folded == "404") return "page not found";
  for (const TitlePhrase& row : kPhrases) {
    const bool opens =
        folded.starts_with(row.phrase) &&
        (folded.size() == row.phrase.size() ||
         std::string_view(" .,:|-!?…").find(folded[row.phrase.size()]) != std::string_view::npos);
    if (opens) return std::string(row.reason);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> why_no_article(const PageEvidence& page) {
  const std::uint32_t length = text_length(page.text);
  if (length == 0 && page.headline.empty()) return "it holds no text";
  if (length < kWall) {
    auto reason = reason_in(page.page_title);
    if (!reason) reason = reason_in(page.headline);
    if (reason) return reason;
  }
  if (page.says_article) {
    return length == 0 ? std::optional<std::string>("its text was not found") : std::nullopt;
  }
  if (length < kShort) {
    return "only " + std::to_string(length) + " characters of text, and nothing says it is one";
  }
  if (page.link_share > .5) return "most of its text is links";
  return std::nullopt;
}

}  // namespace backfile
