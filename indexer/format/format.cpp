// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/format.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "common/text.h"
#include "indexer/format/record_values.h"

namespace backfile {
namespace {

constexpr std::array kFormats = {Format::Json, Format::Html, Format::Scraped, Format::Reuters};

// Comments, declarations and blanks may stand before the first element; not more than this.
constexpr std::size_t kLongestPrologue = 64 * 1024;

bool ends_with_ignoring_case(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() &&
         starts_with_ignoring_case(text.substr(text.size() - ending.size()), ending);
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n\f\v");
  return begin == std::string_view::npos ? std::string_view{} : text.substr(begin);
}

// Takes one "<!-- ... -->", "<?xml ... ?>" or "<!DOCTYPE lewis ...>" off the front.
bool skip_prologue_item(std::string_view* text) {
  std::string_view end;
  if (text->starts_with("<!--")) end = "-->";
  if (text->starts_with("<?")) end = "?>";
  if (starts_with_ignoring_case(*text, "<!doctype") &&
      !starts_with_ignoring_case(*text, "<!doctype html")) {
    end = ">";
  }
  if (end.empty()) return false;
  const std::size_t at = text->substr(0, kLongestPrologue).find(end);
  if (at == std::string_view::npos) return false;
  text->remove_prefix(at + end.size());
  return true;
}

std::string_view first_element(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  std::string_view text = without_blanks(bytes);
  while (skip_prologue_item(&text)) text = without_blanks(text);
  return text;
}

bool begins_page(std::string_view text) {
  for (const std::string_view tag :
       {"<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<article"}) {
    if (!starts_with_ignoring_case(text, tag)) continue;
    const std::string_view rest = text.substr(tag.size());
    if (rest.empty() || rest.front() == '>' || static_cast<unsigned char>(rest.front()) <= ' ') {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string_view format_name(Format format) {
  switch (format) {
    case Format::Json: return "json";
    case Format::Html: return "html";
    case Format::Scraped: return "scraped";
    case Format::Reuters: return "reuters";
  }
  return {};
}

std::optional<Format> format_named(std::string_view name) {
  for (const Format format : kFormats) {
    if (format_name(format) == name) return format;
  }
  return std::nullopt;
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const Format format : kFormats) names.emplace_back(format_name(format));
  return names;
}

Format recognise(const RawDocument& document) {
  const std::string_view text = first_element(document.bytes);
  if (text.starts_with('{') || begins_array_of_objects(text)) return Format::Json;
  if (text.starts_with("<REUTERS")) return Format::Reuters;
  if (begins_page(text)) return Format::Html;
  const std::string_view name = document.file_name;
  for (const std::string_view ending : {".html", ".htm", ".xhtml"}) {
    if (ends_with_ignoring_case(name, ending)) return Format::Html;
  }
  return Format::Scraped;
}

Result<Article> parse(Format format, const RawDocument& document, const NewsHosts& hosts) {
  switch (format) {
    case Format::Json: return parse_json(document, hosts);
    case Format::Html: return parse_html(document, hosts);
    case Format::Scraped: return parse_scraped(document, hosts);
    case Format::Reuters: return parse_reuters(document);
  }
  return Error{ErrorCode::Internal, "A format without a parser."};
}

}  // namespace backfile
