// SPDX-License-Identifier: GPL-3.0-or-later
// JSON Feed 1.0 and 1.1 (jsonfeed.org): an article an item.
#include <string>
#include <utility>
#include <vector>

#include "common/text.h"
#include "common/url.h"
#include "indexer/format/feed_item.h"
#include "indexer/format/format.h"
#include "indexer/format/json_object.h"

namespace backfile {
namespace {

FeedItem item_of(const JsonObject& object) {
  FeedItem item;
  item.id = object.text("id");
  item.url = object.text("url");
  if (item.url.empty()) item.url = object.text("external_url");
  if (item.url.empty() && is_http_url(item.id)) item.url = item.id;
  item.title = object.text("title");
  item.html = object.text("content_html");
  if (item.html.empty()) item.text = object.text("content_text");
  item.summary = object.text("summary");
  item.published = object.text("date_published");
  item.updated = object.text("date_modified");
  item.language = object.text("language");
  for (const JsonObject& author : object.objects_at("authors")) {
    item.bylines.push_back(author.text("name"));
  }
  if (item.bylines.empty()) item.bylines.push_back(object.text("author.name"));
  if (const auto tags = object.at("tags")) item.tags = tags->items;
  return item;
}

}  // namespace

Parsed parse_json_feed(const RawDocument& document, const NewsHosts& hosts) {
  const Result<JsonObject> feed = JsonObject::parse(to_utf8(document.bytes, document.charset));
  if (!feed) return feed.error();
  FeedChannel channel;
  channel.title = feed->text("title");
  channel.url = feed->text("home_page_url");
  channel.base = channel.url.empty() ? document.url : channel.url;
  channel.language = feed->text("language");
  Parsed parsed;
  for (const JsonObject& object : feed->objects_at("items")) {
    Result<Article> article = article_of(item_of(object), channel, hosts);
    if (article) {
      article->provenance = document.provenance;
      article->provenance.reader = format_name(Format::JsonFeed);
    }
    parsed.add(std::move(article));
  }
  if (parsed.results().empty()) {
    return Error{ErrorCode::BadRecord, "the feed has no items"};
  }
  parsed.close();
  return parsed;
}

}  // namespace backfile
