// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/author_names.h"

#include <algorithm>

#include "common/text.h"

namespace backfile {
namespace {

constexpr std::size_t kMaxName = 60;
constexpr std::size_t kMaxWords = 7;
constexpr std::size_t kMaxAuthors = 20;

// What stands before a name. In lower case; all end with a blank or a colon.
constexpr std::string_view kPrefixes[] = {"by ",
                                          "by: ",
                                          "by:",
                                          "written by ",
                                          "written by: ",
                                          "written by:",
                                          "posted by ",
                                          "posted by: ",
                                          "published by ",
                                          "view all posts by ",
                                          "articles by ",
                                          "posts by ",
                                          "this post was written by ",
                                          "insights from ",
                                          "the author ",
                                          "author ",
                                          "posted by",
                                          "written by",
                                          "story by ",
                                          "text by ",
                                          "words by ",
                                          "author: ",
                                          "author:",
                                          "authors: ",
                                          "authored by ",
                                          "reported by ",
                                          "article by ",
                                          "contributed by ",
                                          "created by ",
                                          "edited by ",
                                          "reviewed by ",
                                          "medically reviewed by ",
                                          "submitted by ",
                                          "guest post by ",
                                          "from ",
                                          "von ",
                                          "von: ",
                                          "par ",
                                          "por ",
                                          "por: ",
                                          "di ",
                                          "door ",
                                          "av ",
                                          "af ",
                                          "autor: ",
                                          "autor:",
                                          "autore: ",
                                          "auteur : ",
                                          "автор: ",
                                          "text: ",
                                          "escrito por ",
                                          "publicado por "};

// Marks behind which no name follows any more.
constexpr std::string_view kStops[] = {
    "|",         "•",         "·",           " – ",          " — ",           " - ",
    " on ",      "published", "updated",     "posted",       "last modified", "@",
    "http",      "www.",      "(",           "\n",           " in ",          "min read",
    "follow",    " for ",     " last ",      " sponsored ",  "contact",       "view all",
    "view more", "more from", "more by",     "read more",    "see all",       "about",
    "share",     "am est",    "reviewed by", "fact checked", "photos by",     "photography"};

constexpr std::string_view kSeparators[] = {";",   " and ",  " & ", " und ", " et ",
                                            " y ", " with ", ", ",  ",",     "/"};

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

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return lower;
}

std::string_view without_prefixes(std::string_view text) {
  bool again = true;
  while (again) {
    again = false;
    text = trim(text);
    const std::string lower = ascii_lower(text.substr(0, 40));
    for (const std::string_view prefix : kPrefixes) {
      if (!lower.starts_with(prefix)) continue;
      text.remove_prefix(prefix.size());
      again = true;
      break;
    }
  }
  return text;
}

std::string_view before_stops(std::string_view text) {
  const std::string lower = ascii_lower(text);
  std::size_t end = text.size();
  for (const std::string_view stop : kStops) {
    const std::size_t at = lower.find(stop);
    if (at != std::string::npos && at > 0) end = std::min(end, at);
  }
  return text.substr(0, end);
}

// "Jan 19", "December 2": where a date begins, no name goes on.
std::string_view before_date(std::string_view text) {
  static constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                                 "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::string lower = ascii_lower(text);
  for (std::size_t at = lower.find_first_of("0123456789"); at != std::string::npos;
       at = lower.find_first_of("0123456789", at + 1)) {
    std::size_t word = at;
    while (word > 0 && (lower[word - 1] == ' ' || lower[word - 1] == '.')) --word;
    const std::size_t word_end = word;
    while (word > 0 && lower[word - 1] >= 'a' && lower[word - 1] <= 'z') --word;
    const std::string_view before = std::string_view(lower).substr(word, word_end - word);
    for (const std::string_view month : kMonths) {
      // Glued pages write "Jane DoeDecember 17".
      const std::size_t found = before.size() <= 9 ? before.find(month) : before.rfind(month);
      if (found != std::string_view::npos && before.size() - found <= 9) {
        return text.substr(0, word + found);
      }
    }
  }
  return text;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts = {text};
  for (const std::string_view separator : kSeparators) {
    std::vector<std::string_view> finer;
    for (std::string_view part : parts) {
      for (std::size_t at = part.find(separator); at != std::string_view::npos;
           at = part.find(separator)) {
        finer.push_back(part.substr(0, at));
        part.remove_prefix(at + separator.size());
      }
      finer.push_back(part);
    }
    parts = std::move(finer);
  }
  return parts;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// "MD", "Ph.D.", "M.D. FACLM", "Jr.", "RN": what may follow a name after a comma.
bool is_credential(std::string_view part) {
  const auto words = words_of(part);
  if (words.empty() || words.size() > 3) return false;
  return std::all_of(words.begin(), words.end(), [](std::string_view word) {
    if (word == "Jr." || word == "Jr" || word == "Sr." || word == "PhD" || word == "Ph.D." ||
        word == "Ph.D" || word == "PharmD" || word == "Esq." || word == "DrPH" || word == "PsyD") {
      return true;
    }
    const auto capitals = std::count_if(word.begin(), word.end(), is_upper);
    const auto others = std::count_if(word.begin(), word.end(),
                                      [](char c) { return !is_upper(c) && c != '.' && c != '-'; });
    return capitals >= 2 && others == 0 && word.size() <= 8;
  });
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

bool is_name(std::string_view part) {
  if (part.size() < 2 || part.size() > kMaxName || words_of(part).size() > kMaxWords) return false;
  const std::string lower = ascii_lower(part);
  for (const std::string_view nobody : kNobodies) {
    if (lower == nobody) return false;
  }
  if (!std::any_of(part.begin(), part.end(), is_letter) || has_small_words(part)) return false;
  const auto digits =
      std::count_if(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits <= 2 && !has_role(part) &&
         part.find_first_of("@:<>{}[]!?=") == std::string_view::npos;
}

// "JANE O'DOE" to "Jane O'Doe"; initials and short names of agencies stay.
std::string with_small_letters(std::string_view name) {
  const auto words = words_of(name);
  const bool all_capitals = words.size() >= 2 && std::none_of(name.begin(), name.end(), [](char c) {
                              return (c >= 'a' && c <= 'z') || static_cast<signed char>(c) < 0;
                            });
  std::string out(name);
  if (!all_capitals) return out;
  for (std::size_t i = 1; i < out.size(); ++i) {
    const bool inside = is_upper(out[i - 1]) || (out[i - 1] >= 'a' && out[i - 1] <= 'z');
    if (is_upper(out[i]) && inside) out[i] = static_cast<char>(out[i] + 32);
  }
  return out;
}

std::string_view without_outer_marks(std::string_view part) {
  while (!part.empty() &&
         std::string_view(" ,;:-*\"'").find(part.front()) != std::string_view::npos) {
    part.remove_prefix(1);
  }
  while (!part.empty() &&
         std::string_view(" ,;:-*\"").find(part.back()) != std::string_view::npos) {
    part.remove_suffix(1);
  }
  return part;
}

}  // namespace

std::vector<std::string> author_names(std::string_view byline) {
  std::vector<std::string> names;
  if (byline.size() > 600) return names;
  // "Jan 19 Written by Jane Doe".
  const std::string lower = ascii_lower(byline);
  if (const std::size_t by = lower.find("written by "); by != std::string::npos) {
    byline.remove_prefix(by);
  }
  const std::string_view line = without_prefixes(byline);
  for (std::string_view part : split(before_date(before_stops(line)))) {
    part = without_outer_marks(without_prefixes(part));
    if (names.size() >= kMaxAuthors) break;
    if (!names.empty() && is_credential(part)) {
      names.back().append(", ").append(part);
      continue;
    }
    if (!is_name(part)) continue;
    std::string name = with_small_letters(part);
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  }
  return names;
}

}  // namespace backfile
