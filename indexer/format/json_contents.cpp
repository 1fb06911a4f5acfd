// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/json_contents.h"

#include <optional>
#include <string>
#include <vector>

#include "indexer/format/author_names.h"
#include "indexer/format/html_text.h"
#include "indexer/format/record_values.h"

namespace backfile {
namespace {

void read_part(const JsonObject& part, Article* article) {
  const std::string type = part.text("type");
  const std::string content = part.text("content");
  if (type == "kicker" && article->section.empty()) article->section = record_line(content);
  if (type == "title" && article->title.empty()) article->title = record_line(content);
  if (type == "byline" && article->authors.empty()) {
    article->authors = author_names(record_line(content));
  }
  if (type == "date" && !article->published) {
    const std::optional<JsonValue> when = part.at("content");
    if (when && when->number) article->published = record_date(*when->number);
  }
  const std::string subtype = part.text("subtype");
  const bool is_text = subtype == "paragraph" || subtype == "subhead" || subtype == "trailleft";
  if (type != "sanitized_html" || !is_text || content.empty()) return;
  if (!article->text.empty()) article->text += "\n\n";
  article->text += html_to_text(content);
}

}  // namespace

void read_contents(const JsonObject& record, Article* article) {
  const std::vector<JsonObject> parts = record.objects_at("contents");
  for (const JsonObject& part : parts) read_part(part, article);
  if (!parts.empty() && article->url.starts_with('/')) {
    article->url.insert(0, "https://www.washingtonpost.com");
  }
}

}  // namespace backfile
