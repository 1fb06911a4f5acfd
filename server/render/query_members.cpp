// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/query_members.h"

#include "common/date.h"
#include "server/render/json_members.h"
#include "server/render/links.h"
#include "server/render/names.h"

namespace backfile {
namespace {

void set_fields(JsonText& json, std::string_view key, const std::set<FieldId>& fields) {
  if (fields.empty()) return;
  json.key(key).begin_array();
  for (const FieldId id : fields) json.value(field(id).name);
  json.end_array();
}

std::string parsed(const Query& query) {
  return query.root ? to_string(*query.root) : std::string();
}

void set_queries(JsonText& json, const ApiRequest& request) {
  json.key("queries").begin_array();
  for (std::size_t i = 0; i < request.queries.size(); ++i) {
    json.begin_object().member("q", request.queries[i]);
    json.member("parsed", parsed(request.search.timeline_queries[i])).end_object();
  }
  json.end_array();
}

void set_ranking(JsonText& json, const RankingSettings& settings) {
  json.key("ranking").begin_object();
  for (const RankingSetting& setting : kRankingSettings) {
    json.member(setting.name, settings.*setting.value);
  }
  json.end_object();
}

}  // namespace

void set_values(JsonText& json, std::string_view key,
                const std::map<FieldId, std::vector<std::string>>& values_of) {
  json.key(key).begin_object();
  for (const auto& [id, values] : values_of) {
    json.key(field(id).name);
    add_list(json, values);
  }
  json.end_object();
}

void add_query(JsonText& json, const ApiRequest& request) {
  const SearchRequest& search = request.search;
  json.begin_object();
  if (request.queries.empty()) {
    json.member("q", request.q).member("parsed", parsed(search.query));
    if (search.query.holds_until) {
      const Timestamp until{*search.query.holds_until, DatePrecision::Second, 0};
      json.member("holds_until", to_iso(until));
    }
  } else {
    set_queries(json, request);
  }
  if (request.syntax != Syntax::Backfile) {
    json.member("syntax", name_of(kSyntaxNames, request.syntax));
  }
  if (request.in) json.member("in", field(*request.in).name);
  if (!request.query_language.empty()) json.member("query_language", request.query_language);
  if (request.from) json.member("from", to_iso(*request.from));
  if (request.to) json.member("to", to_iso(*request.to));
  json.member("tz", search.zone);
  set_values(json, "filters", search.filters.values);
  if (!search.filters.excluded.empty()) set_values(json, "excluded", search.filters.excluded);
  set_fields(json, "missing", search.filters.missing);
  set_fields(json, "exists", search.filters.present);
  json.member("sort", to_string(search.sort));
  if (search.sort == SortOrder::Relevance) set_ranking(json, search.ranking);
  if (search.collapse) json.member("collapse", name_of(kCollapseNames, search.collapse));
  json.end_object();
}

void set_warnings(JsonText& json, const ApiRequest& request) {
  std::vector<Warning> warnings = request.search.query.warnings;
  warnings.insert(warnings.end(), request.warnings.begin(), request.warnings.end());
  set_warnings(json, warnings);
}

void begin_answer(JsonText& json, const ApiRequest& request, const ArchiveStatus& index) {
  json.begin_object();
  set_query(json, request);
  set_index(json, index);
}

std::string end_answer(JsonText& json, const ApiRequest& request, std::string_view next_cursor) {
  json.key("links").begin_object().member("self", to_string(request.target));
  set_text(json, "next", next_link(request, next_cursor));
  json.end_object();
  set_warnings(json, request);
  return json.end_object().take();
}

void set_query(JsonText& json, const ApiRequest& request) {
  json.key("query");
  add_query(json, request);
}

}  // namespace backfile
