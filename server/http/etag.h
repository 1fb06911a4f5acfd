// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "server/search/archive.h"

namespace backfile {

// Validators. Weak ones, because an answer states how long it took and may be compressed.

// Of an answer: the same while the archive has the same revision.
std::string etag_of_answer(const ArchiveStatus& index, std::string_view canonical_target);

std::string etag_of_content(std::string_view content);

// Whether the value of If-None-Match names `etag` ("*" names every one).
bool names_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace backfile
