// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "server/query/query_text.h"

namespace backfile {

// An InvalidArgument about `span` of the parameter q. An empty span at the end of the query is
// "the end". `suggestion` is a whole query; the parser drops it if it is not acceptable either.
Error syntax_error(const QueryText& text, Span span, std::string message,
                   std::vector<std::string> expected, std::string suggestion = {});

// The same for a query that goes over a limit: of kind "query_too_broad".
Error over_limit(const QueryText& text, Span span, std::string message,
                 std::vector<std::string> expected);

// For messages: in double quotes, shortened if it is long.
std::string in_quotes(std::string_view utf8);

}  // namespace backfile
