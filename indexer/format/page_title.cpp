// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/page_title.h"

#include <algorithm>
#include <set>
#include <vector>

#include "common/text.h"

namespace backfile {
namespace {

constexpr std::string_view kSeparators[] = {" | ", " - ", " – ",  " — ",  " : ", " · ", " • ",
                                            " » ", " « ", " :: ", " // ", " ‹ ", " › "};

std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : fold(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z')) {
      word.push_back(c);
    } else if (!word.empty()) {
      words.insert(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.insert(std::move(word));
  return words;
}

std::size_t shared_words(const std::set<std::string>& a, const std::set<std::string>& b) {
  return static_cast<std::size_t>(
      std::count_if(a.begin(), a.end(), [&](const std::string& word) { return b.contains(word); }));
}

// "Headline - Section | Site" to its parts.
std::vector<std::string_view> parts_of(std::string_view title) {
  std::vector<std::string_view> parts;
  while (true) {
    std::size_t first = std::string_view::npos;
    std::size_t length = 0;
    for (const std::string_view separator : kSeparators) {
      const std::size_t at = title.find(separator);
      if (at < first) {
        first = at;
        length = separator.size();
      }
    }
    if (first == std::string_view::npos) break;
    parts.push_back(trim(title.substr(0, first)));
    title = title.substr(first + length);
  }
  parts.push_back(trim(title));
  return parts;
}

bool names_site(std::string_view part, std::string_view site_name) {
  if (site_name.empty() || part.empty()) return false;
  std::string a = fold(part);
  std::string b = fold(site_name);
  std::erase(a, ' ');
  std::erase(b, ' ');
  return a == b || (b.size() >= 4 && a.find(b) != std::string::npos) ||
         (a.size() >= 4 && b.find(a) != std::string::npos);
}

// Cuts off the part that names the site, at the end or at the start.
std::string without_site(std::string_view title, std::string_view site_name) {
  const std::vector<std::string_view> parts = parts_of(title);
  if (parts.size() < 2) return std::string(title);
  const char* begin = title.data();
  if (names_site(parts.back(), site_name)) {
    const std::string_view last = parts[parts.size() - 2];
    return std::string(begin, static_cast<std::size_t>(last.data() + last.size() - begin));
  }
  if (names_site(parts.front(), site_name)) {
    return std::string(title.substr(static_cast<std::size_t>(parts[1].data() - begin)));
  }
  return std::string(title);
}

// Without any part of the title known to be the site's name, the last one is taken for it, unless
// it is longer than what stands before.
std::string without_last_part(std::string_view title) {
  const std::vector<std::string_view> parts = parts_of(title);
  if (parts.size() < 2) return std::string(title);
  const std::string_view last = parts.back();
  const auto before = static_cast<std::size_t>(last.data() - title.data());
  if (last.size() > before) return std::string(title);
  const std::string_view previous = parts[parts.size() - 2];
  return std::string(title.data(),
                     static_cast<std::size_t>(previous.data() + previous.size() - title.data()));
}

// "Headline | Site": nobody writes a bar into a headline.
std::string without_site_mark(std::string title) {
  constexpr std::size_t kLongestSite = 40;
  const std::size_t bar = title.rfind(" | ");
  const bool site = bar != std::string::npos && title.size() - bar <= kLongestSite && bar >= 12;
  if (site) title.resize(bar);
  return title;
}

struct Headline {
  NodeId node = 0;
  std::string text;
};

// `reference` is what the page's fields say; an h1 with less than a third of the words of `core`,
// which is one of them without the site's name, is the name of a site or a heading further down.
Headline best_h1(const HtmlTree& tree, std::string_view reference, std::string_view core) {
  const std::set<std::string> wanted = words_of(reference);
  const std::set<std::string> needed = words_of(core);
  Headline best;
  double best_score = 0;
  for (NodeId node = tree.find(HtmlTag::H1); node < tree.size();
       node = tree.find(HtmlTag::H1, node + 1)) {
    std::string text = tree.text_of(node);
    if (text.empty() || text.size() > 400) continue;
    const std::set<std::string> words = words_of(text);
    if (words.empty()) continue;
    const auto shared = static_cast<double>(shared_words(words, wanted));
    const double share = shared / static_cast<double>(words.size());
    if (!wanted.empty() && share < .5) continue;
    if (shared_words(words, needed) * 3 < needed.size()) continue;
    const double score = shared + share;
    if (best.node == 0 || score > best_score) {
      best = {node, std::move(text)};
      best_score = score;
    }
  }
  return best;
}

std::string site_in(std::string_view title, std::string_view headline) {
  const std::vector<std::string_view> parts = parts_of(title);
  if (parts.size() < 2 || headline.empty()) return {};
  const std::string_view last = parts.back();
  const bool is_headline = fold(headline).find(fold(last)) != std::string::npos;
  return last.size() <= 50 && !is_headline ? std::string(last) : std::string();
}

}  // namespace

PageTitle page_title(const HtmlTree& tree, const MetaTags& meta, const JsonLd& json_ld,
                     std::string_view site_name) {
  PageTitle title;
  const NodeId element = tree.find(HtmlTag::Title);
  if (element < tree.size()) title.whole = tree.text_of(element);
  const std::string og = meta.first({"og:title", "twitter:title", "dc.title", "parsely-title"});
  const std::string reference = og + " " + title.whole + " " + json_ld.headline;
  std::string core = without_site(og.empty() ? title.whole : og, site_name);
  if (og.empty() && core == title.whole) core = without_last_part(core);
  Headline h1 = best_h1(tree, reference, core);
  title.h1 = h1.node;
  if (h1.node != 0) {
    title.headline = without_site(h1.text, site_name);
    title.origin = "heading";
    title.confidence = 92;
  } else if (!json_ld.headline.empty()) {
    title.headline = without_site(json_ld.headline, site_name);
    title.origin = "json-ld";
    title.confidence = 70;
  } else if (!og.empty()) {
    title.headline = without_site(og, site_name);
    title.origin = "meta";
    title.confidence = 57;
  } else {
    title.headline = without_site(title.whole, site_name);
    title.origin = "title";
    title.confidence = 50;
    if (title.headline == title.whole) title.headline = without_last_part(title.whole);
  }
  title.headline = without_site_mark(std::move(title.headline));
  title.site = site_in(title.whole, title.headline);
  return title;
}

}  // namespace backfile
