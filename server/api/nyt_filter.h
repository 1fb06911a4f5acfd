// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/result.h"
#include "common/schema.h"

namespace backfile {

// A filter query of the Article Search API, like section_name:("Sports" "Foreign") AND
// source:(Reuters), in our query language: only the names of fields and of types of material
// differ, and a list in brackets, of texts in quotation marks or separated by commas, which there
// means any of its members. InvalidArgument.
Result<std::string> translated_filter(std::string_view fq);

// What a field of theirs is here.
std::optional<FieldId> field_of_nyt(std::string_view name);

}  // namespace backfile
