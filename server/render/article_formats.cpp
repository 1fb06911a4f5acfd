// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/article_formats.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "common/article_json.h"
#include "common/article_type.h"
#include "common/ascii.h"
#include "common/date.h"
#include "server/render/xml_text.h"

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string joined(const std::vector<std::string>& values, std::string_view between) {
  std::string text;
  for (const std::string& value : values) {
    if (!text.empty()) text += between;
    text += value;
  }
  return text;
}

std::string published(const Article& article) {
  return article.published ? to_iso(*article.published) : std::string();
}

// "2017-01-19" in as many parts as are known.
std::vector<std::string> date_parts(const Article& article) {
  std::vector<std::string> parts;
  if (!article.published) return parts;
  const std::string iso = to_iso(*article.published).substr(0, 10);
  parts.push_back(iso.substr(0, 4));
  if (iso.size() >= 7) parts.push_back(iso.substr(5, 2));
  if (iso.size() >= 10) parts.push_back(iso.substr(8, 2));
  return parts;
}

std::vector<std::string> paragraphs(std::string_view text) {
  std::vector<std::string> all;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find("\n\n"));
    text.remove_prefix(std::min(text.size(), one.size() + 2));
    if (!one.empty()) all.emplace_back(one);
  }
  return all;
}

void add_line(std::string& text, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  std::string line = value;
  std::replace(line.begin(), line.end(), '\n', ' ');
  text.append(name).append(line).append("\n");
}

// What has a meaning to TeX.
std::string tex(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\') {
      escaped += "{\\textbackslash}";
    } else if (c == '~') {
      escaped += "{\\textasciitilde}";
    } else if (c == '^') {
      escaped += "{\\textasciicircum}";
    } else if (std::string_view("{}$&#%_").find(c) != std::string_view::npos) {
      escaped += '\\';
      escaped += c;
    } else {
      escaped += c == '\n' ? ' ' : c;
    }
  }
  return escaped;
}

std::string cite_key(const Article& article) {
  std::string key;
  for (const char c : article.id) {
    if (is_ascii_letter(c) || is_digit(c)) key += c;
  }
  return "article" + key.substr(0, 32);
}

const std::string& name_of(const Source& source) {
  return source.name.empty() ? source.id : source.name;
}

}  // namespace

std::string article_text(const ArticleAnswer& answer) {
  const Article& article = answer.article;
  std::string text;
  add_line(text, "", article.title);
  add_line(text, "", article.subtitle);
  add_line(text, "", joined(article.authors, ", "));
  add_line(text, "", name_of(article.source));
  add_line(text, "", published(article));
  add_line(text, "", article.url);
  return text + "\n" + article.text + "\n";
}

std::string article_html(const ArticleAnswer& answer) {
  const Article& article = answer.article;
  std::string html = "<!doctype html>\n<html";
  if (!article.language.empty()) html += " lang=\"" + escaped(article.language) + "\"";
  html += ">\n<head>\n<meta charset=\"utf-8\">\n<title>" + escaped(article.title) + "</title>\n";
  html += "<meta name=\"viewport\" content=\"width=device-width\">\n</head>\n<body>\n<article>\n";
  html += element("h1", article.title) + element("p", article.subtitle);
  html += element("p", joined(article.authors, ", ")) + element("p", name_of(article.source));
  if (article.published) html += element("time", published(article));
  for (const std::string& paragraph : paragraphs(article.text)) html += element("p", paragraph);
  // A link only where it leads to a page: other schemes would run in it.
  if (article.url.starts_with("https://") || article.url.starts_with("http://")) {
    const std::string url = escaped(article.url);
    html += "<p><a rel=\"noreferrer\" href=\"" + url + "\">" + url + "</a></p>\n";
  }
  return html + "</article>\n</body>\n</html>\n";
}

std::string article_jsonld(const ArticleAnswer& answer) {
  const Article& article = answer.article;
  const ArticleType* const type = find_article_type(article.type);
  Json json = {{"@context", "https://schema.org"},
               {"@type", type == nullptr ? "NewsArticle" : type->schema_org}};
  const auto set = [&json](const char* name, const std::string& value) {
    if (!value.empty()) json[name] = value;
  };
  set("identifier", article.id);
  set("url", article.url);
  set("headline", article.title);
  set("alternativeHeadline", article.subtitle);
  set("description", article.abstract);
  set("articleBody", article.text);
  set("articleSection", article.section);
  set("genre", article.type);
  set("inLanguage", article.language);
  set("dateline", article.place);
  set("datePublished", published(article));
  if (article.updated) set("dateModified", to_iso(*article.updated));
  for (const std::string& author : article.authors) {
    json["author"].push_back({{"@type", "Person"}, {"name", author}});
  }
  if (!name_of(article.source).empty()) {
    json["publisher"] = {{"@type", "Organization"}, {"name", name_of(article.source)}};
    if (!article.source.country.empty()) {
      json["publisher"]["address"] = {{"@type", "PostalAddress"},
                                      {"addressCountry", article.source.country}};
    }
  }
  if (!article.agency.empty()) {
    json["sourceOrganization"] = {{"@type", "Organization"}, {"name", article.agency}};
  }
  if (!article.tags.empty()) json["keywords"] = article.tags;
  json["version"] = article.version;
  json["wordCount"] = article.words;
  return dump(json);
}

std::string article_bibtex(const ArticleAnswer& answer) {
  const Article& article = answer.article;
  std::string text = "@article{" + cite_key(article);
  const auto set = [&text](std::string_view name, const std::string& value) {
    if (!value.empty()) text.append(",\n  ").append(name).append(" = {").append(value).append("}");
  };
  set("title", "{" + tex(article.title) + "}");
  set("author", tex(joined(article.authors, " and ")));
  set("journal", tex(name_of(article.source)));
  const std::vector<std::string> date = date_parts(article);
  if (!date.empty()) set("year", date[0]);
  set("date", joined(date, "-"));
  set("url", article.url.find_first_of("{}\\") == std::string::npos ? article.url : "");
  set("langid", tex(article.language));
  return text + "\n}\n";
}

std::string article_ris(const ArticleAnswer& answer) {
  const Article& article = answer.article;
  std::string text = "TY  - NEWS\n";
  add_line(text, "ID  - ", article.id);
  add_line(text, "TI  - ", article.title);
  for (const std::string& author : article.authors) add_line(text, "AU  - ", author);
  add_line(text, "T2  - ", name_of(article.source));
  std::vector<std::string> date = date_parts(article);
  if (!date.empty()) {
    add_line(text, "PY  - ", date[0]);
    date.resize(3);  // Parts that are not known stay empty: "2017///".
    add_line(text, "DA  - ", date[0] + "/" + date[1] + "/" + date[2] + "/");
  }
  add_line(text, "AB  - ", article.abstract);
  add_line(text, "CY  - ", article.place);
  add_line(text, "M3  - ", article.type);
  add_line(text, "LA  - ", article.language);
  for (const std::string& tag : article.tags) add_line(text, "KW  - ", tag);
  add_line(text, "UR  - ", article.url);
  text += "ER  - \n";
  std::string wire;
  for (const char c : text) wire += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return wire;
}

std::string article_csl(const ArticleAnswer& answer) {
  const Article& article = answer.article;
  Json json = {{"id", article.id}, {"type", "article-newspaper"}};
  const auto set = [&json](const char* name, const std::string& value) {
    if (!value.empty()) json[name] = value;
  };
  set("title", article.title);
  set("container-title", name_of(article.source));
  set("section", article.section);
  set("genre", article.type);
  set("abstract", article.abstract);
  set("language", article.language);
  set("URL", article.url);
  set("dimensions", article.words > 0 ? std::to_string(article.words) + " words" : "");
  for (const std::string& author : article.authors) {
    json["author"].push_back({{"literal", author}});
  }
  Json parts = Json::array();
  for (const std::string& part : date_parts(article)) parts.push_back(std::stoi(part));
  if (!parts.empty()) json["issued"] = {{"date-parts", Json::array({parts})}};
  return dump(Json::array({json}));
}

}  // namespace backfile
