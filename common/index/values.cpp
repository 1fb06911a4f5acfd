// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/values.h"

#include "common/article_json.h"

namespace backfile {
namespace {

void add_if_known(const std::string& value, std::vector<KeywordValue>* values) {
  if (!value.empty()) values->push_back({value});
}

}  // namespace

std::vector<KeywordValue> keyword_values(const Article& article, FieldId id) {
  std::vector<KeywordValue> values;
  switch (id) {
    case FieldId::Source:
      if (!article.source.id.empty()) {
        values.push_back({article.source.id, article.source.name});
      }
      break;
    case FieldId::Author:
      for (const std::string& author : article.authors) add_if_known(author, &values);
      break;
    case FieldId::Tag:
      for (const std::string& tag : article.tags) add_if_known(tag, &values);
      break;
    case FieldId::Section: add_if_known(article.section, &values); break;
    case FieldId::Agency: add_if_known(article.agency, &values); break;
    case FieldId::Place: add_if_known(article.place, &values); break;
    case FieldId::Language: add_if_known(article.language, &values); break;
    case FieldId::Status: add_if_known(std::string(to_string(article.status)), &values); break;
    case FieldId::DateSource: add_if_known(article.date_source, &values); break;
    case FieldId::Type: add_if_known(article.type, &values); break;
    case FieldId::Country: add_if_known(article.source.country, &values); break;
    case FieldId::Title:
    case FieldId::Text:
    case FieldId::Lead:
    case FieldId::Url:
    case FieldId::Id:
    case FieldId::Length:
    case FieldId::Published:
    case FieldId::Story: break;  // Not in the record: common/archive/story_rows.h.
  }
  return values;
}

}  // namespace backfile
