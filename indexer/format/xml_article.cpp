// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/xml_article.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

#include "common/ascii.h"
#include "common/text.h"
#include "indexer/extract/agency.h"
#include "indexer/extract/place_name.h"
#include "indexer/extract/source_names.h"
#include "indexer/format/author_names.h"
#include "indexer/format/record_values.h"

namespace backfile {
namespace {

constexpr std::int64_t kDay = 24 * 3600;

struct StatusName {
  std::string_view name;
  ArticleStatus status;
};

// NewsML-G2 and ninjs: the codes of the vocabulary "pubstatus"; NITF and NewsML 1: their own.
constexpr std::array kStatuses = {
    StatusName{"canceled", ArticleStatus::Canceled},
    StatusName{"cancelled", ArticleStatus::Canceled},
    StatusName{"killed", ArticleStatus::Canceled},
    StatusName{"kill", ArticleStatus::Canceled},
    StatusName{"deleted", ArticleStatus::Canceled},
    StatusName{"delete", ArticleStatus::Canceled},
    StatusName{"withdrawn", ArticleStatus::Canceled},
    StatusName{"withheld", ArticleStatus::Withheld},
    StatusName{"embargoed", ArticleStatus::Withheld},
    StatusName{"corrected", ArticleStatus::Corrected},
    StatusName{"correction", ArticleStatus::Corrected},
};

Timestamp without_midnight(Timestamp when) {
  const bool midnight = when.seconds % kDay == 0 && !when.offset_minutes;
  if (midnight && when.precision > DatePrecision::Day) when.precision = DatePrecision::Day;
  return when;
}

}  // namespace

Article article_at(const RawDocument& document, Format format, const XmlElement& element) {
  Article article;
  article.provenance = document.provenance;
  article.provenance.reader = format_name(format);
  if (!element.is_root()) {
    const std::uint64_t first = std::max<std::uint64_t>(1, document.provenance.line);
    article.provenance.line = first + element.line() - 1;
  }
  return article;
}

ArticleStatus status_named(std::string_view code) {
  const std::string name = ascii_lower(trim(code.substr(code.rfind(':') + 1)));
  for (const StatusName& row : kStatuses) {
    if (row.name == name) return row.status;
  }
  return ArticleStatus::Usable;
}

void read_dateline(std::string_view line, Article* article) {
  const std::string text = collapse_blanks(line);
  if (text.empty()) return;
  if (const auto dateline = parse_dateline(text + " - ")) {
    if (article->place.empty()) article->place = dateline->place;
    if (article->agency.empty()) article->agency = dateline->agency;
    return;
  }
  const std::size_t open = text.find('(');
  if (open != std::string::npos && article->agency.empty()) {
    article->agency = agency_named(text.substr(open + 1, text.find(')') - open - 1));
  }
  const std::string_view place = trim(std::string_view(text).substr(0, text.find_first_of(",(")));
  if (article->place.empty() && looks_like_place(place)) {
    article->place = place_in_running_text(place);
  }
}

void read_publisher(std::string_view name, const NewsHosts& hosts, Article* article) {
  const std::string line = collapse_blanks(name);
  if (line.empty()) return;
  if (article->source.name.empty()) {
    const std::string host = host_in(line);
    article->source = host.empty() ? source_named(line, hosts) : source_at(host, hosts);
  }
  if (article->agency.empty()) article->agency = agency_named(line);
}

void read_byline(std::string_view byline, Article* article) {
  std::vector<std::string>& authors = article->authors;
  for (std::string& name : author_names(collapse_blanks(byline))) {
    if (const std::string_view agency = agency_named(name); !agency.empty()) {
      if (article->agency.empty()) article->agency = agency;
    } else if (name != article->source.name &&
               std::find(authors.begin(), authors.end(), name) == authors.end()) {
      authors.push_back(std::move(name));
    }
  }
}

std::optional<Timestamp> best_date(const std::vector<std::string_view>& texts) {
  std::optional<Timestamp> best;
  for (const std::string_view text : texts) {
    std::optional<Timestamp> when = parse_date(text);
    if (!when) continue;
    when = without_midnight(*when);
    const bool finer = best && best->precision <= DatePrecision::Day &&
                       when->precision > DatePrecision::Day &&
                       std::abs(when->seconds - best->seconds) < kDay + kDay / 2;
    if (!best || finer) best = when;
  }
  return best;
}

std::optional<Error> why_unusable(const XmlTree& tree, const Article& article,
                                  std::string_view what) {
  if (tree.error()) return tree.error();
  const bool says_something = !article.title.empty() || !article.text.empty() ||
                              article.status == ArticleStatus::Canceled ||
                              article.status == ArticleStatus::Withheld || article.acts_on;
  if (says_something) return std::nullopt;
  return Error{ErrorCode::BadRecord, std::string(what) + " has neither a headline nor a text"};
}

}  // namespace backfile
