// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/call.h"

namespace backfile {

// One function a route, or for routes that differ only in what they show. They throw nothing of
// ours; libraries may.
using Endpoint = HttpResponse (*)(const Call&);

HttpResponse answer_search(const Call& call);  // search, count, facets, timeline
HttpResponse answer_facet_values(const Call& call);
HttpResponse answer_article(const Call& call);
HttpResponse answer_lookup(const Call& call);
HttpResponse answer_changes(const Call& call);
HttpResponse answer_sources(const Call& call);
HttpResponse answer_one_source(const Call& call);
HttpResponse answer_coverage(const Call& call);
HttpResponse answer_ready(const Call& call);
HttpResponse answer_version(const Call& call);

}  // namespace backfile
