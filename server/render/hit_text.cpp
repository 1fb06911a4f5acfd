// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/hit_text.h"

#include "common/article_json.h"
#include "common/date.h"
#include "server/render/explain.h"
#include "server/render/json_members.h"
#include "server/render/marks.h"

namespace backfile {
namespace {

void add_marks(JsonText& json, const Snippet& snippet) {
  json.begin_array();
  for (const auto& [begin, end] : marks_in_code_points(snippet)) {
    json.begin_array().value(begin).value(end).end_array();
  }
  json.end_array();
}

void add_snippet(JsonText& json, const Snippet& snippet, bool highlight) {
  json.begin_object().member("field", "text").member("text", snippet.text);
  if (highlight) {
    json.key("marks");
    add_marks(json, snippet);
    json.member("html", marked_html(snippet));
  }
  json.end_object();
}

class HitText {
 public:
  HitText(JsonText& json, const Hit& hit, const ApiRequest& request)
      : json_(json), hit_(hit), request_(request) {}

  void write() {
    const Article& article = hit_.article;
    json_.begin_object().member("id", article.id);
    write_title();
    text("subtitle", article.subtitle);
    text("abstract", article.abstract);
    text("url", article.url);
    if (wants("source")) set_source(json_, article.source);
    write_published();
    text("language", article.language);
    text("section", article.section);
    text("type", article.type);
    text("place", article.place);
    text("agency", article.agency);
    if (wants("authors")) set_list(json_, "authors", article.authors);
    if (wants("tags")) set_list(json_, "tags", article.tags);
    if (wants("words")) json_.member("words", article.words);
    if (wants("version")) json_.member("version", article.version);
    if (wants("status")) json_.member("status", to_string(article.status));
    write_story();
    write_matches();
    if (wants("links")) set_article_links(json_, article);
    json_.end_object();
  }

 private:
  bool wants(std::string_view name) const {
    return request_.fields.empty() || request_.fields.contains(name);
  }

  void text(std::string_view name, const std::string& content) {
    if (wants(name)) set_text(json_, name, content);
  }

  void write_title() {
    if (!wants("title") || hit_.article.title.empty()) return;
    json_.member("title", hit_.article.title);
    if (!request_.highlight) return;
    json_.key("title_marks");
    add_marks(json_, hit_.title);
  }

  void write_published() {
    const auto& published = hit_.article.published;
    if (!published) return;
    if (wants("published")) json_.member("published", to_iso(*published));
    if (wants("date_precision")) json_.member("date_precision", to_string(published->precision));
  }

  void write_story() {
    const Article& article = hit_.article;
    if (article.story_id.empty()) return;
    text("story_id", article.story_id);
    if (wants("story_articles")) json_.member("story_articles", article.story_articles);
    if (hit_.story_matches && wants("story_matches")) {
      json_.member("story_matches", *hit_.story_matches);
    }
  }

  void write_matches() {
    if (wants("snippets") && !hit_.snippets.empty()) {
      json_.key("snippets").begin_array();
      for (const Snippet& snippet : hit_.snippets) add_snippet(json_, snippet, request_.highlight);
      json_.end_array();
    }
    const SearchRequest& search = request_.search;
    const bool ranked = search.query.root || hit_.score > 0;
    if (wants("score") && search.sort == SortOrder::Relevance && ranked) {
      json_.member("score", hit_.score);
      if (hit_.explanation) set_explanation(json_, *hit_.explanation);
    }
  }

  JsonText& json_;
  const Hit& hit_;
  const ApiRequest& request_;
};

}  // namespace

void add_hit(JsonText& json, const Hit& hit, const ApiRequest& request) {
  HitText(json, hit, request).write();
}

}  // namespace backfile
