// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/author_names.h"

#include <algorithm>

#include "common/text.h"
#include "indexer/extract/agency.h"
#include "indexer/format/person_name.h"

namespace backfile {
namespace {

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
                                          "Автор: ",
                                          "auteur: ",
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

// What is left of a date: "Jane Doe 4".
std::string_view without_trailing_numbers(std::string_view part) {
  const std::size_t last = part.find_last_not_of("0123456789 ");
  return last != std::string_view::npos && last + 1 < part.size() && part[last + 1] == ' '
             ? part.substr(0, last + 1)
             : part;
}

// "confidence." in a list: prose that was cut at its commas. Alone it may be a user's name.
bool is_small_word(std::string_view part) {
  return part.find(' ') == std::string_view::npos && part.front() >= 'a' && part.front() <= 'z';
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
  const std::vector<std::string_view> parts = split(before_date(before_stops(line)));
  for (std::string_view part : parts) {
    part = without_outer_marks(without_prefixes(part));
    if (names.size() >= kMaxAuthors) break;
    if (!names.empty() && is_credential(part)) {
      names.back().append(", ").append(part);
      continue;
    }
    part = without_trailing_numbers(part);
    if (!is_person_name(part) || (parts.size() > 1 && is_small_word(part))) continue;
    std::string name = name_with_small_letters(part);
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  }
  return names;
}

std::string take_agency(std::vector<std::string>* authors) {
  std::string taken;
  for (std::string& author : *authors) {
    const std::size_t comma = author.rfind(", ");
    if (comma == std::string::npos || comma == 0) continue;
    const std::string_view agency = agency_named(std::string_view(author).substr(comma + 2));
    if (agency.empty()) continue;
    taken = agency;
    author.resize(comma);
  }
  const auto alone = std::ranges::find_if(
      *authors, [](const std::string& name) { return !agency_named(name).empty(); });
  if (alone == authors->end()) return taken;
  taken = agency_named(*alone);
  authors->erase(alone);
  return taken;
}

}  // namespace backfile
