// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/json_fields.h"

#include "indexer/format/record_values.h"

namespace backfile {

std::string JsonFields::text(RecordField field) const {
  std::string found;
  first(field, [&found](JsonValue value) {
    found = std::move(value.text);
    return !found.empty();
  });
  return found;
}

std::optional<Timestamp> JsonFields::date(RecordField field, const DateHints& hints) const {
  std::optional<Timestamp> when;
  first(field, [&](const JsonValue& value) {
    when = value.number ? record_date(*value.number)
                        : record_date(value.text, hints, field == RecordField::PublishedMonthFirst);
    return when.has_value();
  });
  return when;
}

}  // namespace backfile
