// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/date.h"
#include "common/repairs.h"

namespace backfile {

// Who published an article.
struct Source {
  std::string id;      // Facet value: the domain if known, else the name folded to a slug.
  std::string name;    // As the reader knows it: "Business Standard".
  std::string domain;  // Registrable host, "business-standard.com"; may be empty.
  // Where it is published: ISO 3166-1 alpha-2 in capitals, "DE"; empty if not known.
  std::string country = {};
};

// Where a record came from, so that it can be found and read again.
struct Provenance {
  std::string file;          // Path of the input as given; "-" for standard input.
  std::uint64_t offset = 0;  // Byte offset of the record in the decompressed input.
  std::uint64_t line = 0;    // Line of the record from 1, or 0 for a whole-file record.
  std::string reader;        // Format that read it: "json", "html", "scraped", "reuters".
  std::string member = {};   // Its name within the file: path in a tar or zip, WARC-Record-ID.
};

enum class ArticleStatus : std::uint8_t { Usable, Corrected, Withheld, Canceled };

// What a message says about an article that was sent before under another id. A message about the
// article of its own id has only a status.
struct ActsOn {
  std::string id;  // As article_id makes it from the id that the message names.
  // What becomes of that article: Corrected when the message replaces it.
  ArticleStatus status = ArticleStatus::Corrected;
};

// Where a field of an article was found, when it was not simply given.
struct FieldOrigin {
  std::string field;            // Its key in the record: "title", "source.country".
  std::string origin;           // "json-ld", "meta", "heading", "dateline": docs/extraction.md.
  std::uint8_t confidence = 0;  // Percent: how often that origin is right, as far as measured.
};

// One article: the model that every format is read into and that the archive stores. All text is
// valid UTF-8 in NFC without control characters but newline; paragraphs of `text` are separated
// by one blank line. Empty strings and vectors mean "not known".
struct Article {
  std::string id;   // Stable identity; never Xapian's docid. See article_id in indexer/extract.
  std::string url;  // As published.
  std::string canonical_url;
  Source source;
  std::string title;
  std::string subtitle;
  std::string abstract;
  std::string text;
  std::vector<std::string> authors;
  std::string agency;  // Canonical short name of the news agency: "Reuters", "IANS".
  std::string place;   // Dateline: where it was written.
  std::string section;
  std::string type;      // A name of kArticleTypes (common/article_type.h), or empty.
  std::string language;  // BCP 47 primary tag: "en".
  std::vector<std::string> tags;
  std::optional<Timestamp> published;
  std::optional<Timestamp> updated;
  std::string date_source;  // Where `published` was found: "json-ld", "meta", "label", "record"...
  // What the sender says of this version. A Canceled or Withheld article may have neither title nor
  // text, and must not be shown, nor earlier versions of the same id.
  ArticleStatus status = ArticleStatus::Usable;
  std::optional<ActsOn> acts_on;
  std::uint32_t sent_version = 0;            // The sender's own number of this version; 0: none.
  std::optional<Timestamp> embargoed_until;  // Not to be shown before.
  std::uint32_t version = 1;  // Raised each time the archive sees the article with another text.
  std::uint32_t words = 0;    // In title and text; computed at indexing.
  // At most one entry a field, none for fields that the record itself gives.
  std::vector<FieldOrigin> origins;
  Repairs repairs;  // What was put right or refused while it was read.
  Provenance provenance;
  // What the archive knows and no record holds: the story of which it is a copy, or empty, and how
  // many articles that has, itself included.
  std::string story_id = {};
  std::uint32_t story_articles = 0;
};

// Keeps the first origin of a field that is told.
void set_origin(Article* article, std::string_view field, std::string_view origin,
                std::uint8_t confidence);

}  // namespace backfile
