// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "common/result.h"
#include "indexer/input/raw_document.h"

namespace backfile {

// Whether an HTTP response, as it came over the wire, may hold an article: status 200 and a type of
// pages or feeds. Its head suffices.
bool is_page_response(std::string_view response);

// The body of such a response as a document, without its transfer and content codings; its type and
// charset from the headers, all else from `about`. BadRecord when it swells beyond kLargestRecord.
Result<RawDocument> page_of_response(std::string_view response, RawDocument about);

// Whether what was put into an archive by itself, without HTTP around it, may be an article.
bool is_text_resource(std::string_view content_type);

// An address as crawlers write it: in angle brackets, or with blanks inside of it.
std::string tidy_address(std::string_view url);

}  // namespace backfile
