// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/feeds.h"

#include <ctime>
#include <nlohmann/json.hpp>

#include "common/date.h"
#include "server/render/links.h"
#include "server/render/xml_text.h"

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

std::string title_of(const FeedAnswer& answer) {
  return answer.request.q.empty() ? "Backfile: newest articles" : "Backfile: " + answer.request.q;
}

// A text that RFC 3339 takes: whole, whatever is known of the date.
std::string rfc3339(const Hit& hit, const std::string& fallback) {
  const auto& published = hit.article.published;
  return published ? to_iso_utc(published->seconds) : fallback;
}

std::string rfc822(std::int64_t seconds) {
  const std::time_t when = seconds;
  std::tm parts{};
  ::gmtime_r(&when, &parts);
  std::array<char, 64> text{};
  // The server never leaves the C locale.
  std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S +0000", &parts);
  return text.data();
}

std::string page_of(const FeedAnswer& answer, const Hit& hit) {
  return answer.base + "/a/" + percent_encode(hit.article.id);
}

// Where a reader is sent: to the publisher, if there is an address.
std::string link_of(const FeedAnswer& answer, const Hit& hit) {
  const std::string& url = hit.article.url;
  const bool leads = url.starts_with("https://") || url.starts_with("http://");
  return leads ? url : page_of(answer, hit);
}

// The same wherever the feed is read from.
std::string identity(const FeedAnswer& answer, const Hit& hit) {
  return "urn:backfile:" + answer.result.index.uuid + ":" + percent_encode(hit.article.id);
}

std::string title_of(const Hit& hit) {
  return hit.article.title.empty() ? "Untitled" : hit.article.title;
}

std::string atom_link(std::string_view relation, const std::string& address) {
  return "<link rel=\"" + std::string(relation) + "\" href=\"" + escaped(address) + "\"/>\n";
}

}  // namespace

std::string render_atom(const FeedAnswer& answer) {
  const std::string& updated = answer.result.index.updated;
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
  xml += element("title", title_of(answer));
  xml += element("id", "urn:backfile:" + answer.result.index.uuid +
                           ":search:" + percent_encode(to_string(answer.request.target)));
  xml += element("updated", updated);
  xml += "<author><name>Backfile</name></author>\n";
  xml += atom_link("self", answer.base + to_string(answer.request.target));
  xml += atom_link("alternate", answer.base + page_link(answer.request));
  for (const Hit& hit : answer.result.hits) {
    const Article& article = hit.article;
    xml += "<entry>\n" + element("title", title_of(hit)) + element("id", identity(answer, hit));
    xml += element("updated",
                   article.updated ? to_iso_utc(article.updated->seconds) : rfc3339(hit, updated));
    if (article.published) xml += element("published", rfc3339(hit, updated));
    for (const std::string& author : article.authors) {
      xml += "<author>" + element("name", author) + "</author>\n";
    }
    for (const std::string& tag : article.tags) {
      xml += "<category term=\"" + escaped(tag) + "\"/>\n";
    }
    xml += atom_link("alternate", link_of(answer, hit));
    xml += element("summary", first_snippet(hit).text) + "</entry>\n";
  }
  return xml + "</feed>\n";
}

std::string render_rss(const FeedAnswer& answer) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\""
      " xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n";
  xml += element("title", title_of(answer));
  xml += element("link", answer.base + page_link(answer.request));
  xml += element("description", std::to_string(answer.result.total) + " articles match");
  xml += "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"" +
         escaped(answer.base + to_string(answer.request.target)) + "\"/>\n";
  for (const Hit& hit : answer.result.hits) {
    const Article& article = hit.article;
    xml += "<item>\n" + element("title", title_of(hit)) + element("link", link_of(answer, hit));
    xml += "<guid isPermaLink=\"false\">" + escaped(identity(answer, hit)) + "</guid>\n";
    if (article.published) xml += element("pubDate", rfc822(article.published->seconds));
    for (const std::string& author : article.authors) xml += element("dc:creator", author);
    for (const std::string& tag : article.tags) xml += element("category", tag);
    xml += element("description", first_snippet(hit).text) + "</item>\n";
  }
  return xml + "</channel>\n</rss>\n";
}

std::string render_json_feed(const FeedAnswer& answer) {
  Json json = {{"version", "https://jsonfeed.org/version/1.1"},
               {"title", title_of(answer)},
               {"home_page_url", answer.base + page_link(answer.request)},
               {"feed_url", answer.base + to_string(answer.request.target)},
               {"items", Json::array()}};
  for (const Hit& hit : answer.result.hits) {
    const Article& article = hit.article;
    Json item = {{"id", identity(answer, hit)},
                 {"url", link_of(answer, hit)},
                 {"title", title_of(hit)},
                 {"content_text", first_snippet(hit).text}};
    if (article.published) item["date_published"] = rfc3339(hit, {});
    if (!article.language.empty()) item["language"] = article.language;
    for (const std::string& author : article.authors) item["authors"].push_back({{"name", author}});
    if (!article.tags.empty()) item["tags"] = article.tags;
    json["items"].push_back(std::move(item));
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace backfile
