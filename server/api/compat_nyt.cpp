// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "common/date.h"
#include "server/api/compat.h"
#include "server/api/endpoints.h"
#include "server/http/errors.h"

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

HttpResponse refused(const Error& error) {
  const Problem& problem = problem_of(error);
  return compat_json(problem.status,
                     dump({{"status", "ERROR"}, {"errors", Json::array({compat_message(error)})}}));
}

// Fields of `fq` and ours.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kFields = {
    {{"section_name", "section"},
     {"section.name", "section"},
     {"news_desk", "section"},
     {"desk", "section"},
     {"source", "source"},
     {"source.vernacular", "source"},
     {"glocations", "place"},
     {"byline", "author"},
     {"persons", "author"},
     {"headline", "title"}}};

// The filter in our query language: only the names of fields differ, and a list in brackets, which
// there means any of its members.
Result<std::string> translated(const std::string& fq) {
  std::string text;
  bool in_list = false;
  bool quoted = false;
  bool follows_value = false;
  for (std::size_t at = 0; at < fq.size();) {
    const char c = fq[at];
    if (!quoted) {
      bool renamed = false;
      for (const auto& [theirs, ours] : kFields) {
        const std::string name = std::string(theirs) + ":";
        if (fq.compare(at, name.size(), name) != 0) continue;
        text.append(ours).append(":");
        at += name.size();
        in_list = at < fq.size() && fq[at] == '(';
        follows_value = false;
        renamed = true;
        break;
      }
      if (renamed) continue;
    }
    if (c == '"') {
      if (!quoted && in_list && follows_value) text += "OR ";
      quoted = !quoted;
      follows_value = !quoted;
    } else if (c == ')' && !quoted) {
      in_list = false;
    }
    text += c == ',' && !quoted ? ' ' : c;
    ++at;
  }
  if (quoted) return refusal("bad_value", "A quotation mark in \"fq\" is not closed.");
  return text;
}

Result<CompatQuery> query_of(const CompatParameters& given) {
  CompatQuery query;
  query.q = given.get({"q"});
  if (const std::string fq = given.get({"fq"}); !fq.empty()) {
    auto filter = translated(fq);
    if (!filter) return std::move(filter).error();
    query.q = query.q.empty() ? *filter : "(" + query.q + ") AND (" + *filter + ")";
  }
  query.from = given.get({"begin_date"});
  query.to = given.get({"end_date"});
  const std::string sort = given.get({"sort"});
  query.search.sort = sort == "newest"   ? SortOrder::Newest
                      : sort == "oldest" ? SortOrder::Oldest
                                         : SortOrder::Relevance;
  const auto page = given.number("page", 0, 1000, 0);
  if (!page) return page.error();
  query.search.page_size = 10;
  query.offset = *page * 10;
  if (auto read = read_query(query); !read) return std::move(read).error();
  query.search.snippets = true;
  return query;
}

Json keywords_of(const Article& article) {
  Json list = Json::array();
  for (const std::string& tag : article.tags) {
    list.push_back({{"name", "subject"}, {"value", tag}, {"rank", list.size() + 1}});
  }
  return list;
}

Json document_json(const Hit& hit) {
  const Article& article = hit.article;
  const std::string authors = joined(article.authors);
  const std::string lead = article.text.substr(0, article.text.find("\n\n"));
  return {{"abstract", article.abstract},
          {"web_url", article.url},
          {"snippet", hit.snippet.text},
          {"lead_paragraph", lead},
          {"source", article.source.name},
          {"headline", {{"main", article.title}, {"kicker", nullptr}}},
          {"keywords", keywords_of(article)},
          {"pub_date", article.published ? Json(to_iso_utc(article.published->seconds)) : Json()},
          {"document_type", "article"},
          {"section_name", article.section},
          {"byline", {{"original", authors.empty() ? authors : "By " + authors}}},
          {"type_of_material", "News"},
          {"_id", article.id},
          {"word_count", article.words},
          {"uri", "backfile://article/" + article.id}};
}

}  // namespace

HttpResponse answer_nyt(const Call& call) {
  auto raw = split_parameters(call.query);
  if (!raw) return refused(raw.error());
  const auto query = query_of(CompatParameters(std::move(*raw)));
  if (!query) return refused(query.error());
  const auto result = search_page(call.archive, *query);
  if (!result) return refused(result.error());
  Json documents = Json::array();
  for (const Hit& hit : result->hits) documents.push_back(document_json(hit));
  const Json meta = {{"hits", result->total}, {"offset", query->offset}, {"time", 0}};
  // The name of the last member has changed over the years; clients look for either.
  return compat_json(
      200, dump({{"status", "OK"},
                 {"copyright", ""},
                 {"response", {{"docs", documents}, {"meta", meta}, {"metadata", meta}}}}));
}

}  // namespace backfile
