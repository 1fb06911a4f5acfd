// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "common/article.h"

namespace backfile {

// What a container yields: the bytes of one record, still in their own format, and all that the
// container itself knows about it.
struct RawDocument {
  std::string bytes;
  std::string url;        // From the container (a WARC header, a feed entry), or empty.
  std::string charset;    // Declared outside of the bytes, or empty.
  std::string file_name;  // Last part of the path, without the endings of compression.
  Provenance provenance;  // file, offset and line are set here; reader by the format.
};

}  // namespace backfile
