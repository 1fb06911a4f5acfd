// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/words.h"

#include "common/date.h"
#include "server/render/hit_text.h"
#include "server/render/json_members.h"
#include "server/render/links.h"
#include "server/render/names.h"
#include "server/render/query_members.h"

namespace backfile {
namespace {

// The articles of a comparison and their words.
void set_side(JsonText& json, std::string_view key, std::uint64_t articles, std::uint64_t words) {
  json.key(key).begin_object().member("articles", articles).member("words", words).end_object();
}

double per_million(std::uint64_t count, std::uint64_t total) {
  return static_cast<double>(count) * 1e6 / static_cast<double>(total);
}

void set_names(JsonText& json, std::string_view key, const std::vector<FacetBucket>& names) {
  json.key(key).begin_array();
  for (const FacetBucket& name : names) {
    json.begin_object().member("value", name.value).member("label", name.label);
    json.member("articles", name.articles).end_object();
  }
  json.end_array();
}

}  // namespace

std::string render_key_words(const KeynessAnswer& answer, const ApiRequest& request) {
  JsonText json;
  begin_answer(json, request, answer.index);
  json.key("vs").begin_object().member("q", request.versus);
  const std::optional<Node>& root = request.versus_query.root;
  json.member("parsed", root ? to_string(*root) : std::string()).end_object();
  set_side(json, "target", answer.articles, answer.total);
  set_side(json, "reference", answer.other_articles, answer.other_total);
  json.member("measure", name_of(kKeynessNames, request.keyness));
  json.member("min_frequency", request.min_frequency).member("distinct", answer.distinct);
  json.key("terms").begin_array();
  for (const KeyWord& word : answer.words) {
    const TwoCounts& counts = word.counts;
    json.begin_object().member("word", word.word).member("count", counts.count);
    json.member("per_million", per_million(counts.count, counts.total));
    json.member("reference_count", counts.other_count);
    json.member("reference_per_million", per_million(counts.other_count, counts.other_total));
    json.member("log_likelihood", word.log_likelihood).member("log_ratio", word.log_ratio);
    json.end_object();
  }
  json.end_array();
  return end_answer(json, request);
}

std::string render_concordance(const ConcordanceAnswer& answer, const ApiRequest& request) {
  JsonText json;
  begin_answer(json, request, answer.index);
  json.key("total").begin_object().member("lines", answer.total);
  json.member("articles", answer.articles).member("relation", "eq").end_object();
  json.member("line_order", name_of(kLineOrderNames, request.line_order));
  json.key("lines").begin_array();
  for (const ConcordanceLine& line : answer.lines) {
    json.begin_object().member("left", line.left).member("match", line.match);
    json.member("right", line.right).member("field", field(line.field).name).key("article");
    add_reference(json, line.article);
    json.end_object();
  }
  json.end_array();
  set_text(json, "next_cursor", answer.next_cursor);
  return end_answer(json, request, answer.next_cursor);
}

std::string render_collocates(const CollocatesAnswer& answer, const ApiRequest& request) {
  JsonText json;
  begin_answer(json, request, answer.index);
  json.key("total").begin_object().member("matches", answer.nodes);
  json.member("articles", answer.articles).member("window_words", answer.window_words);
  json.member("words", answer.total).member("relation", "eq").end_object();
  json.member("measure", name_of(kCollocateNames, request.collocation));
  json.member("min_frequency", request.min_frequency).member("distinct", answer.distinct);
  json.key("collocates").begin_array();
  for (const Collocate& word : answer.words) {
    json.begin_object().member("word", word.word).member("count", word.counts.beside);
    json.member("total_count", word.counts.count);
    json.member("log_likelihood", word.log_likelihood).member("mi", word.mutual_information);
    json.member("log_dice", word.log_dice).member("t_score", word.t_score).end_object();
  }
  json.end_array();
  return end_answer(json, request);
}

std::string render_suggestions(const SuggestAnswer& answer, const ApiRequest& request) {
  JsonText json;
  json.begin_object().member("q", request.q);
  set_index(json, answer.index);
  json.key("words").begin_array();
  for (const WordSuggestion& word : answer.words) {
    json.begin_object().member("word", word.word).member("text", word.text);
    json.member("articles", word.articles).end_object();
  }
  json.end_array().key("titles").begin_array();
  for (const Article& article : answer.titles) add_reference(json, article);
  json.end_array();
  set_names(json, "sources", answer.sources);
  set_names(json, "authors", answer.authors);
  json.key("links").begin_object().member("self", to_string(request.target)).end_object();
  return json.end_object().take();
}

std::string render_similar(const SimilarAnswer& answer, const ApiRequest& request) {
  JsonText json;
  begin_answer(json, request, answer.result.index);
  json.key("words");
  add_list(json, answer.words);
  set_total(json, answer.result.total);
  json.key("results").begin_array();
  for (const Hit& hit : answer.result.hits) add_hit(json, hit, request);
  json.end_array();
  return end_answer(json, request);
}

}  // namespace backfile
