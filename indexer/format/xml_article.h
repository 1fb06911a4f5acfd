// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/date.h"
#include "indexer/format/format.h"
#include "indexer/format/xml_tree.h"

namespace backfile {

// What the readers of XML formats have in common.

// An article with the record's provenance, in the line of `element` (when it is not the root), and
// the format as its reader.
Article article_at(const RawDocument& document, Format format, const XmlElement& element);

// "canceled", "stat:Cancelled", "Withdrawn", "embargoed" and the like, as status codes of IPTC's
// formats write them; usable for anything else.
ArticleStatus status_named(std::string_view code);

// Sets place and agency from a dateline that stands alone: "MOSCOW, Jan 19 (Reuters)",
// "ROUND ROCK, Texas". What is known already stays.
void read_dateline(std::string_view line, Article* article);

// The publisher, by name, and the agency, if the name is one's. What is known already stays.
void read_publisher(std::string_view name, const NewsHosts& hosts, Article* article);

// Adds the people in a byline who are not there yet; an agency among them becomes the agency.
void read_byline(std::string_view byline, Article* article);

// The date that is known best: the first of the texts that is a date, or a later one of the same
// day with a time of day. Midnight without a zone is how a day is written.
std::optional<Timestamp> best_date(const std::vector<std::string_view>& texts);

// Why a record that holds one article is none: broken XML, or neither title nor text. Nothing for
// a usable one and for one that takes an article back.
std::optional<Error> why_unusable(const XmlTree& tree, const Article& article,
                                  std::string_view what);

}  // namespace backfile
