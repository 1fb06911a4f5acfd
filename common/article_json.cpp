// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/article_json.h"

#include <simdjson.h>

#include <algorithm>
#include <utility>

#include "common/hash.h"
#include "common/json_text.h"

namespace backfile {
namespace {

void put(JsonText* json, std::string_view key, const std::string& value) {
  if (!value.empty()) json->member(key, value);
}

void put(JsonText* json, std::string_view key, const std::vector<std::string>& values) {
  if (values.empty()) return;
  json->key(key).begin_array();
  for (const std::string& value : values) json->value(value);
  json->end_array();
}

void put_source(JsonText* json, const Source& source) {
  if (source.id.empty() && source.name.empty() && source.domain.empty() && source.country.empty()) {
    return;
  }
  json->key("source").begin_object();
  put(json, "id", source.id);
  put(json, "name", source.name);
  put(json, "domain", source.domain);
  put(json, "country", source.country);
  json->end_object();
}

void put_provenance(JsonText* json, const Provenance& provenance) {
  const bool has_place = provenance.line != 0 || provenance.offset != 0;
  if (provenance.file.empty() && provenance.member.empty() && provenance.reader.empty() &&
      !has_place) {
    return;
  }
  json->key("provenance").begin_object();
  put(json, "file", provenance.file);
  put(json, "member", provenance.member);
  if (provenance.line != 0) json->member("line", provenance.line);
  if (has_place) json->member("offset", provenance.offset);
  put(json, "reader", provenance.reader);
  json->end_object();
}

void put_dates(JsonText* json, const Article& article) {
  if (article.published) {
    json->member("published", to_iso(*article.published));
    json->member("date_precision", to_string(article.published->precision));
  }
  put(json, "date_source", article.date_source);
  if (article.updated) json->member("updated", to_iso(*article.updated));
}

void put_status(JsonText* json, const Article& article) {
  json->member("status", to_string(article.status));
  if (article.acts_on) {
    json->key("acts_on").begin_object();
    json->member("id", article.acts_on->id);
    json->member("status", to_string(article.acts_on->status)).end_object();
  }
  if (article.sent_version != 0) json->member("sent_version", article.sent_version);
  if (article.embargoed_until) json->member("embargoed_until", to_iso(*article.embargoed_until));
}

void put_origins(JsonText* json, const std::vector<FieldOrigin>& origins) {
  if (origins.empty()) return;
  json->key("origins").begin_object();
  for (const FieldOrigin& one : origins) {
    json->key(one.field).begin_object();
    json->member("origin", one.origin).member("confidence", std::uint64_t{one.confidence});
    json->end_object();
  }
  json->end_object();
}

void put_repairs(JsonText* json, const Repairs& repairs) {
  if (repairs.empty()) return;
  json->key("repairs").begin_array();
  for (const std::string_view name : repairs.names()) json->value(name);
  json->end_array();
}

// What stands behind all that an article says.
constexpr std::string_view kVersionMember = ",\"version\":";

// These stand behind the id.
constexpr std::string_view kUrlMember = ",\"url\":\"";
constexpr std::string_view kCanonicalMember = ",\"canonical_url\":\"";

// Behind the text whose member begins at `at`, or `at` when another member does.
std::size_t behind_text(std::string_view line, std::size_t at, std::string_view member) {
  if (!line.substr(at).starts_with(member)) return at;
  std::size_t end = at + member.size();
  while (end < line.size() && line[end] != '"') end += line[end] == '\\' ? 2U : 1U;
  return std::min(end + 1, line.size());
}

// What stands behind them, if anything does, and its last member. Within texts neither can stand,
// for the same reason.
constexpr std::string_view kSourceMember = ",\"source\":{";
constexpr std::string_view kSourceEnd = "},\"";
constexpr std::string_view kCountryMember = ",\"country\":\"";

// The country of the source whose member begins at `at`, as a piece of the line; empty if there is
// none.
std::string_view country_member(std::string_view line, std::size_t at) {
  if (!line.substr(at).starts_with(kSourceMember)) return {};
  const std::string_view source = line.substr(at, line.find(kSourceEnd, at) - at);
  const std::size_t country = source.find(kCountryMember);
  return country == std::string_view::npos ? std::string_view() : source.substr(country);
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
    {"type", &Article::type},
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
    article->source = {text_of(object, "id"), text_of(object, "name"), text_of(object, "domain"),
                       text_of(object, "country")};
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
  JsonText json;
  json.begin_object();
  put(&json, "id", article.id);
  put(&json, "url", article.url);
  put(&json, "canonical_url", article.canonical_url);
  put_source(&json, article.source);
  put(&json, "title", article.title);
  put(&json, "subtitle", article.subtitle);
  put(&json, "abstract", article.abstract);
  put(&json, "text", article.text);
  put(&json, "authors", article.authors);
  put(&json, "agency", article.agency);
  put(&json, "place", article.place);
  put(&json, "section", article.section);
  put(&json, "type", article.type);
  put(&json, "language", article.language);
  put(&json, "tags", article.tags);
  put_dates(&json, article);
  put_status(&json, article);
  json.member("words", article.words);
  json.member("version", article.version);
  put_origins(&json, article.origins);
  put_repairs(&json, article.repairs);
  put_provenance(&json, article.provenance);
  json.end_object();
  return json.take();
}

std::string content_hash(std::string_view line) {
  // Within texts every quotation mark stands behind a backslash.
  line = line.substr(0, line.rfind(kVersionMember));
  std::size_t at = line.find("\",");
  at = at == std::string_view::npos ? 0 : at + 1;
  const std::size_t behind = behind_text(line, behind_text(line, at, kUrlMember), kCanonicalMember);
  Hash128 hash;
  hash.add(line.substr(0, at));
  const std::string_view country = country_member(line, behind);
  if (country.empty()) {
    hash.add(line.substr(behind));
    return hash.finish();
  }
  const auto country_at = static_cast<std::size_t>(country.data() - line.data());
  hash.add(line.substr(behind, country_at - behind));
  hash.add(line.substr(country_at + country.size()));
  return hash.finish();
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
