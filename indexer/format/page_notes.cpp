// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/page_notes.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "common/date.h"
#include "common/text.h"
#include "common/url.h"
#include "indexer/extract/source_names.h"
#include "indexer/format/author_names.h"
#include "indexer/format/date_labels.h"
#include "indexer/format/scraped_markers.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestByline = 120;
constexpr std::size_t kLongestNote = 200;
constexpr std::size_t kLongestTag = 60;

std::vector<std::string> byline_names(std::string_view text) {
  if (text.size() > kLongestByline) return {};
  if (text.ends_with('.') && text.find(' ', 12) != std::string_view::npos) return {};
  for (const std::string_view opening :
       {"by ", "by: ", "written by ", "von ", "par ", "por ", "author: ", "autor: ", "di ", "door ",
        "autore: ", "auteur : ", "auteur: ", "автор: ", "Автор: "}) {
    if (!starts_with_ignoring_case(text, opening)) continue;
    // A name follows with a capital: "By the time ..." opens a sentence.
    const std::string_view name = trim(text.substr(opening.size()));
    const bool small = name.empty() || (name.front() >= 'a' && name.front() <= 'z');
    return small ? std::vector<std::string>{} : author_names(text);
  }
  return {};
}

std::size_t ascii_find(std::string_view text, std::string_view small) {
  for (std::size_t i = 0; i + small.size() <= text.size(); ++i) {
    if (starts_with_ignoring_case(text.substr(i), small)) return i;
  }
  return std::string_view::npos;
}

}  // namespace

std::optional<AgencyLine> PageNotes::agency_line(std::string_view text) const {
  const auto known = parse_agency_line(text);
  return known ? known : parse_line_of_agency(text, signed_by_);
}

bool PageNotes::is_note(std::string_view text) const {
  return parse_date_labels(text) || agency_line(text) || !byline_names(text).empty();
}

bool PageNotes::read(std::string_view text) {
  return read_labels(text) || read_bare_date(text) || read_url(text) || read_parts(text) ||
         read_agency(text) || read_byline(text);
}

bool PageNotes::read_above_title(std::string_view text) {
  return read_labels(text) || read_bare_date(text) || read_url(text);
}

void PageNotes::read_in_tail(std::string_view text) {
  if (const auto agency = parse_sign_off(text)) {
    if (article_->agency.empty()) article_->agency = *agency;
    return;
  }
  if (article_->source.name.empty()) take_publisher(text);
  if (!read_labels(text) && !read_url(text)) read_topics(text);
}

void PageNotes::reread_dates(const DateHints& hints) {
  hints_ = hints;
  article_->published.reset();
  article_->updated.reset();
  article_->date_source.clear();
  has_first_date_ = false;
  for (const std::string_view line : std::exchange(date_lines_, {})) {
    if (!read_labels(line)) read_bare_date(line);
  }
}

bool PageNotes::read_labels(std::string_view text) {
  const auto dates = parse_date_labels(text, hints_);
  if (!dates) return false;
  date_lines_.push_back(text);
  if (dates->published && (dates->first || !has_first_date_)) {
    article_->published = dates->published;
    article_->date_source = "label";
    has_first_date_ = dates->first;
  }
  if (dates->updated && !article_->updated) article_->updated = dates->updated;
  return true;
}

bool PageNotes::read_bare_date(std::string_view text) {
  const auto when = parse_date(text, hints_);
  if (!when || when->precision < DatePrecision::Day) return false;
  if (text.find_first_not_of("0123456789.") == std::string_view::npos) return false;
  date_lines_.push_back(text);
  if (!article_->published) {
    article_->published = when;
    article_->date_source = "text";
  }
  return true;
}

bool PageNotes::read_agency(std::string_view text) {
  const auto found = agency_line(text);
  if (!found) return false;
  if (article_->agency.empty()) article_->agency = found->agency;
  if (article_->place.empty()) article_->place = found->place;
  return true;
}

bool PageNotes::read_byline(std::string_view text) {
  std::vector<std::string> names = byline_names(text);
  if (names.empty()) return false;
  for (std::string& name : names) {
    const std::string_view agency = agency_named(name);
    if (agency.empty()) {
      article_->authors.push_back(std::move(name));
    } else if (article_->agency.empty()) {
      article_->agency = agency;
    }
  }
  return true;
}

bool PageNotes::read_url(std::string_view text) {
  if (starts_with_ignoring_case(text, "url:")) text = trim(text.substr(4));
  if (!is_http_url(text) || text.find(' ') != std::string_view::npos) return false;
  if (article_->url.empty()) article_->url = text;
  return true;
}

// "By Jane Roe | Jan 19 2017", "IANS | Moscow  Last Updated at January 19 2017 16:32 IST": notes
// that share a line.
bool PageNotes::read_parts(std::string_view text) {
  if (text.size() > kLongestNote) return false;
  std::size_t at = text.find('|');
  if (at == std::string_view::npos) {
    at = ascii_find(text, " last updated");
    if (at == std::string_view::npos) return false;
  } else if (const std::size_t label = ascii_find(text, " last updated");
             label != std::string_view::npos) {
    at = label;
  }
  const std::string_view left = trim(text.substr(0, at));
  const std::string_view right = trim(text.substr(at + 1));
  const Article before = *article_;
  const std::size_t dates_before = date_lines_.size();
  const bool had_first_date = has_first_date_;
  if (!left.empty() && !right.empty() && read(left) && read(right)) return true;
  *article_ = before;
  date_lines_.resize(dates_before);
  has_first_date_ = had_first_date;
  return false;
}

void PageNotes::take_publisher(std::string_view text) {
  const std::string name = publisher_in(text);
  if (!name.empty()) article_->source = source_named(name, hosts_);
}

// "Topics : Russia | Syria", "Tags: Russia, Syria".
void PageNotes::read_topics(std::string_view text) {
  if (!starts_with_ignoring_case(text, "topics") && !starts_with_ignoring_case(text, "tags")) {
    return;
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon > 7) return;
  text.remove_prefix(colon + 1);
  while (!text.empty()) {
    const std::size_t end = text.find_first_of(",|");
    const std::string_view tag = trim(text.substr(0, end));
    if (!tag.empty() && tag.size() <= kLongestTag) article_->tags.emplace_back(tag);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
}

}  // namespace backfile
