// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/article_json.h"
#include "common/article_type.h"
#include "common/ascii.h"
#include "common/date.h"
#include "common/text.h"
#include "common/url.h"
#include "indexer/extract/country.h"
#include "indexer/extract/date_hints.h"
#include "indexer/extract/source_names.h"
#include "indexer/format/author_names.h"
#include "indexer/format/format.h"
#include "indexer/format/html_text.h"
#include "indexer/format/json_contents.h"
#include "indexer/format/json_fields.h"
#include "indexer/format/json_object.h"
#include "indexer/format/json_page.h"
#include "indexer/format/record_values.h"
#include "indexer/format/xml_article.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestReason = 160;

Error bad_record(std::string message) { return {ErrorCode::BadRecord, std::move(message)}; }

class RecordReader {
 public:
  // `url` is where the record was read from, or empty.
  RecordReader(const JsonObject& record, bool is_row, const std::string& url,
               const ParseSettings& settings)
      : record_(record),
        fields_(record, settings.field_names),
        is_row_(is_row),
        read_from_(url),
        hosts_(settings.hosts) {}

  Article read() {
    read_source();
    read_identity();
    read_texts();
    read_contents(record_, &article_);
    read_type();
    if (article_.url.empty()) article_.url = read_from_;
    read_names();
    read_dates();
    read_state();
    tidy();
    return std::move(article_);
  }

 private:
  void read_identity() {
    article_.url = trim(fields_.text(RecordField::Url));
    article_.canonical_url = trim(fields_.text(RecordField::CanonicalUrl));
    const JsonValue id = given_id();
    article_.id = id.text;
    if (!is_counted(id)) return;
    const Source& source = article_.source;
    const std::string& counter = source.id.empty() ? source.domain : source.id;
    if (is_http_url(article_.url)) {
      article_.id.clear();
    } else if (!counter.empty()) {
      article_.id = counter + "-" + id.text;
    }
  }

  JsonValue given_id() const {
    JsonValue id;
    fields_.first(RecordField::Id, [&id](JsonValue value) {
      id = std::move(value);
      return !id.text.empty();
    });
    return id;
  }

  // WordPress and others count from 1 in each of their sites, and tables in each of their files.
  bool is_counted(const JsonValue& id) const {
    return is_row_ ? all_digits(id.text) : id.number && !id.is_text;
  }

  void read_source() {
    const std::string domain = fields_.text(RecordField::SourceDomain);
    const std::string name = collapse_blanks(fields_.text(RecordField::SourceName));
    const std::string host = host_in(domain.empty() ? name : domain);
    Source& source = article_.source;
    if (!name.empty() && host_in(name).empty()) source = source_named(name, hosts_);
    if (source.name.empty() && !host.empty()) source = source_at(host, hosts_);
    // "TheLantern.com" is a host and a name.
    const bool has_capitals = std::any_of(name.begin(), name.end(), is_capital);
    if (has_capitals) source.name = name;
    if (!host.empty()) source.domain = host;
    if (!host.empty() && !domain.empty()) source.id = host;
    const std::string id = fields_.text(RecordField::SourceId);
    if (!id.empty()) source.id = id;
    if (source.name.empty()) source.name = source.id;
    fields_.first(RecordField::SourceCountry, [&source](const JsonValue& value) {
      source.country =
          country_code(value.is_list && value.items.size() == 1 ? value.items.front() : value.text);
      return !source.country.empty();
    });
  }

  void read_texts() {
    article_.title = record_line(fields_.text(RecordField::Title));
    article_.subtitle = record_line(fields_.text(RecordField::Subtitle));
    article_.abstract = record_line(fields_.text(RecordField::Abstract));
    fields_.first(RecordField::Text, [this](const JsonValue& value) {
      if (value.is_list) {
        for (const std::string& paragraph : value.items) {
          if (!article_.text.empty()) article_.text += "\n\n";
          article_.text += paragraph;
        }
        article_.text = record_paragraphs(article_.text);
      } else if (value.is_text) {
        // A text in our own record is exact: rows of tables are lines in it.
        const bool own = record_.at("provenance").has_value();
        article_.text = own ? value.text : record_paragraphs(value.text);
      }
      return !article_.text.empty();
    });
    // Plain text beside markup often lacks the paragraphs, as the Guardian's does.
    if (article_.text.find('\n') == std::string::npos) {
      const std::string given = fields_.text(RecordField::Markup);
      const std::string markup = given.empty() ? std::string() : html_to_text(given);
      if (article_.text.empty() || markup.size() >= article_.text.size()) article_.text = markup;
    }
  }

  // Most records call themselves "article" or "story", which says nothing.
  void read_type() {
    fields_.first(RecordField::Type, [this](const JsonValue& value) {
      article_.type = value.is_list ? article_type_among({value.items.begin(), value.items.end()})
                                    : article_type_named(value.text);
      return !article_.type.empty();
    });
    if (!article_.type.empty()) return;
    for (const JsonObject& tag : record_.objects_at("tags")) {
      // The Guardian's.
      if (article_.type.empty() && tag.text("type") == "tone") {
        article_.type = article_type_named(tag.text("id"));
      }
    }
  }

  void read_names() {
    fields_.first(RecordField::Authors, [this](const JsonValue& value) {
      // Lists are exact; a text holds a byline.
      std::vector<std::string> authors =
          value.is_list ? value.items : author_names(record_line(value.text));
      for (std::string& author : authors) author = record_line(author);
      if (authors.empty()) return false;
      article_.authors = std::move(authors);
      return true;
    });
    article_.agency = collapse_blanks(fields_.text(RecordField::Agency));
    article_.place = collapse_blanks(fields_.text(RecordField::Place));
    article_.language = language_tag(fields_.text(RecordField::Language));
    fields_.first(RecordField::Section, [this](const JsonValue& value) {
      const std::vector<std::string> names = without_numbers(value.items);
      if (!value.is_list) article_.section = record_line(value.text);
      if (!names.empty()) article_.section = record_line(names.front());
      return !article_.section.empty();
    });
    fields_.first(RecordField::Tags, [this](const JsonValue& value) {
      article_.tags = value.is_list ? without_numbers(value.items) : split_list(value.text);
      return !article_.tags.empty();
    });
    // The Guardian tags a story with the names of those who wrote it.
    std::erase_if(article_.tags, [this](const std::string& tag) {
      return std::ranges::find(article_.authors, tag) != article_.authors.end();
    });
    if (article_.agency.empty()) article_.agency = take_agency(&article_.authors);
  }

  // WordPress names categories and tags by their numbers.
  static std::vector<std::string> without_numbers(std::vector<std::string> items) {
    std::erase_if(items,
                  [](const std::string& item) { return std::ranges::all_of(item, is_digit); });
    return items;
  }

  void read_dates() {
    const DateHints hints = date_hints_of(article_, hosts_).value_or(DateHints());
    const std::optional<Timestamp> in_contents = article_.published;
    article_.published = fields_.date(RecordField::Published, hints);
    if (const auto other = fields_.date(RecordField::PublishedMonthFirst, hints);
        other && (!article_.published || article_.published->precision < other->precision)) {
      article_.published = other;
    }
    if (!article_.published) article_.published = in_contents;
    article_.updated = fields_.date(RecordField::Updated, hints);
    // WordPress has the same moments in UTC, without a zone.
    const auto read_utc = [this](const char* key, std::optional<Timestamp>* when) {
      const std::string value = record_.text(key);
      const auto utc = value.empty() ? std::nullopt : parse_date(value + "Z");
      if (utc) *when = utc;
    };
    read_utc("date_gmt", &article_.published);
    read_utc("modified_gmt", &article_.updated);
    if (!article_.published) return;
    // Our own record says how much of a printed date is known, and where it was found.
    if (record_.text("date_precision") == "minute" &&
        article_.published->precision == DatePrecision::Second) {
      article_.published->precision = DatePrecision::Minute;
    }
    article_.date_source = record_.text("date_source");
    if (article_.date_source.empty()) article_.date_source = "record";
  }

  void read_state() {
    const std::string name = record_.text("status");
    for (const ArticleStatus value :
         {ArticleStatus::Corrected, ArticleStatus::Withheld, ArticleStatus::Canceled}) {
      if (name == to_string(value)) article_.status = value;
    }
    // What only our own records have.
    if (!record_.at("provenance")) return;
    article_.embargoed_until = parse_iso_date(record_.text("embargoed_until"));
    if (const auto version = record_.at("sent_version"); version && version->number) {
      article_.sent_version = static_cast<std::uint32_t>(*version->number);
    }
    const std::string other = record_.text("acts_on.id");
    if (other.empty()) return;
    article_.acts_on = ActsOn{other, status_named(record_.text("acts_on.status"))};
  }

  // The headline as the first line of the text, the source's name behind the headline, and the
  // mark of a text that was cut ("[+1834 chars]").
  void tidy() {
    std::string& title = article_.title;
    std::string_view name = article_.source.name;
    if (name.starts_with("The ")) name.remove_prefix(4);
    for (const std::string& suffix : {" - The " + std::string(name), " - " + std::string(name)}) {
      if (name.empty() || title.size() <= suffix.size() || !title.ends_with(suffix)) continue;
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

  const JsonObject& record_;
  const JsonFields fields_;
  const bool is_row_;
  const std::string& read_from_;
  const NewsHosts& hosts_;
  Article article_;
};

// Files that lie beside articles: a schema of records, and what describes a package or a data set
// by its name.
std::optional<Error> why_no_record(const JsonObject& record, const Article& article) {
  if (record.text("$schema").find("json-schema.org") != std::string::npos) {
    return bad_record("a JSON schema, which describes records and is none");
  }
  if (article.title == "[Removed]") {
    return bad_record("the article was removed from the API that the record comes from");
  }
  const bool named = !article.title.empty() && record.text("name") == article.title;
  const bool says_more = !article.text.empty() || article.published || !article.url.empty() ||
                         record.at("title") || record.at("headline");
  if (!named || says_more) return std::nullopt;
  return bad_record("the record has a name, but no title, text, date or address");
}

Result<Article> read_record(const JsonObject& record, const RawDocument& document,
                            const std::string& url, const ParseSettings& settings) {
  Article article = RecordReader(record, document.is_row, url, settings).read();
  if (auto reason = why_no_record(record, article)) return *std::move(reason);
  const bool withdrawn = article.status == ArticleStatus::Canceled ||
                         article.status == ArticleStatus::Withheld || article.acts_on;
  if (article.title.empty() && article.text.empty() && !withdrawn) {
    return bad_record("record has neither a title nor a text; its keys are: " +
                      std::string(truncate_utf8(record.keys(), kLongestReason)));
  }
  article.provenance = document.provenance;
  article.provenance.reader = format_name(Format::Json);
  return article;
}

}  // namespace

Parsed parse_json(const RawDocument& document, const ParseSettings& settings) {
  const std::string text = to_utf8(document.bytes, document.charset);
  if (begins_array_of_objects(text)) {
    return bad_record(
        "the record is a JSON array; write one object a line, for instance with jq -c '.[]'");
  }
  Result<JsonObject> record = JsonObject::parse(text);
  if (!record) return std::move(record).error();
  Result<Article> article = read_record(*record, document, document.url, settings);
  if (article) return article;
  const std::vector<JsonObject> listed = listed_articles(*record);
  if (listed.empty()) return article;
  Parsed parsed;
  for (const JsonObject& one : listed) parsed.add(read_record(one, document, {}, settings));
  parsed.close();
  return parsed;
}

}  // namespace backfile
