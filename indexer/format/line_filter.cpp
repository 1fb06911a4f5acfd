// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/line_filter.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "common/text.h"
#include "common/url.h"

namespace backfile {
namespace {

constexpr std::size_t kMaxJunk = 300;

// A paragraph that begins so, in lower case, and is no longer than `limit` bytes is junk.
struct JunkPrefix {
  std::string_view text;
  std::size_t limit;
};

constexpr JunkPrefix kPrefixes[] = {
    {"read more:", 250},
    {"read more on", 150},
    {"read more about", 150},
    {"read also:", 250},
    {"read next:", 250},
    {"also read:", 250},
    {"also read |", 250},
    {"also read", 120},
    {"see also:", 250},
    {"see also", 60},
    {"read:", 200},
    {"watch:", 200},
    {"listen:", 200},
    {"related:", 250},
    {"related stories", 60},
    {"related articles", 60},
    {"more from", 80},
    {"more:", 200},
    {"more on this", 80},
    {"must read:", 200},
    {"recommended:", 200},
    {"don't miss:", 200},
    {"don’t miss:", 200},
    {"photo:", 200},
    {"photo by", 150},
    {"photo credit", 150},
    {"photos:", 150},
    {"photograph:", 200},
    {"image:", 200},
    {"image credit", 150},
    {"image source", 150},
    {"image via", 100},
    {"images:", 150},
    {"picture:", 150},
    {"video:", 150},
    {"credit:", 150},
    {"file photo", 100},
    {"getty images", 60},
    {"follow us", 200},
    {"follow @", 150},
    {"follow me on", 150},
    {"like us on", 150},
    {"find us on", 150},
    {"join us on", 150},
    {"join our", 200},
    {"share this", 100},
    {"share on", 60},
    {"share via", 60},
    {"click here to", 200},
    {"click to share", 150},
    {"click to enlarge", 60},
    {"sign up for", 250},
    {"sign up to", 250},
    {"sign up here", 100},
    {"subscribe to", 250},
    {"subscribe for", 150},
    {"subscribe now", 100},
    {"copyright ©", 300},
    {"copyright (c)", 300},
    {"copyright 20", 300},
    {"© 20", 300},
    {"© copyright", 300},
    {"©20", 300},
    {"(c) 20", 200},
    {"all rights reserved", 100},
    {"last updated", 80},
    {"last modified", 80},
    {"published:", 80},
    {"published on", 60},
    {"posted on", 60},
    {"posted by", 60},
    {"posted in", 100},
    {"filed under", 150},
    {"tags:", 250},
    {"tagged:", 250},
    {"topics:", 250},
    {"categories:", 250},
    {"keywords:", 250},
    {"download our app", 150},
    {"download the", 100},
    {"get the latest", 200},
    {"story continues below", 60},
    {"article continues", 80},
    {"continue reading", 80},
    {"scroll down", 60},
    {"advertisement", 60},
    {"skip to", 60},
    {"view comments", 40},
    {"leave a comment", 60},
    {"lea también", 200},
    {"lee también", 200},
    {"leer más", 150},
    {"lee más", 150},
    {"te puede interesar", 150},
    {"foto:", 150},
    {"fotos:", 150},
    {"lesen sie auch", 200},
    {"mehr zum thema", 80},
    {"lire aussi", 200},
    {"à lire aussi", 200},
    {"leggi anche", 200},
    {"leia também", 200},
    {"leia mais", 150},
    {"читайте также", 200},
    {"lees ook", 200},
};

constexpr std::string_view kWholeLines[] = {"ad",
                                            "ads",
                                            "advertisement",
                                            "advertisements",
                                            "advertising",
                                            "sponsored",
                                            "sponsored content",
                                            "share",
                                            "share this",
                                            "share this:",
                                            "shares",
                                            "tweet",
                                            "pin",
                                            "pin it",
                                            "email",
                                            "print",
                                            "facebook",
                                            "twitter",
                                            "linkedin",
                                            "whatsapp",
                                            "pinterest",
                                            "reddit",
                                            "comments",
                                            "comment",
                                            "no comments",
                                            "read more",
                                            "read more...",
                                            "read more »",
                                            "more",
                                            "more...",
                                            "loading",
                                            "loading...",
                                            "image",
                                            "photo",
                                            "video",
                                            "gallery",
                                            "close",
                                            "back to top",
                                            "top",
                                            "next",
                                            "previous",
                                            "prev",
                                            "related",
                                            "related posts",
                                            "related content",
                                            "related topics",
                                            "related news",
                                            "tags",
                                            "topics",
                                            "share article",
                                            "share this article",
                                            "share this story",
                                            "share this post",
                                            "like this:",
                                            "save",
                                            "copy link",
                                            "link copied",
                                            "listen to this article",
                                            "listen",
                                            "subscribe",
                                            "sign up",
                                            "sign in",
                                            "log in",
                                            "register",
                                            "follow",
                                            "follow us",
                                            "newsletter",
                                            "anzeige",
                                            "werbung",
                                            "publicidad",
                                            "publicité",
                                            "pubblicità",
                                            "publicidade",
                                            "reklama",
                                            "реклама",
                                            "teilen",
                                            "compartir",
                                            "compartilhar",
                                            "partager",
                                            "condividi",
                                            "kommentare",
                                            "comentarios",
                                            "recommended",
                                            "recommended for you",
                                            "you may also like",
                                            "you might also like",
                                            "trending",
                                            "most read",
                                            "most popular",
                                            "popular",
                                            "hide caption",
                                            "toggle caption",
                                            "enlarge this image",
                                            "enlarge image",
                                            "play video",
                                            "play",
                                            "***",
                                            "* * *",
                                            "---",
                                            "supported by",
                                            "credit",
                                            "caption",
                                            "story continues",
                                            "view gallery",
                                            "view photos",
                                            "view all",
                                            "see more",
                                            "show more",
                                            "load more",
                                            "getty images",
                                            "reuters",
                                            "ap",
                                            "afp",
                                            "in this article",
                                            "about the author",
                                            "about author",
                                            "author",
                                            "by",
                                            "updated",
                                            "published",
                                            "home",
                                            "menu",
                                            "search",
                                            "reply",
                                            "report",
                                            "edit"};

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return lower;
}

bool ends_like_prose(std::string_view text) {
  for (const std::string_view end :
       {".", "!", "?", ":", ";", "…", "\"", "”", "’", "'", ")", "»", "。", "！", "？", "।", ","}) {
    if (text.ends_with(end)) return true;
  }
  return false;
}

bool is_markup(std::string_view text) {
  if (text.size() < 2 || text.front() != '<') return false;
  return text.back() == '>' || text.starts_with("<!--") || text.starts_with("<iframe") ||
         text.starts_with("<script") || text.starts_with("<div");
}

bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte | 0x20U) - 'a' < 26U || byte >= 0x80 || (byte >= '0' && byte <= '9');
  });
}

bool is_fragment(const TextBlock& block) {
  if (block.tag == HtmlTag::P || block.tag == HtmlTag::Li || block.tag == HtmlTag::Td ||
      block.tag == HtmlTag::Th || block.tag == HtmlTag::Blockquote || block.tag == HtmlTag::Dd ||
      block.tag == HtmlTag::Dt || block.tag == HtmlTag::Pre || is_heading(block.tag)) {
    return false;
  }
  return block.length < 25 && !ends_like_prose(block.text);
}

bool is_bare_url(std::string_view text) {
  return is_http_url(text) && text.find(' ') == std::string_view::npos;
}

bool is_junk_block(const TextBlock& block) {
  if (!has_letter(block.text) || is_markup(block.text) || is_bare_url(block.text)) return true;
  if (block.link_share() > .8 && block.length < 200 && !is_heading(block.tag)) return true;
  return is_fragment(block) || is_junk_line(block.text);
}

}  // namespace

bool is_junk_line(std::string_view paragraph) {
  if (paragraph.size() > kMaxJunk) return false;
  const std::string line = ascii_lower(trim(paragraph));
  for (const std::string_view whole : kWholeLines) {
    if (line == whole) return true;
  }
  for (const JunkPrefix& prefix : kPrefixes) {
    if (line.size() <= prefix.limit && line.starts_with(prefix.text)) return true;
  }
  return false;
}

std::vector<TextBlock> filter_lines(std::vector<TextBlock> blocks, std::string_view title) {
  std::vector<TextBlock> kept;
  std::unordered_set<std::string> seen;
  const std::string headline = fold(title);
  for (TextBlock& block : blocks) {
    if (is_junk_block(block)) continue;
    if (kept.empty() && !headline.empty() && block.length < 300 && fold(block.text) == headline) {
      continue;
    }
    if (block.length > 60 && !seen.insert(block.text).second) continue;
    kept.push_back(std::move(block));
  }
  while (!kept.empty() && is_heading(kept.back().tag)) kept.pop_back();
  return kept;
}

}  // namespace backfile
