// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/class_vocabulary.h"

#include <unordered_set>

namespace backfile {
namespace {

using WordSet = std::unordered_set<std::string_view>;

const WordSet& junk_words() {
  static const WordSet words = {"ad",
                                "ads",
                                "adslot",
                                "adsense",
                                "adspot",
                                "adunit",
                                "advert",
                                "advertisement",
                                "advertising",
                                "advertorial",
                                "adwrapper",
                                "addthis",
                                "addtoany",
                                "a2a",
                                "alert",
                                "annons",
                                "annonser",
                                "anzeige",
                                "anzeigen",
                                "advertentie",
                                "advertenties",
                                "author",
                                "authors",
                                "authorbio",
                                "authorbox",
                                "avatar",
                                "banner",
                                "bio",
                                "bookmark",
                                "breadcrumb",
                                "breadcrumbs",
                                "byline",
                                "bylines",
                                "caption",
                                "captions",
                                "carousel",
                                "comment",
                                "commentlist",
                                "comments",
                                "consent",
                                "contributor",
                                "contributors",
                                "cookie",
                                "cookies",
                                "copyright",
                                "credit",
                                "credits",
                                "cta",
                                "date",
                                "dateline",
                                "datetime",
                                "dialog",
                                "disclaimer",
                                "disqus",
                                "donate",
                                "donation",
                                "dropdown",
                                "eyebrow",
                                "facebook",
                                "figcaption",
                                "follow",
                                "footer",
                                "gallery",
                                "gdpr",
                                "hidden",
                                "hide",
                                "inread",
                                "instagram",
                                "kicker",
                                "lightbox",
                                "livefyre",
                                "login",
                                "mailchimp",
                                "masthead",
                                "menu",
                                "meta",
                                "metadata",
                                "modal",
                                "mpu",
                                "nav",
                                "navbar",
                                "navigation",
                                "newsletter",
                                "newsletters",
                                "noprint",
                                "offscreen",
                                "onesignal",
                                "outbrain",
                                "overlay",
                                "pager",
                                "pagination",
                                "paywall",
                                "piano",
                                "pinterest",
                                "player",
                                "playlist",
                                "podcast",
                                "popular",
                                "popup",
                                "postmeta",
                                "postmetadata",
                                "posttags",
                                "promo",
                                "promoted",
                                "promotion",
                                "promos",
                                "pubblicita",
                                "publicidad",
                                "publicidade",
                                "publicite",
                                "published",
                                "pubdate",
                                "rating",
                                "ratings",
                                "recirc",
                                "recirculation",
                                "recommend",
                                "recommendation",
                                "recommendations",
                                "recommended",
                                "reddit",
                                "reklama",
                                "reklame",
                                "rollover",
                                "hovercard",
                                "register",
                                "related",
                                "relateds",
                                "replies",
                                "respond",
                                "rss",
                                "screenreader",
                                "search",
                                "sharebar",
                                "share",
                                "shares",
                                "sharedaddy",
                                "sharing",
                                "sharethis",
                                "shop",
                                "sidebar",
                                "signin",
                                "signup",
                                "skip",
                                "skiplink",
                                "skyscraper",
                                "slideshow",
                                "social",
                                "socials",
                                "sponsor",
                                "sponsored",
                                "sponsors",
                                "sr",
                                "subscribe",
                                "subscription",
                                "survey",
                                "taboola",
                                "tagcloud",
                                "taglist",
                                "tags",
                                "tagged",
                                "taxonomy",
                                "teaser",
                                "teasers",
                                "telegram",
                                "thumbnail",
                                "ticker",
                                "timestamp",
                                "toc",
                                "toolbar",
                                "toolbox",
                                "tooltip",
                                "trending",
                                "twitter",
                                "upsell",
                                "vcard",
                                "werbung",
                                "videoplayer",
                                "visuallyhidden",
                                "whatsapp",
                                "widget",
                                "widgets",
                                "yarpp",
                                "youmaylike",
                                "zergnet"};
  return words;
}

// Two neighbouring words, joined by a blank.
const WordSet& junk_pairs() {
  static const WordSet pairs = {
      "also like",        "also read",     "also see",          "article footer", "article header",
      "article info",     "article tools", "author info",       "back top",       "bottom bar",
      "by line",          "category list", "content footer",    "display none",   "entry footer",
      "entry header",     "entry meta",    "entry tags",        "entry title",    "from web",
      "have missed",      "image desc",    "image description", "in focus",       "inline promo",
      "jp relatedposts",  "jump link",     "latest news",       "latest posts",   "load more",
      "mailing list",     "may like",      "more articles",     "more from",      "more info",
      "more like",        "more links",    "more news",         "more on",        "more posts",
      "more reading",     "more stories",  "more story",        "most commented", "most popular",
      "most read",        "most shared",   "most viewed",       "must read",      "next article",
      "next post",        "next prev",     "next story",        "no print",       "other articles",
      "other news",       "other stories", "page title",        "photo credit",   "post footer",
      "post header",      "post info",     "post info",         "post nav",       "post tags",
      "post title",       "post views",    "prev next",         "previous post",  "print only",
      "pull quote",       "read also",     "read more",         "read next",      "reading time",
      "right col",        "right column",  "right rail",        "right side",     "see also",
      "side bar",         "side box",      "side column",       "side rail",      "sign up",
      "similar articles", "similar posts", "skip link",         "sticky bar",     "story footer",
      "story header",     "story links",   "story meta",        "story tools",    "suggested posts",
      "table contents",   "tag cloud",     "tag list",          "tags list",      "top bar",
      "top stories",      "up next",       "video player",      "view count",     "visually hidden",
      "wp caption",       "you like",      "you might"};
  return pairs;
}

const WordSet& comment_names() {
  static const WordSet names = {
      "comments",         "commentlist",        "comment-list",     "comment_list",
      "comments-area",    "comments-list",      "comments-section", "comment-section",
      "comments-wrapper", "entry-comments",     "disqus_thread",    "disqus-thread",
      "commentsection",   "comments-container", "comment-area",     "respond",
      "comments-content", "post-comments",      "article-comments"};
  return names;
}

const WordSet& article_words() {
  static const WordSet words = {
      "article",     "articles",  "articlebody", "articlecontent", "articletext",  "body",
      "bodytext",    "content",   "contents",    "entry",          "entrycontent", "main",
      "maincontent", "nota",      "noticia",     "post",           "postbody",     "postcontent",
      "story",       "storybody", "storytext",   "text",           "copy",         "page",
      "single",      "news"};
  return words;
}

const WordSet& body_words() {
  static const WordSet words = {"articlebody",  "articlecontent", "articletext",  "bodytext",
                                "entrycontent", "maincontent",    "postbody",     "postcontent",
                                "postentry",    "storybody",      "storycontent", "storytext",
                                "newsbody",     "newscontent",    "newstext",     "textbody"};
  return words;
}

const WordSet& body_pairs() {
  static const WordSet pairs = {
      "article body",  "article content", "article copy",    "article text",  "article main",
      "article page",  "blog content",    "blog post",       "body content",  "body copy",
      "body main",     "body text",       "content article", "content body",  "content main",
      "content text",  "cuerpo noticia",  "entry body",      "entry content", "entry text",
      "main article",  "main content",    "main story",      "news body",     "news content",
      "news text",     "page content",    "post body",       "post content",  "post entry",
      "post text",     "rich text",       "single content",  "single post",   "story body",
      "story content", "story main",      "story text",      "td content",    "texto noticia",
      "the content",   "story copy",      "full article",    "full text",     "article story"};
  return pairs;
}

}  // namespace

bool is_junk_word(std::string_view word) { return junk_words().contains(word); }
bool is_junk_pair(std::string_view pair) { return junk_pairs().contains(pair); }
bool names_comments(std::string_view name) { return comment_names().contains(name); }
bool is_article_word(std::string_view word) { return article_words().contains(word); }
bool is_body_word(std::string_view word) { return body_words().contains(word); }
bool is_body_pair(std::string_view pair) { return body_pairs().contains(pair); }

}  // namespace backfile
