// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "common/date.h"
#include "indexer/format/field_names.h"
#include "indexer/format/json_aliases.h"
#include "indexer/format/json_object.h"

namespace backfile {

// The values of a record by what they mean to us, whatever its keys are called. Refers to both
// arguments.
class JsonFields {
 public:
  JsonFields(const JsonObject& record, const FieldNames& names) : record_(record), names_(names) {}

  // Calls `take` with the values of a field in order of preference until it takes one: those under
  // the names that somebody has added come first.
  template <typename Take>
  void first(RecordField field, const Take& take) const {
    for (const std::string_view path : names_.paths(field)) {
      std::optional<JsonValue> value = record_.at(path);
      if (value && take(*std::move(value))) return;
    }
    for (const JsonAlias& alias : json_aliases()) {
      if (alias.field != field) continue;
      std::optional<JsonValue> value = record_.at(alias.path);
      if (value && take(*std::move(value))) return;
    }
  }

  // The first that is not empty; empty if there is none.
  std::string text(RecordField field) const;
  // The first that can be read as a date.
  std::optional<Timestamp> date(RecordField field, const DateHints& hints) const;

 private:
  const JsonObject& record_;
  const FieldNames& names_;
};

}  // namespace backfile
