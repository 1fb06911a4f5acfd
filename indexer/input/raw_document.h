// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>

#include "common/article.h"

namespace backfile {

// What a container knows of a record beside its bytes. All may be empty. It fills in what the
// record does not say itself.
struct RecordHints {
  std::string id;         // Stands for the article when it has no address: a mail's Message-ID.
  std::string title;      // Subject of a mail. UTF-8, as all of these.
  std::string source;     // Who sent it: a name.
  std::string published;  // A date in any usual form.
  std::string captured;   // When the bytes were fetched, as ISO 8601.
  std::string plain;  // Of a mail with a page: its plain text, if the page should be no article.
};

// Files that lie in one tar or zip with a record, by their paths in it.
using Neighbours = std::map<std::string, std::string>;

// What a container yields: the bytes of one record, still in their own format, and all that the
// container itself knows about it.
struct RawDocument {
  std::string bytes;
  std::string url;           // From the container (a WARC header, a feed entry), or empty.
  std::string charset;       // Declared outside of the bytes, or empty.
  std::string content_type;  // Declared outside of the bytes: "text/html", or empty.
  std::string file_name;     // Last part of the path, without the endings of compression.
  RecordHints hints;
  // Of an issue of scanned pages in a tar or zip: its pages. Null: they lie beside the file.
  std::shared_ptr<const Neighbours> neighbours = {};
  bool is_row = false;  // Of a table, whose cells are all texts: no number is known as one.
  // It lies in a folder or an archive, and nobody has said that it is an article.
  bool is_found = false;
  Provenance provenance;  // file, member, offset and line are set here; reader by the format.
};

}  // namespace backfile
