// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/feed_item.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "common/article_type.h"
#include "common/ascii.h"
#include "common/text.h"
#include "common/url.h"
#include "indexer/extract/agency.h"
#include "indexer/extract/date_hints.h"
#include "indexer/extract/source_names.h"
#include "indexer/format/html_text.h"
#include "indexer/format/record_values.h"
#include "indexer/format/xml_article.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestInvitation = 60;

// Country codes that stand where a language should.
constexpr std::array<std::string_view, 6> kEnglishCountries = {"US", "GB", "AU", "NZ", "IE", "CA"};

std::string feed_language(std::string_view value) {
  const std::string_view name = trim(value);
  const bool country = std::find(kEnglishCountries.begin(), kEnglishCountries.end(), name) !=
                       kEnglishCountries.end();
  return country ? "en" : language_tag(name);
}

bool is_invitation(std::string_view line) {
  const std::string folded = fold(line);
  if (folded.starts_with("the post ") && folded.find(" appeared first on ") != std::string::npos) {
    return true;
  }
  if (line.size() > kLongestInvitation) return false;
  for (const std::string_view start : {"read more", "continue reading", "read the full",
                                       "read full", "click here", "view full", "[...]"}) {
    if (folded.starts_with(start)) return true;
  }
  return false;
}

// The text of an item without what invites to the page: "The post ... appeared first on ...",
// "Continue reading".
std::string item_text(const std::string& markup) {
  std::string text = record_paragraphs(markup);
  // In a feed, entities are escaped twice as often as not.
  if (!is_markup(markup) && markup.find('&') != std::string::npos) text = html_to_text(markup);
  while (true) {
    const std::size_t line = text.rfind('\n');
    const std::size_t begin = line == std::string::npos ? 0 : line + 1;
    if (!is_invitation(std::string_view(text).substr(begin))) break;
    text.resize(begin);
    while (text.ends_with('\n') || text.ends_with(' ')) text.pop_back();
    if (text.empty()) break;
  }
  for (const std::string_view end : {" Read more", " Continue reading", " Read More"}) {
    if (text.ends_with(end)) text.resize(text.size() - end.size());
  }
  return text;
}

// "ada@lantern.example (Ada Finch)" to the name.
std::string_view without_address(std::string_view byline) {
  const std::size_t open = byline.find('(');
  const bool address = byline.find('@') < open && open != std::string_view::npos;
  if (!address) return byline;
  return byline.substr(open + 1, byline.find(')', open) - open - 1);
}

std::string without_blanks(std::string_view text) {
  std::string folded = fold(text);
  std::erase(folded, ' ');
  return folded;
}

class ItemReader {
 public:
  ItemReader(const FeedItem& item, const FeedChannel& channel, const NewsHosts& hosts)
      : item_(item), channel_(channel), hosts_(hosts) {}

  Article read() {
    article_.url = resolved_url(item_.url, channel_.base);
    if (article_.url.empty()) article_.id = item_.id;
    read_source();
    article_.title = html_to_line(item_.title);
    read_texts();
    read_names();
    read_dates();
    return std::move(article_);
  }

 private:
  void read_source() {
    const std::string source_host = host_of(item_.source_url);
    if (!item_.source_name.empty()) {
      article_.source = source_named(collapse_blanks(item_.source_name), hosts_);
      if (!source_host.empty()) {
        article_.source.domain = source_host;
        article_.source.id = source_host;
      }
      return;
    }
    std::string host = host_of(article_.url);
    if (host.empty()) host = host_of(channel_.url);
    const std::string title = html_to_line(channel_.title);
    if (host.empty()) {
      if (!title.empty()) article_.source = source_named(title, hosts_);
      return;
    }
    article_.source = source_at(host, hosts_);
    if (hosts_.find_host(host) == nullptr && !title.empty()) article_.source.name = title;
  }

  void read_texts() {
    std::string text = item_.text.empty() ? item_text(item_.html) : record_paragraphs(item_.text);
    std::string summary = item_text(item_.summary);
    if (text.empty()) {
      article_.text = std::move(summary);
    } else {
      article_.text = std::move(text);
      article_.abstract = collapse_blanks(summary);
    }
    // An aggregator adds the paper to the headline.
    const std::string suffix = " - " + article_.source.name;
    std::string& title = article_.title;
    if (suffix.size() > 3 && title.size() > suffix.size() && title.ends_with(suffix)) {
      title.resize(title.size() - suffix.size());
    }
  }

  void read_names() {
    const std::string source = without_blanks(article_.source.name);
    const std::string channel = without_blanks(channel_.title);
    for (const std::string& byline : item_.bylines) {
      const std::string line = html_to_line(without_address(byline));
      const std::string folded = without_blanks(line);
      // Many feeds name the paper as the author.
      if (source.starts_with(folded) || channel.starts_with(folded)) continue;
      read_byline(line, &article_);
    }
    for (const std::string& tag : item_.tags) {
      std::string line = html_to_line(tag);
      if (!line.empty()) article_.tags.push_back(std::move(line));
    }
    article_.type = article_type_among({item_.genres.begin(), item_.genres.end()});
    if (article_.tags.size() == 1) article_.section = article_.tags.front();
    article_.language = feed_language(item_.language.empty() ? channel_.language : item_.language);
  }

  std::optional<Timestamp> date(const std::string& text) const {
    const DateHints hints = date_hints_of(article_, hosts_).value_or(DateHints());
    if (const auto when = parse_date(text, hints)) return when;
    return channel_.date ? relative_date(text, *channel_.date) : std::nullopt;
  }

  void read_dates() {
    article_.published = date(item_.published);
    article_.updated = date(item_.updated);
    if (!article_.published) article_.published = article_.updated;
    if (article_.published) article_.date_source = "record";
    if (article_.updated == article_.published) article_.updated.reset();
  }

  const FeedItem& item_;
  const FeedChannel& channel_;
  const NewsHosts& hosts_;
  Article article_;
};

}  // namespace

Result<Article> article_of(const FeedItem& item, const FeedChannel& channel,
                           const NewsHosts& hosts) {
  Article article = ItemReader(item, channel, hosts).read();
  if (article.title.empty() && article.text.empty()) {
    return Error{ErrorCode::BadRecord, "the item of the feed has neither a title nor a text"};
  }
  return article;
}

std::string resolved_url(std::string_view reference, std::string_view base) {
  reference = trim(reference);
  if (is_http_url(reference)) return std::string(reference);
  const std::size_t scheme = base.find("://");
  const std::size_t colon = reference.find(':');
  const bool other_scheme = colon != std::string_view::npos && reference.find('/') > colon;
  if (reference.empty() || other_scheme || !is_http_url(base)) return {};
  if (reference.starts_with("//")) {
    return std::string(base.substr(0, scheme + 1)) + std::string(reference);
  }
  const std::size_t path = std::min(base.size(), base.find_first_of("/?#", scheme + 3));
  const std::string host(base.substr(0, path));
  if (reference.starts_with('/')) return host + std::string(reference);
  std::string_view folder = base.substr(path, base.find_first_of("?#", path) - path);
  if (!reference.starts_with('?')) folder = folder.substr(0, folder.rfind('/') + 1);
  return host + (folder.starts_with('/') ? "" : "/") + std::string(folder) + std::string(reference);
}

std::optional<Timestamp> relative_date(std::string_view text, const Timestamp& now) {
  constexpr std::int64_t kDay = 24 * 3600;
  struct Unit {
    std::string_view name;
    std::int64_t seconds;
  };
  constexpr std::array kUnits = {Unit{"min", 60}, Unit{"hour", 3600}, Unit{"hr", 3600},
                                 Unit{"day", kDay}, Unit{"week", 7 * kDay}};
  const std::string words = ascii_lower(collapse_blanks(text));
  const auto day_before = [&now](std::int64_t days) {
    const std::int64_t day = now.seconds / kDay - (now.seconds % kDay < 0 ? 1 : 0) - days;
    return Timestamp{day * kDay, DatePrecision::Day, std::nullopt};
  };
  if (words == "today") return day_before(0);
  if (words == "yesterday") return day_before(1);
  if (!words.ends_with(" ago")) return std::nullopt;
  std::size_t at = 0;
  std::int64_t count = 0;
  while (at < words.size() && at < 6 && is_digit(words[at])) count = count * 10 + words[at++] - '0';
  if (at == 0) {
    if (!words.starts_with("a")) return std::nullopt;  // "an hour ago"
    count = 1;
    at = words.find(' ');
  }
  const std::string_view rest = trim(std::string_view(words).substr(at));
  for (const Unit& unit : kUnits) {
    if (!rest.starts_with(unit.name)) continue;
    if (unit.seconds >= kDay) return day_before(count * unit.seconds / kDay);
    return Timestamp{now.seconds - count * unit.seconds, DatePrecision::Minute, std::int16_t{0}};
  }
  return std::nullopt;
}

}  // namespace backfile
