// SPDX-License-Identifier: GPL-3.0-or-later
// Reuters-21578, Distribution 1.0: SGML that is no XML. References to control characters stand in
// it, ">" and "&" stand bare, and the encoding is Latin-1; so its tags are read by hand.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/date.h"
#include "common/text.h"
#include "indexer/extract/agency.h"
#include "indexer/extract/place_name.h"
#include "indexer/format/author_names.h"
#include "indexer/format/format.h"
#include "indexer/format/sgml_element.h"

namespace backfile {
namespace {

constexpr std::size_t kIndentOfParagraph = 4;

void add_values(std::string_view story, std::string_view list, std::vector<std::string>* values) {
  const auto element = find_sgml_element(story, list);
  if (!element) return;
  std::string_view rest = element->content;
  while (const auto value = find_sgml_element(rest, "D")) {
    std::string text = sgml_line(value->content);
    if (!text.empty()) values->push_back(std::move(text));
    rest.remove_prefix(value->end);
  }
}

// Takes "Reuter", "REUTER..." and the like off the end of a story: a line of its own, or in
// capitals behind the last sentence. "he told / Reuters." is no sign-off.
void remove_sign_off(std::string* line) {
  std::string_view text = trim(*line);
  if (text.ends_with("...")) text.remove_suffix(3);
  const bool own_line = line->starts_with(' ') || text == "REUTERS";
  if (fold(text) == "reuter" || (own_line && fold(text) == "reuters")) {
    line->clear();
  } else if (text.ends_with(". REUTER") || text.ends_with("  REUTER")) {
    line->resize(line->rfind("REUTER"));
  }
}

// The lines of a text without the sign-off and the blank lines around it.
std::vector<std::string> lines_of(std::string_view content) {
  const std::string text = decode_sgml(content);
  std::vector<std::string> lines;
  for (std::string_view line : split_lines(text)) {
    while (line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
    // Asterisks before a headline marked it as urgent.
    const bool stars = !line.empty() && line.find_first_not_of('*') == std::string_view::npos;
    lines.emplace_back(stars ? std::string_view{} : line);
  }
  const auto drop_blank = [&lines] {
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
  };
  drop_blank();
  if (!lines.empty()) remove_sign_off(&lines.back());
  drop_blank();
  return lines;
}

// Lines were wrapped by hand: a paragraph begins with four blanks. A line with fewer is a row of a
// table and stays a line.
std::string paragraphs_of(std::string_view content) {
  std::string text;
  bool after_blank_line = false;
  for (const std::string& line : lines_of(content)) {
    if (line.empty()) {
      after_blank_line = true;
      continue;
    }
    const std::size_t indent = line.find_first_not_of(' ');
    const std::string words = collapse_blanks(line);
    if (words.empty()) continue;
    if (!text.empty()) {
      const bool paragraph = after_blank_line || indent >= kIndentOfParagraph;
      text += paragraph ? "\n\n" : indent > 0 ? "\n" : " ";
    }
    text += words;
    after_blank_line = false;
  }
  return text;
}

// Stories that nobody marked up are tables and bulletins: every line stays one.
std::string unprocessed_lines_of(std::string_view content) {
  std::string text;
  bool after_blank_line = false;
  for (const std::string& line : lines_of(content)) {
    const std::string words = collapse_blanks(line);
    if (words.empty()) {
      after_blank_line = true;
      continue;
    }
    if (!text.empty()) text += after_blank_line ? "\n\n" : "\n";
    text += words;
    after_blank_line = false;
  }
  return text;
}

// A few dates have a remark behind them. "# date added ... as guesswork" makes the time a guess,
// and one hour reads "605": then only the day is known.
std::optional<Timestamp> read_date(std::string_view content) {
  const std::string_view text = trim(content.substr(0, content.find_first_of("&#")));
  const bool guessed = content.find("# ") != std::string_view::npos;
  if (!guessed) {
    if (const auto when = parse_date(text)) return when;
  }
  return parse_date(text.substr(0, text.find(' ')));
}

// "    SALVADOR, Feb 26 - ", and in a few stories "****LONDON, March 5 - ", "Mexico city, april 1".
std::string read_place(std::string_view content) {
  const std::string line = sgml_line(content);
  const std::string_view text =
      std::string_view(line).substr(std::min(line.size(), line.find_first_not_of("*- ")));
  if (const auto dateline = parse_dateline(text)) return dateline->place;
  std::string place(text.substr(0, text.find_first_of(",0123456789")));
  for (char& c : place) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  const bool dated = text.size() > place.size() && text[place.size()] == ',';
  return dated && looks_like_place(place) ? place_in_running_text(place) : std::string();
}

void read_authors(std::string_view content, Article* article) {
  for (std::string& name : author_names(sgml_line(content))) {
    if (agency_named(name).empty()) article->authors.push_back(std::move(name));
  }
}

void read_text(const SgmlElement& element, Article* article) {
  std::string rest(element.content);
  const auto take = [&rest](std::string_view name) {
    std::string content;
    if (const auto found = find_sgml_element(rest, name)) {
      content = found->content;
      rest.replace(found->begin, found->end - found->begin, "\n");
    }
    return content;
  };
  article->title = sgml_line(take("TITLE"));
  if (const std::string author = take("AUTHOR"); !author.empty()) read_authors(author, article);
  if (const std::string line = take("DATELINE"); !line.empty()) article->place = read_place(line);
  const std::string body = take("BODY");
  if (sgml_attribute(element.attributes, "TYPE") == "UNPROC") {
    article->text = unprocessed_lines_of(rest);
  } else {
    article->text = paragraphs_of(body.empty() ? rest : body);
  }
}

Error bad_record(std::string message) { return {ErrorCode::BadRecord, std::move(message)}; }

}  // namespace

Result<Article> parse_reuters(const RawDocument& document) {
  const std::string text = clean_text(
      to_utf8(document.bytes, document.charset.empty() ? "iso-8859-1" : document.charset));
  const auto story = find_sgml_element(text, "REUTERS");
  if (!story) {
    return bad_record("Not a whole <REUTERS> element: its start or its </REUTERS> is missing.");
  }
  const auto body = find_sgml_element(story->content, "TEXT");
  if (!body) return bad_record("The <REUTERS> element has no <TEXT>.");

  Article article;
  read_text(*body, &article);
  const std::string_view number = sgml_attribute(story->attributes, "NEWID");
  // One story of the collection was empty when it was sent. It has a date and a number, which has
  // to serve as its title.
  if (article.title.empty() && article.text.empty()) article.title = number;
  if (article.title.empty() && article.text.empty()) {
    return bad_record("The <REUTERS> element has neither text nor a NEWID.");
  }
  if (!number.empty()) article.id = "reuters-" + std::string(number);
  if (const auto date = find_sgml_element(story->content, "DATE")) {
    article.published = read_date(date->content);
  }
  if (article.published) article.date_source = "record";
  add_values(story->content, "TOPICS", &article.tags);
  add_values(story->content, "PLACES", &article.tags);
  article.source = {"reuters", "Reuters", {}};
  article.agency = "Reuters";
  article.language = "en";
  article.url = document.url;
  article.provenance = document.provenance;
  article.provenance.reader = format_name(Format::Reuters);
  return article;
}

}  // namespace backfile
