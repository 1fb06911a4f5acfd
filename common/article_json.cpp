// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/article_json.h"

#include <simdjson.h>

#include <nlohmann/json.hpp>
#include <utility>

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

void put_status(Json* json, const Article& article) {
  (*json)["status"] = to_string(article.status);
  if (article.acts_on) {
    (*json)["acts_on"] = {{"id", article.acts_on->id},
                          {"status", to_string(article.acts_on->status)}};
  }
  if (article.sent_version != 0) (*json)["sent_version"] = article.sent_version;
  if (article.embargoed_until) (*json)["embargoed_until"] = to_iso(*article.embargoed_until);
}

Json origins_json(const std::vector<FieldOrigin>& origins) {
  Json json = Json::object();
  for (const FieldOrigin& one : origins) {
    json[one.field] = {{"origin", one.origin}, {"confidence", one.confidence}};
  }
  return json;
}

using Element = simdjson::dom::element;
using Object = simdjson::dom::object;

// Fields of one text.
constexpr std::pair<std::string_view, std::string Article::*> kTexts[] = {
    {"id", &Article::id},
    {"url", &Article::url},
    {"canonical_url", &Article::canonical_url},
    {"title", &Article::title},
    {"subtitle", &Article::subtitle},
    {"abstract", &Article::abstract},
    {"text", &Article::text},
    {"agency", &Article::agency},
    {"place", &Article::place},
    {"section", &Article::section},
    {"language", &Article::language},
    {"date_source", &Article::date_source},
};

// Another type than the one expected gives the empty value: records are our own.
std::string_view text_of(const Element& value) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return {};
  return text;
}

std::string text_of(const Object& object, std::string_view key) {
  Element value;
  return object[key].get(value) == simdjson::SUCCESS ? std::string(text_of(value)) : std::string();
}

std::uint64_t number_of(const Element& value, std::uint64_t otherwise) {
  std::uint64_t number = otherwise;
  return value.get(number) == simdjson::SUCCESS ? number : otherwise;
}

std::uint64_t number_of(const Object& object, std::string_view key) {
  Element value;
  return object[key].get(value) == simdjson::SUCCESS ? number_of(value, 0) : 0;
}

std::vector<std::string> texts_of(const Element& value) {
  std::vector<std::string> values;
  simdjson::dom::array items;
  if (value.get(items) != simdjson::SUCCESS) return values;
  for (const Element item : items) values.emplace_back(text_of(item));
  return values;
}

ArticleStatus status_of(std::string_view name) {
  for (const ArticleStatus status :
       {ArticleStatus::Corrected, ArticleStatus::Withheld, ArticleStatus::Canceled}) {
    if (name == to_string(status)) return status;
  }
  return ArticleStatus::Usable;
}

void read_object(std::string_view key, const Object& object, Article* article) {
  if (key == "source") {
    article->source = {text_of(object, "id"), text_of(object, "name"), text_of(object, "domain")};
  } else if (key == "provenance") {
    article->provenance = {text_of(object, "file"), number_of(object, "offset"),
                           number_of(object, "line"), text_of(object, "reader"),
                           text_of(object, "member")};
  } else if (key == "origins") {
    for (const auto field : object) {
      Object origin;
      if (field.value.get(origin) != simdjson::SUCCESS) continue;
      set_origin(article, field.key, text_of(origin, "origin"),
                 static_cast<std::uint8_t>(number_of(origin, "confidence")));
    }
  } else if (key == "acts_on") {
    article->acts_on = ActsOn{text_of(object, "id"), status_of(text_of(object, "status"))};
  }
}

void read_field(std::string_view key, const Element& value, Article* article) {
  for (const auto& [name, member] : kTexts) {
    if (key != name) continue;
    article->*member = text_of(value);
    return;
  }
  if (key == "authors") article->authors = texts_of(value);
  if (key == "tags") article->tags = texts_of(value);
  if (key == "repairs") {
    for (const std::string& name : texts_of(value)) {
      if (const auto repair = repair_named(name)) article->repairs.add(*repair);
    }
  }
  if (key == "published") article->published = parse_iso_date(text_of(value));
  if (key == "updated") article->updated = parse_iso_date(text_of(value));
  // The precision is written behind the date because ISO 8601 gives a minute its seconds.
  if (key == "date_precision" && article->published && text_of(value) == "minute") {
    article->published->precision = DatePrecision::Minute;
  }
  if (key == "status") article->status = status_of(text_of(value));
  if (key == "embargoed_until") article->embargoed_until = parse_iso_date(text_of(value));
  if (key == "sent_version") {
    article->sent_version = static_cast<std::uint32_t>(number_of(value, 0));
  }
  if (key == "version") article->version = static_cast<std::uint32_t>(number_of(value, 1));
  if (key == "words") article->words = static_cast<std::uint32_t>(number_of(value, 0));
  Object object;
  if (value.get(object) == simdjson::SUCCESS) read_object(key, object, article);
}

}  // namespace

void set_origin(Article* article, std::string_view field, std::string_view origin,
                std::uint8_t confidence) {
  for (const FieldOrigin& known : article->origins) {
    if (known.field == field) return;
  }
  article->origins.push_back({std::string(field), std::string(origin), confidence});
}

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
  if (!article.origins.empty()) json["origins"] = origins_json(article.origins);
  if (!article.repairs.empty()) json["repairs"] = article.repairs.names();
  if (Json from = provenance_json(article.provenance); !from.empty()) json["provenance"] = from;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Article> from_json_line(std::string_view line) {
  // nlohmann's parser takes ten times as long, and every hit of every page is read here.
  thread_local simdjson::dom::parser parser;
  Object fields;
  if (parser.parse(line.data(), line.size()).get(fields) != simdjson::SUCCESS) {
    return Error{ErrorCode::Corrupt, "a stored record is not a JSON object"};
  }
  Article article;
  for (const auto field : fields) read_field(field.key, field.value, &article);
  return article;
}

}  // namespace backfile
