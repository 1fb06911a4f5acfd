// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/person_name.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "common/ascii.h"
#include "common/text.h"

namespace backfile {
namespace {

constexpr std::size_t kMaxName = 60;
constexpr std::size_t kMaxWords = 7;

constexpr std::string_view kRoles[] = {
    "staff",          "editor",    "editors",   "reporter",    "reporters",    "correspondent",
    "correspondents", "writer",    "writers",   "contributor", "contributors", "columnist",
    "journalist",     "bureau",    "desk",      "editorial",   "newsroom",     "columnists",
    "contributing",   "producer",  "freelance", "redaktion",   "redacción",    "rédaction",
    "redazione",      "redactie",  "director",  "manager",     "founder",      "ceo",
    "photographer",   "professor", "analyst",   "president",   "chief"};

constexpr std::string_view kNobodies[] = {"admin",
                                          "administrator",
                                          "author",
                                          "authors",
                                          "editor",
                                          "staff",
                                          "user",
                                          "guest",
                                          "anonymous",
                                          "unknown",
                                          "webmaster",
                                          "webdesk",
                                          "web desk",
                                          "news desk",
                                          "newsdesk",
                                          "none",
                                          "null",
                                          "n/a",
                                          "updated",
                                          "insights from",
                                          "sat",
                                          "sun",
                                          "mon",
                                          "tue",
                                          "wed",
                                          "thu",
                                          "fri",
                                          "categories",
                                          "nan",
                                          "news",
                                          "team",
                                          "by",
                                          "posted",
                                          "root",
                                          "superuser",
                                          "super user",
                                          "undefined",
                                          "default",
                                          "home",
                                          "contributor",
                                          "written by",
                                          "see all",
                                          "member login",
                                          "the author",
                                          "learn more",
                                          "read more",
                                          "posted by",
                                          "bluesky",
                                          "mastodon",
                                          "threads",
                                          "youtube",
                                          "last",
                                          "subscribe",
                                          "log in",
                                          "login",
                                          "menu",
                                          "search",
                                          "follow",
                                          "view more posts",
                                          "view all posts",
                                          "about the author",
                                          "website",
                                          "facebook",
                                          "twitter",
                                          "linkedin",
                                          "instagram",
                                          "share"};

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

bool has_role(std::string_view part) {
  const std::string lower = ascii_lower(part);
  for (const std::string_view word : words_of(lower)) {
    for (const std::string_view role : kRoles) {
      if (word == role) return true;
    }
  }
  return false;
}

bool is_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte | 0x20U) - 'a' < 26U;
}

// Prose, not a name: several words, and one that no name has begins small.
bool has_small_words(std::string_view part) {
  static constexpr std::string_view kParticles[] = {
      "de", "da", "di",  "do", "dos", "del", "della", "der", "den", "van", "von", "zu", "la", "le",
      "du", "of", "the", "al", "el",  "bin", "ibn",   "y",   "e",   "ter", "ten", "af", "av"};
  const auto words = words_of(part);
  if (words.size() < 3) return false;
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    const bool small = word.front() >= 'a' && word.front() <= 'z';
    return small &&
           std::find(std::begin(kParticles), std::end(kParticles), word) == std::end(kParticles) &&
           word.find('\'') == std::string_view::npos;
  });
}

}  // namespace

bool is_person_name(std::string_view part) {
  if (part.size() < 2 || part.size() > kMaxName || words_of(part).size() > kMaxWords) return false;
  const std::string lower = ascii_lower(part);
  for (const std::string_view nobody : kNobodies) {
    if (lower == nobody) return false;
  }
  if (!std::any_of(part.begin(), part.end(), is_letter) || has_small_words(part)) return false;
  if (part.front() >= '0' && part.front() <= '9') return false;
  const auto digits =
      std::count_if(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits <= 2 && !has_role(part) &&
         part.find_first_of("@:<>{}[]()!?=") == std::string_view::npos;
}

bool is_credential(std::string_view part) {
  const auto words = words_of(part);
  if (words.empty() || words.size() > 3) return false;
  return std::all_of(words.begin(), words.end(), [](std::string_view word) {
    if (word == "Jr." || word == "Jr" || word == "Sr." || word == "PhD" || word == "Ph.D." ||
        word == "Ph.D" || word == "PharmD" || word == "Esq." || word == "DrPH" || word == "PsyD") {
      return true;
    }
    const auto capitals = std::count_if(word.begin(), word.end(), is_capital);
    const auto others = std::count_if(
        word.begin(), word.end(), [](char c) { return !is_capital(c) && c != '.' && c != '-'; });
    return capitals >= 2 && others == 0 && word.size() <= 8;
  });
}

std::string name_with_small_letters(std::string_view name) {
  const auto words = words_of(name);
  const bool all_capitals = words.size() >= 2 && std::none_of(name.begin(), name.end(), [](char c) {
                              return is_small(c) || static_cast<signed char>(c) < 0;
                            });
  std::string out(name);
  if (!all_capitals) return out;
  for (std::size_t i = 1; i < out.size(); ++i) {
    const bool inside = is_capital(out[i - 1]) || (out[i - 1] >= 'a' && out[i - 1] <= 'z');
    if (is_capital(out[i]) && inside) out[i] = static_cast<char>(out[i] + 32);
  }
  return out;
}

}  // namespace backfile
