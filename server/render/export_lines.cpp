// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/export_lines.h"

#include "common/article_json.h"
#include "common/date.h"
#include "common/files.h"
#include "common/json_text.h"
#include "server/render/render.h"

namespace backfile {
namespace {

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : "; ") + value;
  return text;
}

std::string cell_of(const Article& article, std::string_view name) {
  if (name == "id") return article.id;
  if (name == "url") return article.url;
  if (name == "canonical_url") return article.canonical_url;
  if (name == "source") return article.source.id;
  if (name == "title") return article.title;
  if (name == "subtitle") return article.subtitle;
  if (name == "abstract") return article.abstract;
  if (name == "text") return article.text;
  if (name == "authors") return joined(article.authors);
  if (name == "agency") return article.agency;
  if (name == "place") return article.place;
  if (name == "section") return article.section;
  if (name == "type") return article.type;
  if (name == "country") return article.source.country;
  if (name == "language") return article.language;
  if (name == "tags") return joined(article.tags);
  if (name == "published") return article.published ? to_iso(*article.published) : "";
  if (name == "date_precision") {
    return article.published ? std::string(to_string(article.published->precision)) : "";
  }
  if (name == "date_source") return article.date_source;
  if (name == "updated") return article.updated ? to_iso(*article.updated) : "";
  if (name == "status") return std::string(to_string(article.status));
  if (name == "version") return std::to_string(article.version);
  if (name == "story_id") return article.story_id;
  return std::to_string(article.words);
}

// The text only when it is asked for: a table with it is hard to read.
bool has_column(const ApiRequest& request, std::string_view name) {
  if (name == "id") return true;
  return request.fields.empty() ? name != "text" : request.fields.contains(name);
}

template <typename Cell>
std::string row(const ApiRequest& request, const Cell& cell) {
  std::string text;
  for (const std::string_view name : kArticleFields) {
    if (!has_column(request, name)) continue;
    if (!text.empty()) text += ',';
    text += csv_cell(cell(name));
  }
  return text + "\r\n";
}

}  // namespace

std::string csv_cell(std::string_view text) {
  constexpr std::string_view kFormulas = "=+-@\t\r";
  std::string cell;
  if (!text.empty() && kFormulas.find(text.front()) != std::string_view::npos) cell += '\'';
  cell += text;
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string_view content_type(ExportFormat format) {
  switch (format) {
    case ExportFormat::JsonLines: return "application/x-ndjson; charset=utf-8";
    case ExportFormat::Csv: return "text/csv; charset=utf-8; header=present";
    case ExportFormat::Ids: return "text/plain; charset=utf-8";
  }
  return {};
}

std::string ExportLines::head() {
  if (request_.format != ExportFormat::Csv) return {};
  std::string text = row(request_, [](std::string_view name) { return std::string(name); });
  hash_.add(text);
  return text;
}

std::string ExportLines::line(const Article& article) {
  std::string text;
  if (request_.format == ExportFormat::Ids) {
    text = article.id + "\n";
  } else if (request_.format == ExportFormat::Csv) {
    text = row(request_, [&](std::string_view name) { return cell_of(article, name); });
  } else {
    JsonText json;
    json.begin_object();
    add_article_members(json, article, request_.fields);
    text = json.end_object().take() + "\n";
  }
  hash_.add(text);
  ++articles_;
  return text;
}

std::string ExportLines::trailer(const ArchiveStatus& index) {
  const std::string digest = hex(hash_.finish());
  if (request_.format != ExportFormat::JsonLines) {
    return "# articles=" + std::to_string(articles_) +
           " revision=" + std::to_string(index.revision) + " xxh3=" + digest +
           (request_.format == ExportFormat::Csv ? "\r\n" : "\n");
  }
  JsonText json;
  json.begin_object().key("end").begin_object();
  json.member("articles", articles_).member("revision", index.revision).member("xxh3", digest);
  return json.end_object().end_object().take() + "\n";
}

}  // namespace backfile
