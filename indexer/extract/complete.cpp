// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/complete.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "common/ascii.h"
#include "common/date.h"
#include "common/files.h"
#include "common/hash.h"
#include "common/index/words.h"
#include "common/mojibake.h"
#include "common/repairs.h"
#include "common/text.h"
#include "common/url.h"
#include "indexer/extract/agency.h"
#include "indexer/extract/correction.h"
#include "indexer/extract/country.h"
#include "indexer/extract/language.h"
#include "indexer/extract/source_names.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestId = 64;
constexpr int kLinesOfSignOff = 3;  // "--IANS", "ahm/dg" and a credit.

std::string clean_name(std::string_view text) { return collapse_blanks(clean_text(text)); }

// Before the control characters go, which are a part of what was torn.
std::string clean_line(std::string_view text) {
  return clean_name(repair_mojibake(std::string(text)));
}

// Lines without blanks at their ends, and one blank line between paragraphs.
std::string clean_paragraphs(std::string_view text) {
  const std::string cleaned = clean_text(repair_mojibake(std::string(text)));
  std::string out;
  out.reserve(cleaned.size());
  bool after_blank_line = false;
  for (std::string_view line : split_lines(cleaned)) {
    const std::size_t end = line.find_last_not_of(" \t");
    if (end == std::string_view::npos) {
      after_blank_line = true;
      continue;
    }
    if (!out.empty()) out += after_blank_line ? "\n\n" : "\n";
    out += line.substr(0, end + 1);
    after_blank_line = false;
  }
  return std::string(trim(out));
}

void clean_list(std::vector<std::string>* values) {
  std::vector<std::string> kept;
  std::unordered_set<std::string> known;
  for (const std::string& value : *values) {
    std::string line = clean_line(value);
    if (!line.empty() && known.insert(line).second) kept.push_back(std::move(line));
  }
  *values = std::move(kept);
}

void clean(Article* article) {
  for (std::string* name : {&article->id, &article->url, &article->canonical_url,
                            &article->source.id, &article->source.domain}) {
    *name = clean_name(*name);
  }
  for (std::string* line : {&article->source.name, &article->title, &article->subtitle,
                            &article->abstract, &article->agency, &article->place,
                            &article->section}) {
    *line = clean_line(*line);
  }
  article->text = clean_paragraphs(article->text);
  clean_list(&article->authors);
  clean_list(&article->tags);
}

void read_dateline(Article* article) {
  if (!article->place.empty() && !article->agency.empty()) return;
  const std::string_view text = article->text;
  const auto dateline = parse_dateline(text.substr(0, text.find('\n')));
  if (!dateline) return;
  if (article->place.empty() && !dateline->place.empty()) {
    article->place = dateline->place;
    set_origin(article, "place", "dateline", 95);
  }
  if (article->agency.empty() && !dateline->agency.empty()) {
    article->agency = dateline->agency;
    set_origin(article, "agency", "dateline", 95);
  }
}

void read_sign_off(Article* article) {
  if (!article->agency.empty()) return;
  std::string_view rest = article->text;
  for (int i = 0; i < kLinesOfSignOff && !rest.empty(); ++i) {
    const std::size_t newline = rest.rfind('\n');
    const std::string_view line =
        newline == std::string_view::npos ? rest : rest.substr(newline + 1);
    const auto agency = parse_sign_off(line);
    if (!agency) return;
    if (!agency->empty()) {
      article->agency = *agency;
      set_origin(article, "agency", "sign-off", 95);
      return;
    }
    rest = newline == std::string_view::npos ? std::string_view{} : trim(rest.substr(0, newline));
  }
}

// Fourteen hours: the zones of the world on both sides of the epoch.
bool can_be_date(const Timestamp& when, bool of_web, std::int64_t now) {
  constexpr std::int64_t kHour = 3600;
  const bool future = when.seconds > now + 48 * kHour;
  const bool epoch = of_web && when.seconds >= -14 * kHour && when.seconds <= 14 * kHour;
  if (future) note_repair(Repair::FutureDate);
  if (epoch) note_repair(Repair::EpochDate);
  return !future && !epoch;
}

void drop_impossible_dates(Article* article, std::int64_t now) {
  const bool of_web = !article->url.empty();
  if (article->updated && !can_be_date(*article->updated, of_web, now)) article->updated.reset();
  if (article->published && !can_be_date(*article->published, of_web, now)) {
    article->published.reset();
    article->date_source.clear();
  }
}

void complete_source(Article* article, const NewsHosts& hosts) {
  Source& source = article->source;
  if (!source.id.empty()) {
    const NewsHost* named = source.domain.empty() ? hosts.find_named(source.name) : nullptr;
    if (named != nullptr) source.domain = named->host;
  } else {
    if (source.domain.empty()) source.domain = host_of(article->url);
    source.id = source.domain;
    if (source.id.empty() && !source.name.empty()) {
      std::string country = std::move(source.country);
      source = source_named(source.name, hosts);
      source.country = std::move(country);
    }
  }
  if (!source.name.empty()) return;
  const NewsHost* known = hosts.find_host(source.domain.empty() ? source.id : source.domain);
  source.name = known == nullptr ? source.id : known->name;
}

void complete_language(Article* article, const NewsHosts& hosts) {
  article->language =
      language_of(article->text.empty() ? article->title : article->text, article->language);
  if (!article->language.empty()) return;
  const NewsHost* known = hosts.find_host(article->source.domain);
  if (known == nullptr) return;
  article->language = known->language;
  set_origin(article, "language", "host", 80);
}

void complete_canonical_url(Article* article) {
  std::string& canonical = article->canonical_url;
  const std::string_view of = canonical.empty() ? article->url : canonical;
  if (is_http_url(of)) canonical = canonical_url(of);
}

bool is_plain_id(std::string_view id) {
  if (id.empty() || id.size() > kLongestId) return false;
  return std::all_of(id.begin(), id.end(), is_unreserved);
}

// An id as it was given to one that can stand in a path.
std::string stable_id(const std::string& id) { return is_plain_id(id) ? id : hex(hash128(id)); }

// A message that takes an article back needs no words of its own, but must say which one.
bool is_withdrawal(const Article& article) {
  const bool withdraws =
      article.status == ArticleStatus::Canceled || article.status == ArticleStatus::Withheld;
  return article.acts_on.has_value() || (withdraws && !(article.id.empty() && article.url.empty()));
}

}  // namespace

std::string article_id(const Article& article) {
  if (!article.id.empty()) return stable_id(article.id);
  const std::string canonical =
      article.canonical_url.empty() ? canonical_url(article.url) : article.canonical_url;
  if (!canonical.empty()) return hex(hash128(canonical));
  std::string key = article.source.id.empty() ? article.source.name : article.source.id;
  key += '\n';
  if (article.published) key += to_iso(*article.published);
  key += '\n';
  key += article.title.empty() ? article.text : article.title;
  return hex(hash128(key));
}

Result<Article> complete(Article article, const NewsHosts& hosts, std::int64_t now) {
  const RepairScope scope;
  clean(&article);
  if (article.title.empty() && article.text.empty() && !is_withdrawal(article)) {
    return Error{ErrorCode::BadRecord, "The record has neither a title nor a text."};
  }
  drop_impossible_dates(&article, now);
  read_dateline(&article);
  read_sign_off(&article);
  complete_source(&article, hosts);
  std::erase(article.authors, article.source.name);
  if (article.status == ArticleStatus::Usable && says_corrected(article.title, article.text)) {
    article.status = ArticleStatus::Corrected;
    set_origin(&article, "status", "text", 90);
  }
  // What is withheld until an hour is usable from then on.
  if (article.status == ArticleStatus::Withheld && article.embargoed_until) {
    article.status = ArticleStatus::Usable;
  }
  complete_canonical_url(&article);
  complete_country(&article, hosts);
  complete_language(&article, hosts);
  article.id = article_id(article);
  if (article.acts_on) article.acts_on->id = stable_id(article.acts_on->id);
  article.words =
      static_cast<std::uint32_t>(count_words(article.title) + count_words(article.text));
  article.repairs.add(scope.found());
  return article;
}

}  // namespace backfile
