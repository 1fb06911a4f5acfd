// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/page_authors.h"

#include <algorithm>

#include "common/ascii.h"
#include "common/text.h"
#include "indexer/extract/agency.h"
#include "indexer/format/author_names.h"
#include "indexer/format/text_blocks.h"

namespace backfile {
namespace {

constexpr std::size_t kMaxByline = 200;

class AuthorCollector {
 public:
  explicit AuthorCollector(std::string_view site_name) : site_(fold(site_name)) {}

  // Whether the field named somebody.
  bool take(std::string_view field) {
    if (field.empty() || field.find("://") != std::string_view::npos) return found();
    if (take_agency(field)) return found();
    for (std::string& name : author_names(field)) {
      if (take_agency(name)) continue;
      const std::string key = fold(name);
      if (key.empty() || key == site_ ||
          std::find(keys_.begin(), keys_.end(), key) != keys_.end()) {
        continue;
      }
      keys_.push_back(key);
      authors_.origin = origin_;
      authors_.confidence = confidence_;
      authors_.names.push_back(std::move(name));
    }
    return found();
  }

  bool take(const std::vector<std::string>& fields) {
    for (const std::string& field : fields) take(field);
    return found();
  }

  bool found() const { return !authors_.names.empty(); }

  // Where the fields that follow stand.
  AuthorCollector& from(std::string_view origin, std::uint8_t confidence) {
    origin_ = origin;
    confidence_ = confidence;
    return *this;
  }

  PageAuthors finish() && { return std::move(authors_); }

 private:
  bool take_agency(std::string_view text) {
    const std::string_view agency = agency_named(text);
    if (agency.empty()) return false;
    if (authors_.agency.empty()) {
      authors_.agency = agency;
      authors_.agency_origin = origin_;
    }
    return true;
  }

  std::string site_;
  std::string_view origin_;
  std::uint8_t confidence_ = 0;
  std::vector<std::string> keys_;
  PageAuthors authors_;
};

bool has_word(std::string_view names, std::string_view word) {
  for (std::size_t at = names.find(word); at != std::string_view::npos;
       at = names.find(word, at + 1)) {
    const bool begins = at == 0 || !is_ascii_letter(names[at - 1]);
    const std::size_t end = at + word.size();
    if (begins && (end == names.size() || !is_ascii_letter(names[end]))) return true;
  }
  return false;
}

bool is_byline(const HtmlTree& tree, NodeId node) {
  for (const auto name : {HtmlAttribute::Class, HtmlAttribute::Id}) {
    const std::string_view value = tree.attribute(node, name);
    if (value.empty()) continue;
    for (const std::string_view word :
         {"byline", "Byline", "author", "authors", "Author", "bylines", "post-author",
          "author-name", "authorName", "author_name", "by-line", "entry-author", "autor",
          "writer"}) {
      if (has_word(value, word)) return true;
    }
  }
  return false;
}

bool is_author_link(const HtmlTree& tree, NodeId node) {
  if (tree.tag(node) != HtmlTag::A) return false;
  const std::string_view href = tree.attribute(node, HtmlAttribute::Href);
  for (const std::string_view part : {
           "/author/",
           "/authors/",
           "/auteur/",
           "/autor/",
           "/autores/",
           "/contributor/",
           "/contributors/",
           "/journalist/",
           "/reporter/",
           "/columnist/",
           "/profile/",
       }) {
    const std::size_t at = href.find(part);
    if (at != std::string_view::npos && at + part.size() < href.size()) return true;
  }
  return false;
}

bool is_comment(const HtmlTree& tree, NodeId node) {
  for (const auto name : {HtmlAttribute::Class, HtmlAttribute::Id}) {
    const std::string_view value = tree.attribute(node, name);
    if (value.find("comment") != std::string_view::npos ||
        value.find("related") != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

// First node after the headline for which `is_wanted` holds and whose text names somebody; if
// there is none, the first one before it.
template <typename Predicate>
bool take_nearest(const HtmlTree& tree, NodeId h1, AuthorCollector* collector,
                  Predicate is_wanted) {
  const auto scan = [&](NodeId from, NodeId to) {
    for (NodeId node = from; node < to; ++node) {
      if (tree.tag(node) == HtmlTag::Text || tree.tag(node) == HtmlTag::Meta) continue;
      if (is_comment(tree, node) && tree[node].end < tree.size() / 2 + node) {
        node = tree[node].end - 1;
        continue;
      }
      if (!is_wanted(node) || tree[node].end - node > 400) continue;
      const std::string text = tree.text_of(node);
      if (text.size() <= kMaxByline && collector->take(text)) return true;
    }
    return false;
  };
  const NodeId begin = h1 == 0 ? 1 : tree[h1].end;
  return scan(begin, tree.size()) || scan(1, begin);
}

// Libraries write "Doe, Jane".
std::string in_reading_order(const std::string& name) {
  const std::size_t comma = name.find(", ");
  if (comma == std::string::npos || name.find(',', comma + 1) != std::string::npos) return name;
  return name.substr(comma + 2) + " " + name.substr(0, comma);
}

std::string labelled(const MetaTags& meta) {
  const std::string label = fold(meta.first({"twitter:label1"}));
  if (label == "written by" || label == "by" || label == "author" || label == "geschrieben von" ||
      label == "escrito por" || label == "ecrit par" || label == "verfasst von") {
    return meta.first({"twitter:data1"});
  }
  return {};
}

bool is_byline_label(std::string_view text) {
  const std::string folded = fold(text);
  for (const std::string_view label :
       {"by", "by:", "written by", "written by:", "author", "author:", "authors",
        "authors:", "posted by", "words by", "von", "por", "par", "autor", "autor:"}) {
    if (folded == label) return true;
  }
  return false;
}

bool is_byline_text(std::string_view text) {
  for (const std::string_view start :
       {"by ", "written by", "posted by", "author:", "authors:", "words by ", "story by ", "von ",
        "por ", "par ", "text by "}) {
    if (starts_with_ignoring_case(text, start)) return true;
  }
  return false;
}

// "By Jane Doe" as a paragraph of its own near the headline, or "By" and the name after it.
bool take_visible_byline(const HtmlTree& tree, NodeId h1, AuthorCollector* collector) {
  constexpr std::size_t kReach = 15;
  constexpr std::uint32_t kLongest = 100;
  std::size_t seen = 0;
  bool labelled = false;
  for (const TextBlock& block : text_blocks(tree, 0, DroppedNodes(tree.size()))) {
    if (block.node < h1) continue;
    if (++seen > kReach) return false;
    const bool byline = labelled || is_byline_text(block.text);
    labelled = is_byline_label(block.text);
    if (byline && !labelled && block.length <= kLongest && collector->take(block.text)) return true;
  }
  return false;
}

}  // namespace

PageAuthors page_authors(const HtmlTree& tree, const MetaTags& meta, const JsonLd& json_ld,
                         NodeId h1, std::string_view site_name) {
  AuthorCollector collector(site_name);
  const auto by_rel = [&](NodeId node) {
    return tree.tag(node) == HtmlTag::A &&
           has_word(tree.attribute(node, HtmlAttribute::Rel), "author");
  };
  const auto by_itemprop = [&](NodeId node) {
    return tree.attribute(node, HtmlAttribute::Itemprop) == "author";
  };
  collector.from("json-ld", 91);
  if (collector.take(json_ld.authors) || collector.take(json_ld.organizations)) {
    return std::move(collector).finish();
  }
  collector.from("meta", 90);
  for (const std::string& name : meta.all("citation_author"))
    collector.take(in_reading_order(name));
  if (collector.found()) return std::move(collector).finish();
  for (const std::string_view key :
       {"author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator",
        "dcterms.creator", "cxenseparse:author", "article:author_name", "authors"}) {
    if (collector.take(meta.all(key))) return std::move(collector).finish();
  }
  collector.from("meta", 90).take(labelled(meta)) ||
      take_nearest(tree, h1, &collector.from("rel", 89), by_rel) ||
      take_nearest(tree, h1, &collector.from("itemprop", 90), by_itemprop) ||
      take_nearest(tree, h1, &collector.from("link", 85),
                   [&](NodeId node) { return is_author_link(tree, node); }) ||
      take_nearest(tree, h1, &collector.from("element", 66),
                   [&](NodeId node) { return is_byline(tree, node); }) ||
      take_visible_byline(tree, h1, &collector.from("byline", 88));
  return std::move(collector).finish();
}

}  // namespace backfile
