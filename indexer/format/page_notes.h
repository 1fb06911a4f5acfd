// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/date.h"
#include "indexer/extract/agency.h"
#include "indexer/extract/news_hosts.h"

namespace backfile {

// What whole lines around a story say about it, put into an article field by field: dates with
// their labels, agency and place, authors, address, publisher, topics. What is already known stays,
// but for the date of the first publication, which outranks other dates.
class PageNotes {
 public:
  // `article`, `hosts` and all lines that are read outlive the object.
  PageNotes(Article* article, const NewsHosts& hosts) : article_(article), hosts_(hosts) {}

  // The letters that sign the story: with a place, they are a line of an agency, known or not.
  void expect_agency(std::string_view letters) { signed_by_ = letters; }

  // Whether a line is a date with its label, an agency or a byline.
  bool is_note(std::string_view line) const;

  // Each reads one line and returns false if it says nothing of its kind.
  bool read(std::string_view line);  // Between headline and text.
  bool read_above_title(std::string_view line);

  void read_in_tail(std::string_view line);

  // Reads the dates of all lines so far anew: who publishes a page may stand below its dates.
  void reread_dates(const DateHints& hints);

 private:
  std::optional<AgencyLine> agency_line(std::string_view text) const;
  bool read_labels(std::string_view text);
  bool read_bare_date(std::string_view text);
  bool read_agency(std::string_view text);
  bool read_byline(std::string_view text);
  bool read_url(std::string_view text);
  bool read_parts(std::string_view text);
  void take_publisher(std::string_view text);
  void read_topics(std::string_view text);

  Article* article_;
  const NewsHosts& hosts_;
  DateHints hints_;
  std::vector<std::string_view> date_lines_;
  std::string signed_by_;
  bool has_first_date_ = false;
};

}  // namespace backfile
