// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/explain.h"

#include <utility>

#include "common/date.h"
#include "server/render/json_members.h"
#include "server/render/links.h"
#include "server/render/names.h"
#include "server/render/query_members.h"

namespace backfile {
namespace {

void add_clause(JsonText& json, const ClauseCount& clause) {
  json.begin_object().member("clause", clause.text);
  set_text(json, "operator", clause.operation);
  json.member("articles", clause.articles).member("without", clause.without);
  if (!clause.parts.empty()) {
    json.key("parts").begin_array();
    for (const ClauseCount& part : clause.parts) add_clause(json, part);
    json.end_array();
  }
  json.end_object();
}

void set_window(JsonText& json, const DateWindow& window) {
  json.key("dates").begin_object();
  set_day(json, "from", window.first);
  set_day(json, "to", window.last);
  json.member("articles", window.articles).member("undated", window.undated).end_object();
}

void set_spelling(JsonText& json, const std::vector<SpellingSuggestion>& spelling) {
  json.key("spelling").begin_array();
  for (const SpellingSuggestion& doubted : spelling) {
    json.begin_object().member("word", doubted.word).member("articles", doubted.articles);
    json.key("instead").begin_array();
    for (const auto& instead : doubted.instead) {
      json.begin_object().member("word", instead.word);
      json.member("articles", instead.articles).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

}  // namespace

std::string render_explain(const ExplainAnswer& answer, const ApiRequest& request) {
  JsonText json;
  begin_answer(json, request, answer.index);
  set_total(json, answer.total);
  if (answer.tree) {
    json.key("tree");
    add_clause(json, *answer.tree);
  }
  json.key("filters").begin_array();
  for (const FilterCount& filter : answer.filters) {
    json.begin_object().member("parameter", filter.parameter);
    json.member("without", filter.without).end_object();
  }
  json.end_array();
  set_window(json, answer.window);
  set_spelling(json, answer.spelling);
  if (answer.corrected) set_correction(json, *answer.corrected, request);
  return end_answer(json, request);
}

std::string render_why(const WhyAnswer& answer, const ApiRequest& request) {
  JsonText json;
  begin_answer(json, request, answer.index);
  json.member("outcome", name_of(kOutcomeNames, answer.outcome));
  if (answer.article) {
    json.key("article");
    add_reference(json, *answer.article);
    set_total(json, answer.total);
  }
  for (const auto& [name, value] : answer.removal) json.member(name, value);
  if (answer.outcome == WhyOutcome::NoMatch) {
    json.key("reasons").begin_array();
    for (const WhyReason& reason : answer.reasons) {
      json.begin_object().member("code", reason.code).member("clause", reason.clause);
      json.member("detail", reason.detail).end_object();
    }
    json.end_array();
  }
  if (answer.outcome == WhyOutcome::Match) json.member("rank", answer.rank);
  if (answer.explanation) {
    json.member("score", answer.explanation->score);
    set_explanation(json, *answer.explanation);
  }
  return end_answer(json, request);
}

void set_explanation(JsonText& json, const ScoreExplanation& explanation) {
  json.key("explanation").begin_object().key("parts").begin_array();
  for (const WordScore& word : explanation.words) {
    json.begin_object().member("clause", word.clause).member("score", word.score);
    json.member("matching", word.matching).member("weight", word.weight);
    json.member("frequency", word.frequency).end_object();
  }
  for (const auto& [part, score] : {std::pair("title_match", explanation.title_match),
                                    std::pair("proximity", explanation.proximity)}) {
    if (score > 0) json.begin_object().member("part", part).member("score", score).end_object();
  }
  if (explanation.age_days) {
    json.begin_object().member("part", "recency").member("score", explanation.recency);
    json.member("age_days", *explanation.age_days).end_object();
  }
  json.end_array().member("length", explanation.length);
  json.member("average_length", explanation.average_length).end_object();
}

void set_correction(JsonText& json, const CorrectedQuery& corrected, const ApiRequest& request) {
  json.key("did_you_mean").begin_object().member("q", corrected.q);
  json.member("articles", corrected.articles);
  json.member("url", corrected_link(request, corrected.q)).end_object();
}

}  // namespace backfile
