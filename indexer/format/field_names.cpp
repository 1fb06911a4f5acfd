// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/field_names.h"

#include <algorithm>
#include <array>

#include "common/text.h"

namespace backfile {
namespace {

struct Row {
  std::string_view name;
  RecordField field;
};

// Our names, and the usual words for them.
constexpr std::array kFields = {
    Row{"id", RecordField::Id},
    Row{"url", RecordField::Url},
    Row{"canonical_url", RecordField::CanonicalUrl},
    Row{"title", RecordField::Title},
    Row{"subtitle", RecordField::Subtitle},
    Row{"abstract", RecordField::Abstract},
    Row{"text", RecordField::Text},
    Row{"body", RecordField::Text},
    Row{"html", RecordField::Markup},
    Row{"authors", RecordField::Authors},
    Row{"author", RecordField::Authors},
    Row{"agency", RecordField::Agency},
    Row{"place", RecordField::Place},
    Row{"section", RecordField::Section},
    Row{"type", RecordField::Type},
    Row{"language", RecordField::Language},
    Row{"tags", RecordField::Tags},
    Row{"published", RecordField::Published},
    Row{"date", RecordField::Published},
    Row{"updated", RecordField::Updated},
    Row{"source", RecordField::SourceName},
    Row{"source.id", RecordField::SourceId},
    Row{"source.name", RecordField::SourceName},
    Row{"source.domain", RecordField::SourceDomain},
    Row{"source.country", RecordField::SourceCountry},
    Row{"domain", RecordField::SourceDomain},
    Row{"country", RecordField::SourceCountry},
};

}  // namespace

const FieldNames& FieldNames::none() {
  static const FieldNames kNone;
  return kNone;
}

Result<void> FieldNames::add(std::string_view rule) {
  const std::size_t equals = rule.find('=');
  const std::string_view name = trim(rule.substr(0, equals));
  const std::string_view path =
      equals == std::string_view::npos ? std::string_view{} : trim(rule.substr(equals + 1));
  const auto row = std::find_if(kFields.begin(), kFields.end(),
                                [name](const Row& known) { return known.name == name; });
  if (row != kFields.end() && !path.empty()) {
    names_.push_back({row->field, std::string(path)});
    return {};
  }
  Error error{ErrorCode::InvalidArgument,
              "--map \"" + std::string(rule) +
                  "\" has not the form field=name-in-the-records with one of these fields:"};
  for (const Row& known : kFields) {
    error.message.append(" ").append(known.name);
    error.detail.expected.emplace_back(known.name);
  }
  error.detail.found = rule;
  return error;
}

std::vector<std::string_view> FieldNames::paths(RecordField field) const {
  std::vector<std::string_view> found;
  for (const Name& name : names_) {
    if (name.field == field) found.push_back(name.path);
  }
  return found;
}

}  // namespace backfile
