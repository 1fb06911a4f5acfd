// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/page_dates.h"

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

#include "common/ascii.h"
#include "common/date_relative.h"
#include "common/repairs.h"
#include "common/text.h"
#include "indexer/format/date_in_text.h"
#include "indexer/format/date_in_url.h"
#include "indexer/format/date_labels.h"
#include "indexer/format/date_words.h"
#include "indexer/format/text_blocks.h"

namespace backfile {
namespace {

constexpr std::int64_t kDay = 24 * 3600;
// On each side of the headline; far away stand the dates of other articles.
constexpr std::size_t kMaxLines = 300;

// Whether a text can have been meant for a date: it has four digits at least.
bool has_four_digits(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return is_digit(c); }) >= 4;
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
    from_relative_lines();
    prefer_visible_date();
    return std::move(dates_);
  }

 private:
  // Fourteen hours: the zones of the world on both sides of the epoch.
  std::optional<Repair> fault_of(const Timestamp& when) const {
    if (when.seconds > context_.now + 2 * kDay) return Repair::FutureDate;
    if (when.seconds >= -14 * 3600 && when.seconds <= 14 * 3600) return Repair::EpochDate;
    return std::nullopt;
  }

  bool is_credible(const Timestamp& when) const {
    return when.precision >= DatePrecision::Day && !fault_of(when);
  }

  std::optional<Timestamp> read(std::string_view text) const {
    auto when = stated_in(text);
    if (when && !is_credible(*when)) when.reset();
    return when;
  }

  // The same of a field that is there for a date: what it says is refused aloud.
  std::optional<Timestamp> read_field(std::string_view text) const {
    const auto when = stated_in(text);
    if (!when && has_four_digits(text)) note_repair(Repair::UnreadableDate);
    if (!when || is_credible(*when)) return when;
    if (const auto fault = fault_of(*when)) note_repair(*fault);
    return std::nullopt;
  }

  std::optional<Timestamp> stated_in(std::string_view text) const {
    if (text.empty() || text.size() > 100) return std::nullopt;
    const auto when = parse_date(text, context_.hints);
    return when ? when : date_in_text(text, context_.hints);
  }

  void publish(std::optional<Timestamp> when, std::string_view source) {
    if (dates_.published || !when) return;
    dates_.published = when;
    dates_.source = source;
  }

  void update(std::optional<Timestamp> when, std::string_view source) {
    if (dates_.updated || !when) return;
    dates_.updated = when;
    dates_.updated_source = source;
  }

  void from_json_ld() {
    publish(read_field(json_ld_.published), "json-ld");
    update(read_field(json_ld_.modified), "json-ld");
  }

  void from_meta() {
    for (const std::string_view key : published_date_keys())
      publish(read_field(meta_.first({key})), "meta");
    for (const std::string_view key : updated_date_keys())
      update(read_field(meta_.first({key})), "meta");
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
        update(read(value_of(node)), "itemprop");
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
      update(dates_.published, dates_.source);
      dates_.published.reset();
    }
    publish(when, "url");
  }

  void from_web_page_node() {
    publish(read(json_ld_.page_published), "json-ld");
    update(read(json_ld_.page_modified), "json-ld");
  }

  void collect_lines() {
    std::string label;
    for (TextBlock& block : text_blocks(tree_, 0, DroppedNodes(tree_.size()))) {
      const bool digits = block.text.find_first_of("0123456789") != std::string::npos;
      // A label in an element of its own belongs to the line after it.
      if (digits && !label.empty() && block.length <= 60) block.text.insert(0, label + " ");
      label.clear();
      if (!digits && is_date_label(block.text)) label = block.text;
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
    const std::size_t cut = find_updated_label(lower);
    const bool updated = cut < lower.size();
    const bool published = has_published_label(lower);
    if (!updated && !published) return;
    // "Published Jan 19, updated Jan 20": each date belongs to the label before it.
    if (updated) update(read_line(std::string_view(line).substr(cut)), "label");
    const auto when = read_line(std::string_view(line).substr(0, cut));
    if (when && published) publish(when, "label");
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
          update(read(value_of(node)), "time");
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
      const std::string lower = ascii_lower(block.text);
      if (block.length > kDateLine || find_updated_label(lower) < lower.size()) continue;
      publish(read_line(block.text), "text");
    }
  }

  // A field that is as young as the last change may have been renewed with it. A line below the
  // headline that is nothing but an earlier date is what the reader is told.
  void prefer_visible_date() {
    constexpr std::size_t kFewLines = 6;
    constexpr std::uint32_t kDateLine = 60;
    if (!dates_.published || !dates_.updated) return;
    if (dates_.source != "json-ld" && dates_.source != "meta") return;
    const std::int64_t published = dates_.published->seconds;
    if (std::abs(published - dates_.updated->seconds) > 3 * kDay) return;
    if (after_.empty() && before_.empty()) collect_lines();
    for (std::size_t i = 0; i < after_.size() && i < kFewLines; ++i) {
      const std::string& line = after_[i].text;
      if (after_[i].length > kDateLine) continue;
      const auto labelled = parse_date_labels(line, context_.hints);
      if (labelled && !labelled->published) return;
      const auto when = labelled ? labelled->published : parse_date(line, context_.hints);
      if (!when || !is_credible(*when)) continue;
      if (when->seconds >= published - 3 * kDay) return;
      dates_.published = when;
      dates_.source = labelled ? "label" : "text";
      return;
    }
  }

  // "2 hours ago" next to the headline of a page whose moment of capture is known.
  void from_relative_lines() {
    constexpr std::size_t kFewLines = 8;
    if (dates_.published || !context_.captured) return;
    for (std::size_t i = 0; i < after_.size() && i < kFewLines; ++i) {
      const std::string lower = ascii_lower(after_[i].text);
      if (find_updated_label(lower) < lower.size()) continue;
      const auto when = parse_relative_date(after_[i].text, *context_.captured, context_.hints);
      if (when && is_credible(*when)) publish(when, "relative");
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

std::uint8_t confidence_of_date(std::string_view source) {
  constexpr std::pair<std::string_view, std::uint8_t> kConfidences[] = {
      {"json-ld", 87}, {"meta", 94}, {"itemprop", 93}, {"url", 97},
      {"label", 90},   {"time", 78}, {"text", 91},     {"relative", 60}};
  for (const auto& [name, confidence] : kConfidences) {
    if (name == source) return confidence;
  }
  return 50;
}

PageDates page_dates(const HtmlTree& tree, const MetaTags& meta, const JsonLd& json_ld,
                     const DateContext& context) {
  return DateFinder(tree, meta, json_ld, context).find();
}

}  // namespace backfile
