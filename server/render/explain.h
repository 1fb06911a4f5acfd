// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "common/json_text.h"
#include "server/render/api_request.h"
#include "server/search/explain.h"
#include "server/search/why.h"

namespace backfile {

std::string render_explain(const ExplainAnswer& answer, const ApiRequest& request);
std::string render_why(const WhyAnswer& answer, const ApiRequest& request);

// The member "explanation": the parts of a score, which add up to it.
void set_explanation(JsonText& json, const ScoreExplanation& explanation);

// The member "did_you_mean".
void set_correction(JsonText& json, const CorrectedQuery& corrected, const ApiRequest& request);

}  // namespace backfile
