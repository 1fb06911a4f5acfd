// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "server/render/api_request.h"
#include "server/search/collocates.h"
#include "server/search/concordance.h"
#include "server/search/keyness.h"
#include "server/search/similar.h"
#include "server/search/suggest.h"

namespace backfile {

std::string render_key_words(const KeynessAnswer& answer, const ApiRequest& request);
std::string render_concordance(const ConcordanceAnswer& answer, const ApiRequest& request);
std::string render_collocates(const CollocatesAnswer& answer, const ApiRequest& request);
std::string render_suggestions(const SuggestAnswer& answer, const ApiRequest& request);
std::string render_similar(const SimilarAnswer& answer, const ApiRequest& request);

}  // namespace backfile
