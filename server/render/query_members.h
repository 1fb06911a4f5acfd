// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/json_text.h"
#include "server/render/api_request.h"

namespace backfile {

// The member "query": the request as it was understood.
void set_query(JsonText& json, const ApiRequest& request);

// The value of it alone, for answers that are no JSON of ours.
void add_query(JsonText& json, const ApiRequest& request);

// Values by the names of their fields.
void set_values(JsonText& json, std::string_view key,
                const std::map<FieldId, std::vector<std::string>>& values_of);

// An answer to a search begins with its query and the state of the archive,
void begin_answer(JsonText& json, const ApiRequest& request, const ArchiveStatus& index);
// and ends with links to itself and, if there is one, the next page, and with the warnings.
std::string end_answer(JsonText& json, const ApiRequest& request,
                       std::string_view next_cursor = {});

// The member "warnings": those of the query and of the request.
void set_warnings(JsonText& json, const ApiRequest& request);

}  // namespace backfile
