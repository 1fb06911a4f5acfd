// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/article_json.h"
#include "common/date.h"
#include "common/text.h"
#include "indexer/extract/agency.h"
#include "indexer/extract/date_hints.h"
#include "indexer/extract/source_names.h"
#include "indexer/format/author_names.h"
#include "indexer/format/format.h"
#include "indexer/format/html_text.h"
#include "indexer/format/json_aliases.h"
#include "indexer/format/json_repair.h"
#include "indexer/format/paragraph_lines.h"
#include "indexer/format/record_values.h"

namespace backfile {
namespace {

using Json = nlohmann::json;

// Deeper trees are refused while parsing: the library copies and destroys them recursively.
constexpr int kDeepest = 64;
constexpr std::size_t kLongestReason = 160;

Error bad_record(std::string message) { return {ErrorCode::BadRecord, std::move(message)}; }

// The library's own words without its prefix "[...] parse error at line 1, column 5: ".
std::string reason_of(std::string_view what) {
  const std::size_t column = what.find("column ");
  const std::size_t colon = column == std::string_view::npos ? column : what.find(": ", column);
  if (colon != std::string_view::npos) what.remove_prefix(colon + 2);
  return to_utf8(truncate_utf8(what, kLongestReason));
}

Result<Json> parse_strictly(const std::string& text) {
  bool too_deep = false;
  const auto watch_depth = [&too_deep](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > kDeepest;
    return depth <= kDeepest;
  };
  try {
    Json record = Json::parse(text, watch_depth);
    if (too_deep) {
      return bad_record("line is nested deeper than " + std::to_string(kDeepest) + " levels");
    }
    if (record.is_object()) return record;
    return bad_record("line is valid JSON, but " + std::string(record.type_name()) +
                      " where one article as an object was expected");
  } catch (const Json::parse_error& error) {
    return bad_record("line is not valid JSON at byte " + std::to_string(error.byte) + ": " +
                      reason_of(error.what()));
  } catch (const Json::exception& error) {
    return bad_record("line is not valid JSON: " + reason_of(error.what()));
  }
}

// Exports of data frames write NaN, and some programs raw newlines inside of strings.
Result<Json> parse_record(const std::string& text) {
  Result<Json> record = parse_strictly(text);
  if (record) return record;
  std::string repaired = repair_json(text);
  for (std::size_t at = repaired.find(": NaN"); at != std::string::npos;
       at = repaired.find(": NaN", at)) {
    repaired.replace(at, 5, ": null");
  }
  if (repaired == text) return record;
  Result<Json> again = parse_strictly(repaired);
  return again ? std::move(again) : std::move(record);
}

const Json* at_path(const Json& record, std::string_view path) {
  const Json* node = &record;
  while (true) {
    if (!node->is_object()) return nullptr;
    const std::size_t dot = path.find('.');
    const auto found = node->find(std::string(path.substr(0, dot)));
    if (found == node->end()) return nullptr;
    node = &*found;
    if (dot == std::string_view::npos) return node;
    path.remove_prefix(dot + 1);
  }
}

// A value as text: strings, numbers, and the name of an object. Empty when it says nothing.
std::string text_of(const Json& value) {
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    return is_absent_value(text) ? std::string() : text;
  }
  if (value.is_number_integer()) return value.dump();
  if (value.is_object()) {
    for (const char* key : {"name", "full_name", "title", "value", "term", "text"}) {
      const auto found = value.find(key);
      if (found != value.end() && found->is_string()) return text_of(*found);
    }
  }
  return {};
}

std::vector<std::string> list_of(const Json& value) {
  std::vector<std::string> items;
  for (const Json& item : value) {
    if (std::string text = text_of(item); !text.empty()) items.push_back(std::move(text));
  }
  return items;
}

std::string line_of(const std::string& text) {
  const bool entities = text.find('&') != std::string::npos && text.find(';') != std::string::npos;
  return entities || is_markup(text) ? html_to_line(text) : collapse_blanks(text);
}

std::string paragraphs_of(const std::string& text) {
  if (is_markup(text)) return html_to_text(text);
  // Where no blank line stands, lines are paragraphs, or were wrapped by hand.
  const bool has_blank_line = text.find("\n\n") != std::string::npos;
  return has_blank_line ? text : join_paragraphs(text_lines(clean_text(text)));
}

class RecordReader {
 public:
  // `url` is where the record was read from, or empty.
  RecordReader(const Json& record, const std::string& url, const NewsHosts& hosts)
      : record_(record), read_from_(url), hosts_(hosts) {}

  Article read() {
    read_identity();
    read_source();
    read_texts();
    read_contents();
    if (article_.url.empty()) article_.url = read_from_;
    read_names();
    read_dates();
    read_state();
    tidy();
    return std::move(article_);
  }

 private:
  // Calls `take` with the values of a field in order of preference until one is taken.
  template <typename Take>
  void first(RecordField field, const Take& take) const {
    for (const JsonAlias& alias : json_aliases()) {
      if (alias.field != field) continue;
      const Json* value = at_path(record_, alias.path);
      if (value != nullptr && take(*value)) return;
    }
  }

  std::string text(RecordField field) const {
    std::string found;
    first(field, [&found](const Json& value) {
      found = text_of(value);
      return !found.empty();
    });
    return found;
  }

  void read_identity() {
    article_.id = text(RecordField::Id);
    article_.url = trim(text(RecordField::Url));
    article_.canonical_url = trim(text(RecordField::CanonicalUrl));
  }

  void read_source() {
    const std::string domain = text(RecordField::SourceDomain);
    const std::string name = collapse_blanks(text(RecordField::SourceName));
    const std::string host = host_in(domain.empty() ? name : domain);
    Source& source = article_.source;
    if (!name.empty() && host_in(name).empty()) source = source_named(name, hosts_);
    if (source.name.empty() && !host.empty()) source = source_at(host, hosts_);
    // "TheLantern.com" is a host and a name.
    const bool has_capitals =
        std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (has_capitals) source.name = name;
    if (!host.empty()) source.domain = host;
    if (!host.empty() && !domain.empty()) source.id = host;
    const std::string id = text(RecordField::SourceId);
    if (!id.empty()) source.id = id;
    if (source.name.empty()) source.name = source.id;
  }

  void read_texts() {
    article_.title = line_of(text(RecordField::Title));
    article_.subtitle = line_of(text(RecordField::Subtitle));
    article_.abstract = line_of(text(RecordField::Abstract));
    first(RecordField::Text, [this](const Json& value) {
      if (value.is_array()) {
        for (const std::string& paragraph : list_of(value)) {
          if (!article_.text.empty()) article_.text += "\n\n";
          article_.text += paragraph;
        }
        article_.text = paragraphs_of(article_.text);
      } else {
        // A text in our own record is exact: rows of tables are lines in it.
        const bool own = record_.contains("provenance");
        if (value.is_string()) article_.text = own ? text_of(value) : paragraphs_of(text_of(value));
      }
      return !article_.text.empty();
    });
    if (article_.text.empty()) {
      const std::string markup = text(RecordField::Markup);
      if (!markup.empty()) article_.text = html_to_text(markup);
    }
  }

  // The Washington Post's collection keeps a story as a list of typed parts.
  void read_contents() {
    const Json* contents = at_path(record_, "contents");
    if (contents == nullptr || !contents->is_array()) return;
    for (const Json& part : *contents) {
      if (!part.is_object()) continue;
      const auto value_of = [&part](const char* key) {
        const auto found = part.find(key);
        return found == part.end() ? std::string() : text_of(*found);
      };
      const std::string type = value_of("type");
      const std::string content = value_of("content");
      if (type == "kicker" && article_.section.empty()) article_.section = line_of(content);
      if (type == "title" && article_.title.empty()) article_.title = line_of(content);
      if (type == "sanitized_html" && value_of("subtype") == "paragraph" && !content.empty()) {
        if (!article_.text.empty()) article_.text += "\n\n";
        article_.text += html_to_text(content);
      }
    }
    if (article_.url.starts_with('/')) {
      article_.url.insert(0, "https://www.washingtonpost.com");
    }
  }

  void read_names() {
    first(RecordField::Authors, [this](const Json& value) {
      // Lists are exact; a text holds a byline.
      article_.authors = value.is_array() ? list_of(value) : author_names(line_of(text_of(value)));
      for (std::string& author : article_.authors) author = line_of(author);
      return !article_.authors.empty();
    });
    article_.agency = collapse_blanks(text(RecordField::Agency));
    article_.place = collapse_blanks(text(RecordField::Place));
    article_.language = language_tag(text(RecordField::Language));
    first(RecordField::Section, [this](const Json& value) {
      const std::vector<std::string> list =
          value.is_array() ? list_of(value) : std::vector<std::string>{text_of(value)};
      if (article_.section.empty() && !list.empty()) article_.section = line_of(list.front());
      return !article_.section.empty();
    });
    first(RecordField::Tags, [this](const Json& value) {
      article_.tags = value.is_array() ? list_of(value) : split_list(text_of(value));
      return !article_.tags.empty();
    });
    if (!article_.agency.empty()) return;
    const auto agency =
        std::find_if(article_.authors.begin(), article_.authors.end(),
                     [](const std::string& name) { return !agency_named(name).empty(); });
    if (agency == article_.authors.end()) return;
    article_.agency = agency_named(*agency);
    article_.authors.erase(agency);
  }

  std::optional<Timestamp> date(RecordField field, const DateHints& hints) const {
    std::optional<Timestamp> when;
    first(field, [&](const Json& value) {
      when = value.is_number()
                 ? record_date(value.get<double>())
                 : record_date(text_of(value), hints, field == RecordField::PublishedMonthFirst);
      return when.has_value();
    });
    return when;
  }

  void read_dates() {
    const DateHints hints = date_hints_of(article_, hosts_).value_or(DateHints());
    article_.published = date(RecordField::Published, hints);
    if (const auto other = date(RecordField::PublishedMonthFirst, hints);
        other && (!article_.published || article_.published->precision < other->precision)) {
      article_.published = other;
    }
    article_.updated = date(RecordField::Updated, hints);
    if (!article_.published) return;
    // Our own record says how much of a printed date is known, and where it was found.
    const Json* precision = at_path(record_, "date_precision");
    if (precision != nullptr && *precision == "minute" &&
        article_.published->precision == DatePrecision::Second) {
      article_.published->precision = DatePrecision::Minute;
    }
    const Json* origin = at_path(record_, "date_source");
    article_.date_source = origin == nullptr ? std::string() : text_of(*origin);
    if (article_.date_source.empty()) article_.date_source = "record";
  }

  void read_state() {
    const Json* status = at_path(record_, "status");
    const std::string name = status == nullptr ? std::string() : text_of(*status);
    for (const ArticleStatus value :
         {ArticleStatus::Corrected, ArticleStatus::Withheld, ArticleStatus::Canceled}) {
      if (name == to_string(value)) article_.status = value;
    }
  }

  // The headline as the first line of the text, the source's name behind the headline, and the
  // mark of a text that was cut ("[+1834 chars]").
  void tidy() {
    std::string& title = article_.title;
    const std::string suffix = " - " + article_.source.name;
    if (suffix.size() > 3 && title.size() > suffix.size() && title.ends_with(suffix)) {
      title.resize(title.size() - suffix.size());
    }
    std::string& body = article_.text;
    const std::size_t line = body.find('\n');
    if (line != std::string::npos && collapse_blanks(body.substr(0, line)) == title) {
      body = trim(std::string_view(body).substr(line));
    }
    const std::size_t cut = body.rfind("[+");
    if (cut != std::string::npos && body.ends_with(" chars]")) {
      body = trim(std::string_view(body).substr(0, cut));
    }
  }

  const Json& record_;
  const std::string& read_from_;
  const NewsHosts& hosts_;
  Article article_;
};

}  // namespace

Result<Article> parse_json(const RawDocument& document, const NewsHosts& hosts) {
  const std::string text = to_utf8(document.bytes, document.charset);
  if (begins_array_of_objects(text)) {
    return bad_record(
        "the record is a JSON array; write one object a line, for instance with jq -c '.[]'");
  }
  Result<Json> record = parse_record(text);
  if (!record) return std::move(record).error();
  Article article = RecordReader(*record, document.url, hosts).read();
  if (article.title.empty() && article.text.empty()) {
    std::string keys;
    for (const auto& [key, value] : record->items()) {
      if (keys.size() < kLongestReason) keys += (keys.empty() ? "" : ", ") + key;
    }
    return bad_record("record has neither a title nor a text; its keys are: " +
                      std::string(truncate_utf8(keys, kLongestReason)));
  }
  article.provenance = document.provenance;
  article.provenance.reader = format_name(Format::Json);
  return article;
}

}  // namespace backfile
