// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "common/article_type.h"
#include "common/date.h"
#include "common/text.h"
#include "server/api/compat.h"
#include "server/api/endpoints.h"
#include "server/http/errors.h"
#include "server/query/made_nodes.h"
#include "server/render/xml_text.h"

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

HttpResponse refused(const Error& error) {
  const Problem& problem = problem_of(error);
  return compat_json(
      problem.status,
      dump({{"response", {{"status", "error"}, {"message", compat_message(error)}}}}));
}

bool shows(const std::vector<std::string>& fields, std::string_view name) {
  return std::ranges::any_of(fields,
                             [&](const std::string& one) { return one == name || one == "all"; });
}

// As the Guardian gives bodies: paragraphs in HTML.
std::string html_of(const std::string& text) {
  std::string html;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view paragraph = rest.substr(0, rest.find("\n\n"));
    html += "<p>" + escaped(paragraph) + "</p>";
    rest.remove_prefix(std::min(rest.size(), paragraph.size() + 2));
  }
  return html;
}

Json fields_of(const Article& article, const std::vector<std::string>& wanted) {
  Json json = Json::object();
  const auto set = [&](const char* name, const std::string& value) {
    if (shows(wanted, name)) json[name] = value;
  };
  set("headline", article.title);
  set("standfirst", article.subtitle);
  set("trailText", article.abstract);
  set("byline", joined(article.authors));
  set("body", html_of(article.text));
  set("bodyText", article.text);
  set("wordcount", std::to_string(article.words));
  set("shortUrl", article.url);
  set("publication", article.source.name);
  set("lang", article.language);
  return json;
}

// Their tag for a type of article.
std::string tone_of(std::string_view type) {
  const ArticleType* const row = find_article_type(type);
  if (row == nullptr) return {};
  return row->tone.empty() ? "tone/" + std::string(row->name) : std::string(row->tone);
}

// Articles of all types that have this tone.
Node of_tone(std::string_view tone) {
  std::vector<Node> types;
  for (const ArticleType& row : kArticleTypes) {
    if (tone_of(row.name) != tone) continue;
    types.push_back(whole_value(FieldId::Type, std::string(row.name)));
  }
  if (!types.empty()) return combined(Node::Kind::Or, std::move(types));
  const std::string_view type = article_type_named(tone);
  return whole_value(FieldId::Type, std::string(type.empty() ? tone : type));
}

Json tags_of(const Article& article, const std::vector<std::string>& wanted) {
  Json tags = Json::array();
  const auto add = [&](std::string_view type, const std::vector<std::string>& names) {
    if (!shows(wanted, type)) return;
    for (const std::string& name : names) {
      tags.push_back(
          {{"id", name}, {"type", type}, {"webTitle", name}, {"references", Json::array()}});
    }
  };
  add("keyword", article.tags);
  add("contributor", article.authors);
  if (const std::string tone = tone_of(article.type); !tone.empty() && shows(wanted, "tone")) {
    tags.push_back({{"id", tone},
                    {"type", "tone"},
                    {"webTitle", article.type},
                    {"references", Json::array()}});
  }
  return tags;
}

struct Shown {
  std::vector<std::string> fields;
  std::vector<std::string> tags;
};

Json result_json(const Article& article, const Shown& shown) {
  Json json = {{"id", article.id},
               {"type", article.type == "live" ? "liveblog" : "article"},
               {"sectionId", article.section},
               {"sectionName", article.section},
               {"webPublicationDate",
                article.published ? Json(to_iso_utc(article.published->seconds)) : Json()},
               {"webTitle", article.title},
               {"webUrl", article.url},
               {"apiUrl", "/api/v1/articles/" + article.id},
               {"isHosted", false}};
  if (!shown.fields.empty()) json["fields"] = fields_of(article, shown.fields);
  if (!shown.tags.empty()) json["tags"] = tags_of(article, shown.tags);
  return json;
}

std::vector<std::string_view> pieces_of(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(text.size(), piece.size() + 1));
    pieces.push_back(piece);
  }
  return pieces;
}

// "a,b|c,-d": a, and one of b and c, and not d. Brackets say nothing more.
std::vector<Node> conditions_of(FieldId field, std::string_view expression) {
  std::vector<Node> all;
  for (const std::string_view part : pieces_of(expression, ',')) {
    std::vector<Node> any;
    for (const std::string_view piece : pieces_of(part, '|')) {
      const std::size_t begin = piece.find_first_not_of(" ()");
      if (begin == std::string_view::npos) continue;
      const bool shut_out = piece[begin] == '-';
      std::string value(piece.substr(begin + (shut_out ? 1 : 0)));
      value.erase(value.find_last_not_of(" )") + 1);
      if (value.empty()) continue;
      const bool is_tone = field == FieldId::Tag && value.starts_with("tone/");
      Node node = is_tone ? of_tone(value) : whole_value(field, collapse_blanks(value));
      any.push_back(shut_out ? negated(std::move(node)) : std::move(node));
    }
    if (!any.empty()) all.push_back(combined(Node::Kind::Or, std::move(any)));
  }
  return all;
}

constexpr std::ptrdiff_t kMostConditions = 200;

Result<void> add_conditions(const CompatParameters& given, std::optional<Node>* root) {
  std::vector<Node> all;
  if (*root) all.push_back(std::move(**root));
  for (const auto& [id, name] : {std::pair(FieldId::Section, "section"),
                                 {FieldId::Tag, "tag"},
                                 {FieldId::Language, "lang"},
                                 {FieldId::Source, "publication"},
                                 {FieldId::Id, "ids"}}) {
    std::string expression = given.get({name});
    // A list of ids means any of them.
    if (id == FieldId::Id) std::ranges::replace(expression, ',', '|');
    if (std::ranges::count_if(expression, [](char c) { return c == ',' || c == '|'; }) >=
        kMostConditions) {
      return refusal("bad_value", std::string(name) + " has too many values.");
    }
    std::ranges::move(conditions_of(id, expression), std::back_inserter(all));
  }
  root->reset();
  if (!all.empty()) *root = combined(Node::Kind::And, std::move(all));
  return {};
}

// Where the words of "q" are looked for, of the fields of an item that are texts.
std::optional<FieldId> passage_of(const std::vector<std::string>& fields) {
  const auto is_headline = [](const std::string& name) { return name == "headline"; };
  if (fields.empty() || std::ranges::none_of(fields, is_headline)) {
    return fields.empty() ? std::nullopt : std::optional(FieldId::Text);
  }
  return std::ranges::all_of(fields, is_headline) ? std::optional(FieldId::Title) : std::nullopt;
}

Result<CompatQuery> query_of(const CompatParameters& given, std::string* order) {
  CompatQuery query;
  query.q = given.get({"q"});
  query.from = given.get({"from-date"});
  query.to = given.get({"to-date"});
  query.in = passage_of(given.list({"query-fields"}, ','));
  *order = given.get({"order-by"});
  if (order->empty()) *order = query.q.empty() ? "newest" : "relevance";
  if (*order != "newest" && *order != "oldest" && *order != "relevance") {
    return refusal("bad_value", "order-by must be newest, oldest or relevance.");
  }
  query.search.sort = *order == "newest"   ? SortOrder::Newest
                      : *order == "oldest" ? SortOrder::Oldest
                                           : SortOrder::Relevance;
  const auto size = given.number("page-size", 1, 200, 10);
  if (!size) return size.error();
  const auto page = given.number("page", 1, kMostPassed, 1);
  if (!page) return page.error();
  query.search.page_size = *size;
  query.offset = (*page - 1) * *size;
  if (auto read = read_query(query); !read) return std::move(read).error();
  if (auto added = add_conditions(given, &query.search.query.root); !added) {
    return std::move(added).error();
  }
  return query;
}

HttpResponse no_such_page(std::uint64_t page, std::uint64_t pages) {
  return compat_json(400,
                     dump({{"response",
                            {{"status", "error"},
                             {"message", "requested page is beyond the number of available pages"},
                             {"currentPage", page},
                             {"pages", pages}}}}));
}

}  // namespace

HttpResponse answer_guardian(const Call& call) {
  auto raw = split_parameters(call.query);
  if (!raw) return refused(raw.error());
  const CompatParameters given(std::move(*raw));
  std::string order;
  const auto query = query_of(given, &order);
  if (!query) return refused(query.error());
  const auto result = search_behind(call.archive, query->search, query->offset);
  if (!result) return refused(result.error());
  const std::uint64_t size = query->search.page_size;
  const std::uint64_t page = query->offset / size + 1;
  const std::uint64_t pages = (result->total + size - 1) / size;
  if (page > 1 && page > pages) return no_such_page(page, pages);
  const Shown shown{given.list({"show-fields"}, ','), given.list({"show-tags"}, ',')};
  Json results = Json::array();
  for (const Hit& hit : result->hits) results.push_back(result_json(hit.article, shown));
  return compat_json(200, dump({{"response",
                                 {{"status", "ok"},
                                  {"userTier", "developer"},
                                  {"total", result->total},
                                  {"startIndex", result->total == 0 ? 0 : query->offset + 1},
                                  {"pageSize", size},
                                  {"currentPage", page},
                                  {"pages", pages},
                                  {"orderBy", order},
                                  {"results", results}}}}));
}

}  // namespace backfile
