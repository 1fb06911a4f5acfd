// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/syntax_error.h"

#include <utility>

#include "common/text.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestFound = 80;

std::string shortened(std::string_view utf8) {
  const std::string_view cut = truncate_utf8(utf8, kLongestFound);
  return cut.size() == utf8.size() ? std::string(utf8) : std::string(cut) + "...";
}

}  // namespace

Error syntax_error(const QueryText& text, Span span, std::string message,
                   std::vector<std::string> expected, std::string suggestion) {
  Error error{ErrorCode::InvalidArgument, std::move(message)};
  error.detail.parameter = "q";
  error.detail.position = text.position(span.begin);
  if (span.begin == text.size()) {
    error.detail.found = "the end";
  } else if (span.begin == span.end) {
    error.detail.found = shortened(text.written({span.begin, span.begin + 1}));
  } else {
    error.detail.found = shortened(text.written(span));
  }
  error.detail.expected = std::move(expected);
  error.detail.suggestion = std::move(suggestion);
  return error;
}

Error over_limit(const QueryText& text, Span span, std::string message,
                 std::vector<std::string> expected) {
  Error error = syntax_error(text, span, std::move(message), std::move(expected));
  error.detail.kind = "query_too_broad";
  return error;
}

std::string in_quotes(std::string_view utf8) { return '"' + shortened(utf8) + '"'; }

}  // namespace backfile
