// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "indexer/format/json_aliases.h"

namespace backfile {

// Names of fields in records that somebody adds to those of json_aliases.h: "--map body=maintext".
class FieldNames {
 public:
  static const FieldNames& none();

  // Adds "body=maintext": our name of a field, and the name that records give it, with dots for
  // nested objects. InvalidArgument, with the names that could have stood there, when the first is
  // none of ours.
  Result<void> add(std::string_view rule);

  // The paths that were added for a field, in their order.
  std::vector<std::string_view> paths(RecordField field) const;

 private:
  struct Name {
    RecordField field;
    std::string path;
  };
  std::vector<Name> names_;
};

}  // namespace backfile
