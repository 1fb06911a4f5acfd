// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
};

// What a container yields: the bytes of one record, still in their own format, and all that the
// container itself knows about it.
struct RawDocument {
  std::string bytes;
  std::string url;           // From the container (a WARC header, a feed entry), or empty.
  std::string charset;       // Declared outside of the bytes, or empty.
  std::string content_type;  // Declared outside of the bytes: "text/html", or empty.
  std::string file_name;     // Last part of the path, without the endings of compression.
  RecordHints hints;
  Provenance provenance;  // file, member, offset and line are set here; reader by the format.
};

}  // namespace backfile
