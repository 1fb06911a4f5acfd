// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "common/result.h"
#include "server/api/routes.h"
#include "server/render/api_request.h"

namespace backfile {

// The query part of a target ("q=ferry&from=2017") to a request, strictly: every parameter is known
// on this route, has a value that it may have, and is given once unless it may be repeated. An
// empty value counts as not given, as forms send it. InvalidArgument with the parameter, what was
// found, what is allowed, and one of the kinds of problem in errors.h.
//
// /facets without `facet` counts the fields of kDefaultFacets; /timeline without `interval` chooses
// one.
//
// `now`, in seconds since 1970, is what dates like last:7d count back from. `timeout_ms` counts
// from this call.
Result<ApiRequest> parse_api_request(Route route, std::string_view query, std::int64_t now);

// The field in the address of one facet; NotFound, with those that there are.
Result<FieldId> parse_facet_field(std::string_view name);

inline constexpr std::array kDefaultFacets = {FieldId::Source, FieldId::Section, FieldId::Language,
                                              FieldId::Agency, FieldId::Author,  FieldId::Place};

}  // namespace backfile
