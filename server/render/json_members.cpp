// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/json_members.h"

#include "common/date.h"
#include "server/render/links.h"
#include "server/render/target.h"

namespace backfile {

std::string day_of(std::int64_t seconds) {
  return to_iso({.seconds = seconds, .precision = DatePrecision::Day, .offset_minutes = {}});
}

void set_text(JsonText& json, std::string_view key, const std::string& text) {
  if (!text.empty()) json.member(key, text);
}

void add_list(JsonText& json, const std::vector<std::string>& list) {
  json.begin_array();
  for (const std::string& text : list) json.value(text);
  json.end_array();
}

void set_list(JsonText& json, std::string_view key, const std::vector<std::string>& list) {
  if (list.empty()) return;
  json.key(key);
  add_list(json, list);
}

void set_day(JsonText& json, std::string_view key, const std::optional<std::int64_t>& seconds) {
  if (seconds) json.member(key, day_of(*seconds));
}

void add_source_members(JsonText& json, const Source& source) {
  set_text(json, "id", source.id);
  set_text(json, "name", source.name);
  set_text(json, "domain", source.domain);
  set_text(json, "country", source.country);
}

void set_source(JsonText& json, const Source& source) {
  if (source.id.empty() && source.name.empty() && source.domain.empty() && source.country.empty()) {
    return;
  }
  json.key("source").begin_object();
  add_source_members(json, source);
  json.end_object();
}

void set_total(JsonText& json, std::uint64_t articles,
               const std::optional<std::uint64_t>& stories) {
  json.key("total").begin_object().member("articles", articles);
  if (stories) json.member("stories", *stories);
  json.member("relation", "eq").end_object();
}

void set_article_links(JsonText& json, const Article& article) {
  json.key("links").begin_object();
  json.member("self", article_link(article.id)).member("html", "/a/" + percent_encode(article.id));
  if (!article.story_id.empty()) json.member("story", story_link(article.story_id));
  json.end_object();
}

void add_reference(JsonText& json, const Article& article) {
  json.begin_object().member("id", article.id);
  set_text(json, "title", article.title);
  if (article.published) json.member("published", to_iso(*article.published));
  set_source(json, article.source);
  set_article_links(json, article);
  json.end_object();
}

void set_warnings(JsonText& json, const std::vector<Warning>& warnings) {
  json.key("warnings").begin_array();
  for (const Warning& warning : warnings) {
    json.begin_object().member("code", warning.code);
    json.member("detail", warning.detail).end_object();
  }
  json.end_array();
}

void set_index(JsonText& json, const ArchiveStatus& index) {
  json.key("index").begin_object();
  json.member("uuid", index.uuid).member("revision", index.revision);
  json.member("updated", index.updated).member("articles", index.articles);
  if (index.oldest || index.newest) {
    json.key("coverage").begin_object();
    set_day(json, "from", index.oldest);
    set_day(json, "to", index.newest);
    json.end_object();
  }
  json.end_object();
}

}  // namespace backfile
