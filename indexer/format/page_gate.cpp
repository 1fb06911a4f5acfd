// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/page_gate.h"

#include "common/text.h"
#include "indexer/format/paragraph_mass.h"

namespace backfile {
namespace {

constexpr std::uint32_t kShort = 200;
// Walls and error pages explain themselves at some length.
constexpr std::uint32_t kWall = 1500;
// Teasers are short: in a text with as many paragraphs of this length (bytes) there is an article.
constexpr std::uint32_t kFront = 4000;
constexpr std::size_t kLongLine = 250;
constexpr std::size_t kFewLongLines = 3;

struct TitlePhrase {
  std::string_view phrase;  // Folded.
  std::string_view code;
  std::string_view reason;
};

constexpr TitlePhrase kPhrases[] = {
    {"just a moment", "page_challenge", "a challenge for browsers"},
    {"attention required", "page_challenge", "a challenge for browsers"},
    {"checking your browser", "page_challenge", "a challenge for browsers"},
    {"are you a robot", "page_challenge", "a challenge for browsers"},
    {"ddos protection", "page_challenge", "a challenge for browsers"},
    {"security check", "page_challenge", "a challenge for browsers"},
    {"verify you are human", "page_challenge", "a challenge for browsers"},
    {"access denied", "page_denied", "access was denied"},
    {"access to this page has been denied", "page_denied", "access was denied"},
    {"403 forbidden", "page_denied", "access was denied"},
    {"page not found", "page_not_found", "page not found"},
    {"404 not found", "page_not_found", "page not found"},
    {"404 error", "page_not_found", "page not found"},
    {"error 404", "page_not_found", "page not found"},
    {"not found", "page_not_found", "page not found"},
    {"page no longer available", "page_not_found", "page not found"},
    {"seite nicht gefunden", "page_not_found", "page not found"},
    {"pagina no encontrada", "page_not_found", "page not found"},
    {"page introuvable", "page_not_found", "page not found"},
    {"pagina non trovata", "page_not_found", "page not found"},
    {"pagina nao encontrada", "page_not_found", "page not found"},
    {"service unavailable", "page_server_error", "an error of the server"},
    {"bad gateway", "page_server_error", "an error of the server"},
    {"internal server error", "page_server_error", "an error of the server"},
    {"before you continue", "page_consent", "a wall of consent"},
    {"your privacy choices", "page_consent", "a wall of consent"},
    {"cookie consent", "page_consent", "a wall of consent"},
    {"we value your privacy", "page_consent", "a wall of consent"},
    {"privacy gate", "page_consent", "a wall of consent"},
};

// The phrase opens the title or is all of it: "Lost city not found" may be news.
std::optional<NoArticle> reason_in(std::string_view title) {
  const std::string folded = fold(title);
  if (folded == "404") return NoArticle{"page_not_found", "page not found"};
  for (const TitlePhrase& row : kPhrases) {
    const bool opens =
        folded.starts_with(row.phrase) &&
        (folded.size() == row.phrase.size() ||
         std::string_view(" .,:|-!?…").find(folded[row.phrase.size()]) != std::string_view::npos);
    if (opens) return NoArticle{std::string(row.code), std::string(row.reason)};
  }
  return std::nullopt;
}

std::size_t count_long_lines(std::string_view text) {
  std::size_t count = 0;
  for (const std::string_view line : split_lines(text)) count += line.size() >= kLongLine;
  return count;
}

}  // namespace

std::optional<NoArticle> why_no_article(const PageEvidence& page) {
  const std::uint32_t length = text_length(page.text);
  if (length == 0 && page.headline.empty()) return NoArticle{"page_empty", "it holds no text"};
  if (length < kWall) {
    auto reason = reason_in(page.page_title);
    if (!reason) reason = reason_in(page.headline);
    if (reason) return reason;
  }
  if (page.lists_articles && length < kFront && count_long_lines(page.text) < kFewLongLines) {
    return NoArticle{"page_of_links", "it lists articles: a home page or a section's front"};
  }
  if (page.says_article) {
    if (length > 0) return std::nullopt;
    return NoArticle{"page_empty", "its text was not found"};
  }
  if (length < kShort) {
    return NoArticle{"page_short", "only " + std::to_string(length) +
                                       " characters of text, and nothing says it is one"};
  }
  if (page.link_share > .5) return NoArticle{"page_of_links", "most of its text is links"};
  return std::nullopt;
}

}  // namespace backfile
