// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// This API in OpenAPI 3.1, as JSON: its paths, parameters and errors from the tables that requests
// are read with, the shapes of its answers from openapi_schemas.cpp.
std::string openapi_document();

// "components/schemas" as JSON.
std::string_view openapi_schemas();

}  // namespace backfile
