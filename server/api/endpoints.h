// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/call.h"

namespace backfile {

// One function a route, or for routes that differ only in what they show. They throw nothing of
// ours; libraries may.
using Endpoint = HttpResponse (*)(const Call&);

HttpResponse answer_search(const Call& call);  // search, count, facets, timeline
HttpResponse answer_facet_values(const Call& call);
HttpResponse answer_explain(const Call& call);
HttpResponse answer_why(const Call& call);
HttpResponse answer_terms(const Call& call);
HttpResponse answer_concordance(const Call& call);
HttpResponse answer_collocates(const Call& call);
HttpResponse answer_suggest(const Call& call);
HttpResponse answer_similar(const Call& call);
HttpResponse answer_article(const Call& call);
HttpResponse answer_lookup(const Call& call);
HttpResponse answer_changes(const Call& call);
HttpResponse answer_convert(const Call& call);
HttpResponse answer_sources(const Call& call);
HttpResponse answer_one_source(const Call& call);
HttpResponse answer_coverage(const Call& call);
HttpResponse answer_sample(const Call& call);
HttpResponse answer_export(const Call& call);
HttpResponse answer_feed(const Call& call);
// As other services answer (server/api/compat.h).
HttpResponse answer_meilisearch(const Call& call);
HttpResponse answer_newsapi(const Call& call);
HttpResponse answer_guardian(const Call& call);
HttpResponse answer_nyt(const Call& call);
HttpResponse answer_mediacloud(const Call& call);
HttpResponse answer_ready(const Call& call);
HttpResponse answer_version(const Call& call);
HttpResponse answer_metrics(const Call& call);
HttpResponse answer_openapi(const Call& call);
HttpResponse answer_opensearch(const Call& call);

}  // namespace backfile
