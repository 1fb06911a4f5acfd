// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/page_dates.h"

#include <algorithm>
#include <vector>

#include "common/text.h"
#include "indexer/format/date_in_text.h"
#include "indexer/format/date_in_url.h"
#include "indexer/format/text_blocks.h"

namespace backfile {
namespace {

constexpr std::int64_t kDay = 24 * 3600;
// On each side of the headline; far away stand the dates of other articles.
constexpr std::size_t kMaxLines = 300;

constexpr std::string_view kPublishedKeys[] = {"article:published_time",
                                               "og:published_time",
                                               "article:published",
                                               "og:article:published_time",
                                               "datepublished",
                                               "date.published",
                                               "dc.date.issued",
                                               "dcterms.issued",
                                               "dc.date.created",
                                               "dcterms.created",
                                               "dc.date",
                                               "dcterms.date",
                                               "dc.date.published",
                                               "parsely-pub-date",
                                               "sailthru.date",
                                               "cxenseparse:recs:publishtime",
                                               "cxenseparse:publishtime",
                                               "pubdate",
                                               "publishdate",
                                               "publish-date",
                                               "publish_date",
                                               "publication_date",
                                               "published_date",
                                               "published-date",
                                               "article.published",
                                               "article_date_original",
                                               "originalpublicationdate",
                                               "citation_publication_date",
                                               "citation_date",
                                               "citation_online_date",
                                               "datecreated",
                                               "date",
                                               "bt:pubdate",
                                               "published",
                                               "ptime",
                                               "pub_date",
                                               "displaydate",
                                               "created",
                                               "rnews:datepublished",
                                               "article.created"};

constexpr std::string_view kUpdatedKeys[] = {
    "article:modified_time", "og:updated_time",  "article:modified",
    "datemodified",          "dc.date.modified", "dcterms.modified",
    "dc.modified",           "last-modified",    "lastmod",
    "lastmodified",          "article.updated",  "revision_date"};

constexpr std::string_view kPublishedLabels[] = {"first published",
                                                 "published",
                                                 "posted",
                                                 "date:",
                                                 "publication date",
                                                 "publish date",
                                                 "date published",
                                                 "originally published",
                                                 "created",
                                                 "veröffentlicht",
                                                 "publicado",
                                                 "publié",
                                                 "pubblicato",
                                                 "gepubliceerd",
                                                 "опубликовано",
                                                 "erstellt am",
                                                 "stand:"};

constexpr std::string_view kUpdatedLabels[] = {
    "last updated", "updated",       "last modified", "modified",
    "last update",  "last reviewed", "reviewed",      "aktualisiert",
    "actualizado",  "mis à jour",    "aggiornato",    "atualizado",
    "bijgewerkt",   "обновлено",     "edited",        "this article was updated",
    "date modified"};

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return lower;
}

template <std::size_t N>
bool has_label(const std::string& lower, const std::string_view (&labels)[N]) {
  return std::any_of(std::begin(labels), std::end(labels), [&](std::string_view label) {
    return lower.find(label) != std::string::npos;
  });
}

// "Published", "Last updated:" and nothing else.
bool is_label(std::string_view line) {
  if (line.size() > 40) return false;
  const std::string lower = ascii_lower(line);
  const auto opens = [&](std::string_view label) {
    return lower.starts_with(label) && lower.size() <= label.size() + 4;
  };
  return std::any_of(std::begin(kPublishedLabels), std::end(kPublishedLabels), opens) ||
         std::any_of(std::begin(kUpdatedLabels), std::end(kUpdatedLabels), opens);
}

class DateFinder {
 public:
  DateFinder(const HtmlTree& tree, const MetaTags& meta, const JsonLd& json_ld,
             const DateContext& context)
      : tree_(tree), meta_(meta), json_ld_(json_ld), context_(context) {}

  PageDates find() && {
    from_json_ld();
    from_meta();
    from_itemprops();
    from_url();
    from_web_page_node();
    from_lines();
    from_time_elements();
    from_lines_without_label();
    return std::move(dates_);
  }

 private:
  bool is_credible(const Timestamp& when) const {
    if (when.precision < DatePrecision::Day) return false;
    if (when.seconds > context_.now + 2 * kDay) return false;
    // Fourteen hours: the zones of the world on both sides of the epoch.
    return when.seconds < -14 * 3600 || when.seconds > 14 * 3600;
  }

  std::optional<Timestamp> read(std::string_view text) const {
    if (text.empty() || text.size() > 100) return std::nullopt;
    auto when = parse_date(text, context_.hints);
    if (!when) when = date_in_text(text, context_.hints);
    if (when && !is_credible(*when)) when.reset();
    return when;
  }

  void publish(std::optional<Timestamp> when, std::string_view source) {
    if (dates_.published || !when) return;
    dates_.published = when;
    dates_.source = source;
  }

  void update(std::optional<Timestamp> when) {
    if (!dates_.updated) dates_.updated = when;
  }

  void from_json_ld() {
    publish(read(json_ld_.published), "json-ld");
    update(read(json_ld_.modified));
  }

  void from_meta() {
    for (const std::string_view key : kPublishedKeys) publish(read(meta_.first({key})), "meta");
    for (const std::string_view key : kUpdatedKeys) update(read(meta_.first({key})));
  }

  // The value that an element gives for machines, else its text.
  std::string value_of(NodeId node) const {
    for (const auto name :
         {HtmlAttribute::Content, HtmlAttribute::Datetime, HtmlAttribute::Title}) {
      const std::string_view value = tree_.attribute(node, name);
      if (read(value)) return std::string(value);
    }
    return tree_[node].end - node > 40 ? std::string() : tree_.text_of(node);
  }

  void from_itemprops() {
    for (NodeId node = 1; node < tree_.size(); ++node) {
      if (tree_[node].attribute_count == 0) continue;
      const std::string_view itemprop = tree_.attribute(node, HtmlAttribute::Itemprop);
      if (itemprop.find("datePublished") != std::string_view::npos) {
        publish(read(value_of(node)), "itemprop");
      } else if (itemprop == "dateModified") {
        update(read(value_of(node)));
      } else if (tree_.tag(node) == HtmlTag::Abbr || tree_.tag(node) == HtmlTag::Time) {
        // hAtom: the class "published" of hentry.
        const std::string_view names = tree_.attribute(node, HtmlAttribute::Class);
        if (names.find("published") != std::string_view::npos && names.find("un") != 0) {
          publish(read(value_of(node)), "itemprop");
        }
      }
    }
  }

  // A path is written once, while the fields of a page are renewed with each change.
  void from_url() {
    const auto when = date_in_url(context_.url);
    if (!when || !is_credible(*when)) return;
    if (dates_.published && dates_.published->seconds > when->seconds + 3 * kDay) {
      update(dates_.published);
      dates_.published.reset();
    }
    publish(when, "url");
  }

  void from_web_page_node() {
    publish(read(json_ld_.page_published), "json-ld");
    update(read(json_ld_.page_modified));
  }

  void collect_lines() {
    std::string label;
    for (TextBlock& block : text_blocks(tree_, 0, DroppedNodes(tree_.size()))) {
      const bool digits = block.text.find_first_of("0123456789") != std::string::npos;
      // A label in an element of its own belongs to the line after it.
      if (digits && !label.empty() && block.length <= 60) block.text.insert(0, label + " ");
      label.clear();
      if (!digits && is_label(block.text)) label = block.text;
      if (digits && block.text.size() <= 250) {
        (block.node < context_.h1 ? before_ : after_).push_back(std::move(block));
      }
    }
    std::reverse(before_.begin(), before_.end());
    for (auto* lines : {&after_, &before_}) {
      if (lines->size() > kMaxLines) lines->resize(kMaxLines);
    }
  }

  void from_lines() {
    if (dates_.published && dates_.updated) return;
    collect_lines();
    for (const auto* lines : {&after_, &before_}) {
      for (const TextBlock& block : *lines) from_labelled_line(block.text);
    }
  }

  void from_labelled_line(const std::string& line) {
    const std::string lower = ascii_lower(line);
    if (line.size() > 160) return;
    const bool updated = has_label(lower, kUpdatedLabels);
    if (!updated && !has_label(lower, kPublishedLabels)) return;
    // "Published Jan 19, updated Jan 20": each date belongs to the label before it.
    std::size_t cut = lower.size();
    for (const std::string_view label : kUpdatedLabels) cut = std::min(cut, lower.find(label));
    if (updated) update(read_line(std::string_view(line).substr(cut)));
    const auto when = read_line(std::string_view(line).substr(0, cut));
    if (when && has_label(lower, kPublishedLabels)) publish(when, "label");
  }

  std::optional<Timestamp> read_line(std::string_view line) const {
    auto when = date_in_text(line, context_.hints);
    if (when && !is_credible(*when)) when.reset();
    return when;
  }

  void from_time_elements() {
    if (dates_.published) return;
    const auto scan = [this](NodeId from, NodeId to) {
      for (NodeId node = from; node < to; ++node) {
        if (tree_.tag(node) != HtmlTag::Time) continue;
        const std::string names = ascii_lower(tree_.attribute(node, HtmlAttribute::Class));
        if (names.find("updat") != std::string::npos || names.find("modif") != std::string::npos) {
          update(read(value_of(node)));
        } else {
          publish(read(value_of(node)), "time");
        }
      }
    };
    scan(context_.h1, tree_.size());
    scan(0, context_.h1);
  }

  // A short line with a date next to the headline.
  void from_lines_without_label() {
    from_nearest_lines(after_, 8);
    from_nearest_lines(before_, 3);
  }

  void from_nearest_lines(const std::vector<TextBlock>& lines, std::size_t reach) {
    constexpr std::uint32_t kDateLine = 100;
    for (std::size_t i = 0; !dates_.published && i < lines.size() && i < reach; ++i) {
      const TextBlock& block = lines[i];
      if (block.length > kDateLine || has_label(ascii_lower(block.text), kUpdatedLabels)) continue;
      publish(read_line(block.text), "text");
    }
  }

  const HtmlTree& tree_;
  const MetaTags& meta_;
  const JsonLd& json_ld_;
  const DateContext& context_;
  PageDates dates_;
  // Short lines with digits, the nearest to the headline first.
  std::vector<TextBlock> after_;
  std::vector<TextBlock> before_;
};

}  // namespace

PageDates page_dates(const HtmlTree& tree, const MetaTags& meta, const JsonLd& json_ld,
                     const DateContext& context) {
  return DateFinder(tree, meta, json_ld, context).find();
}

}  // namespace backfile
