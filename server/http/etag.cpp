// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/etag.h"

#include "common/files.h"
#include "common/hash.h"
#include "common/text.h"

namespace backfile {
std::string etag_of_answer(const ArchiveStatus& index, std::string_view canonical_target) {
  return "W/\"" + index.uuid + "-" + std::to_string(index.revision) + "-" +
         hex(hash64(canonical_target)) + "\"";
}

std::string etag_of_content(std::string_view content) {
  return "W/\"" + hex(hash64(content)) + "\"";
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  if (trim(if_none_match) == "*") return true;
  // The quoted part: "W/" does not count in this comparison (RFC 9110, section 13.1.2).
  const std::string_view quoted = etag.substr(etag.find('"'));
  return if_none_match.find(quoted) != std::string_view::npos;
}

}  // namespace backfile
