// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/article_json.h"

#include <nlohmann/json.hpp>

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

void put(Json* json, const char* key, const std::string& value) {
  if (!value.empty()) (*json)[key] = value;
}

void put(Json* json, const char* key, const std::vector<std::string>& values) {
  if (!values.empty()) (*json)[key] = values;
}

Json source_json(const Source& source) {
  Json json = Json::object();
  put(&json, "id", source.id);
  put(&json, "name", source.name);
  put(&json, "domain", source.domain);
  return json;
}

Json provenance_json(const Provenance& provenance) {
  Json json = Json::object();
  put(&json, "file", provenance.file);
  put(&json, "member", provenance.member);
  if (provenance.line != 0) {
    json["line"] = provenance.line;
    json["offset"] = provenance.offset;
  } else if (provenance.offset != 0) {
    json["offset"] = provenance.offset;
  }
  put(&json, "reader", provenance.reader);
  return json;
}

void put_dates(Json* json, const Article& article) {
  if (article.published) {
    (*json)["published"] = to_iso(*article.published);
    (*json)["date_precision"] = to_string(article.published->precision);
  }
  put(json, "date_source", article.date_source);
  if (article.updated) (*json)["updated"] = to_iso(*article.updated);
}

std::string text_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<std::string> texts_of(const Json& json, const char* key) {
  std::vector<std::string> values;
  const auto found = json.find(key);
  if (found == json.end() || !found->is_array()) return values;
  for (const Json& item : *found) {
    if (item.is_string()) values.push_back(item.get<std::string>());
  }
  return values;
}

std::uint64_t number_of(const Json& json, const char* key, std::uint64_t otherwise) {
  const auto found = json.find(key);
  return found != json.end() && found->is_number_unsigned() ? found->get<std::uint64_t>()
                                                            : otherwise;
}

void put_status(Json* json, const Article& article) {
  (*json)["status"] = to_string(article.status);
  if (article.acts_on) {
    (*json)["acts_on"] = {{"id", article.acts_on->id},
                          {"status", to_string(article.acts_on->status)}};
  }
  if (article.sent_version != 0) (*json)["sent_version"] = article.sent_version;
  if (article.embargoed_until) (*json)["embargoed_until"] = to_iso(*article.embargoed_until);
}

// The precision is written beside the date because ISO 8601 gives a minute its seconds.
std::optional<Timestamp> published_of(const Json& json) {
  std::optional<Timestamp> date = parse_iso_date(text_of(json, "published"));
  if (date && text_of(json, "date_precision") == "minute") date->precision = DatePrecision::Minute;
  return date;
}

ArticleStatus status_of(std::string_view name) {
  for (const ArticleStatus status :
       {ArticleStatus::Corrected, ArticleStatus::Withheld, ArticleStatus::Canceled}) {
    if (name == to_string(status)) return status;
  }
  return ArticleStatus::Usable;
}

void read_status(const Json& json, Article* article) {
  article->status = status_of(text_of(json, "status"));
  if (const auto on = json.find("acts_on"); on != json.end() && on->is_object()) {
    article->acts_on = ActsOn{text_of(*on, "id"), status_of(text_of(*on, "status"))};
  }
  article->sent_version = static_cast<std::uint32_t>(number_of(json, "sent_version", 0));
  article->embargoed_until = parse_iso_date(text_of(json, "embargoed_until"));
}

void read_objects(const Json& json, Article* article) {
  if (const auto source = json.find("source"); source != json.end() && source->is_object()) {
    article->source = {text_of(*source, "id"), text_of(*source, "name"),
                       text_of(*source, "domain")};
  }
  if (const auto from = json.find("provenance"); from != json.end() && from->is_object()) {
    article->provenance = {text_of(*from, "file"), number_of(*from, "offset", 0),
                           number_of(*from, "line", 0), text_of(*from, "reader"),
                           text_of(*from, "member")};
  }
}

}  // namespace

std::string_view to_string(ArticleStatus status) {
  switch (status) {
    case ArticleStatus::Usable: return "usable";
    case ArticleStatus::Corrected: return "corrected";
    case ArticleStatus::Withheld: return "withheld";
    case ArticleStatus::Canceled: return "canceled";
  }
  return "usable";
}

std::string to_json_line(const Article& article) {
  Json json = Json::object();
  put(&json, "id", article.id);
  put(&json, "url", article.url);
  put(&json, "canonical_url", article.canonical_url);
  if (Json source = source_json(article.source); !source.empty()) json["source"] = source;
  put(&json, "title", article.title);
  put(&json, "subtitle", article.subtitle);
  put(&json, "abstract", article.abstract);
  put(&json, "text", article.text);
  put(&json, "authors", article.authors);
  put(&json, "agency", article.agency);
  put(&json, "place", article.place);
  put(&json, "section", article.section);
  put(&json, "language", article.language);
  put(&json, "tags", article.tags);
  put_dates(&json, article);
  put_status(&json, article);
  json["version"] = article.version;
  json["words"] = article.words;
  if (Json from = provenance_json(article.provenance); !from.empty()) json["provenance"] = from;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Article> from_json_line(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return Error{ErrorCode::Corrupt, "a stored record is not a JSON object"};
  Article article;
  article.id = text_of(json, "id");
  article.url = text_of(json, "url");
  article.canonical_url = text_of(json, "canonical_url");
  article.title = text_of(json, "title");
  article.subtitle = text_of(json, "subtitle");
  article.abstract = text_of(json, "abstract");
  article.text = text_of(json, "text");
  article.authors = texts_of(json, "authors");
  article.agency = text_of(json, "agency");
  article.place = text_of(json, "place");
  article.section = text_of(json, "section");
  article.language = text_of(json, "language");
  article.tags = texts_of(json, "tags");
  article.published = published_of(json);
  article.updated = parse_iso_date(text_of(json, "updated"));
  article.date_source = text_of(json, "date_source");
  read_status(json, &article);
  article.version = static_cast<std::uint32_t>(number_of(json, "version", 1));
  article.words = static_cast<std::uint32_t>(number_of(json, "words", 0));
  read_objects(json, &article);
  return article;
}

}  // namespace backfile
