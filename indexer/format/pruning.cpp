// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/pruning.h"

#include <string>

#include "common/ascii.h"
#include "common/text.h"
#include "indexer/format/class_words.h"

namespace backfile {
namespace {

constexpr std::uint32_t kSmallHeader = 200;
constexpr std::uint32_t kMinArticle = 250;

constexpr TagSet kJunkTags = {HtmlTag::Aside,      HtmlTag::Button, HtmlTag::Dialog,
                              HtmlTag::Figcaption, HtmlTag::Figure, HtmlTag::Footer,
                              HtmlTag::Head,       HtmlTag::Menu,   HtmlTag::Nav,
                              HtmlTag::Label,      HtmlTag::Legend};

constexpr TagSet kLists = {HtmlTag::Ul, HtmlTag::Ol, HtmlTag::Dl};
constexpr TagSet kLines = {HtmlTag::P,  HtmlTag::Li, HtmlTag::H1, HtmlTag::H2,
                           HtmlTag::H3, HtmlTag::H4, HtmlTag::H5, HtmlTag::H6};

constexpr TagSet kContainers = {HtmlTag::Div, HtmlTag::Section, HtmlTag::Ol, HtmlTag::Ul,
                                HtmlTag::Aside};

bool is_junk_role(std::string_view role) {
  for (const std::string_view known :
       {"navigation", "banner", "complementary", "contentinfo", "search", "dialog", "alertdialog",
        "alert", "menu", "menubar", "toolbar", "tooltip", "tablist", "note", "button"}) {
    if (role == known) return true;
  }
  return false;
}

bool is_junk_itemprop(std::string_view itemprop) {
  for (const std::string_view known :
       {"author", "datePublished", "dateModified", "publisher", "dateCreated", "caption",
        "interactionStatistic", "comment"}) {
    if (itemprop == known) return true;
  }
  return false;
}

bool is_hidden(const HtmlTree& tree, NodeId node) {
  if (tree.has_attribute(node, HtmlAttribute::Hidden)) return true;
  if (tree.attribute(node, HtmlAttribute::AriaHidden) == "true") return true;
  const std::string_view style = tree.attribute(node, HtmlAttribute::Style);
  if (style.empty()) return false;
  std::string dense;
  for (const char c : style) {
    if (c != ' ') dense.push_back(ascii_lower(c));
  }
  return dense.find("display:none") != std::string::npos ||
         dense.find("visibility:hidden") != std::string::npos;
}

class Pruner {
 public:
  Pruner(const HtmlTree& tree, PruningLevel level)
      : tree_(tree), level_(level), dropped_(tree.size()) {}

  DroppedNodes run() && {
    sweep([this](NodeId node) { return is_junk_by_tag(node); });
    if (level_ != PruningLevel::TagsOnly) {
      sweep([this](NodeId node) { return is_comment_section(node); });
      sweep([this](NodeId node) { return is_junk_by_attributes(node); });
      sweep([this](NodeId node) { return is_link_list(node); });
    }
    return std::move(dropped_);
  }

 private:
  // Each sweep judges by what the one before has left.
  template <typename Predicate>
  void sweep(Predicate is_to_drop) {
    mass_ = measure_mass(tree_, dropped_);
    total_ = mass_[0].paragraphs;
    for (NodeId node = 1; node < tree_.size();) {
      const HtmlTag tag = tree_.tag(node);
      const bool element = tag != HtmlTag::Text && tag != HtmlTag::Body && tag != HtmlTag::Br;
      if (!dropped_[node] && element && is_to_drop(node)) dropped_[node] = 1;
      node = dropped_[node] ? tree_[node].end : node + 1;
    }
  }

  bool holds(NodeId node, double share) const {
    return mass_[node].paragraphs > 0 &&
           static_cast<double>(mass_[node].paragraphs) >= share * static_cast<double>(total_);
  }

  bool is_junk_by_tag(NodeId node) const {
    const HtmlTag tag = tree_.tag(node);
    if (tag == HtmlTag::Head) return true;
    if (holds(node, .5)) return false;
    if (tag == HtmlTag::Figure) return !holds_embedded_post(node);
    if (kJunkTags.contains(tag) || tag == HtmlTag::Form) return true;
    return tag == HtmlTag::Header && mass_[node].paragraphs < kSmallHeader;
  }

  // Readers can write more than the author, so only what is left for the article counts.
  bool is_comment_section(NodeId node) const {
    if (!kContainers.contains(tree_.tag(node)) || !class_verdict(tree_, node).comments)
      return false;
    return total_ - mass_[node].paragraphs >= kMinArticle;
  }

  bool is_junk_by_attributes(NodeId node) const {
    if (tree_[node].attribute_count == 0 || holds(node, .5)) return false;
    if (is_hidden(tree_, node) || is_junk_role(tree_.attribute(node, HtmlAttribute::Role)) ||
        is_junk_itemprop(tree_.attribute(node, HtmlAttribute::Itemprop))) {
      return true;
    }
    return level_ == PruningLevel::Vocabulary && is_junk_by_name(node);
  }

  bool is_junk_by_name(NodeId node) const {
    const HtmlTag tag = tree_.tag(node);
    if (tag == HtmlTag::Main || tag == HtmlTag::Blockquote) return false;
    const ClassVerdict verdict = class_verdict(tree_, node);
    if (!verdict.junk || holds_embedded_post(node)) return false;
    const bool good = verdict.article || tag == HtmlTag::Article;
    return !(good && holds(node, .25) && mass_[node].link_share() < .3);
  }

  // Posts of social networks that an article embeds are quotations, whatever wraps them.
  bool holds_embedded_post(NodeId node) const {
    constexpr NodeId kSmall = 200;
    const NodeId end = tree_[node].end;
    if (end - node > kSmall) return false;
    for (NodeId inner = tree_.find(HtmlTag::Blockquote, node, end); inner < end;
         inner = tree_.find(HtmlTag::Blockquote, inner + 1, end)) {
      const std::string_view name = tree_.attribute(inner, HtmlAttribute::Class);
      if (name.starts_with("twitter-") || name.starts_with("instagram-") ||
          name.starts_with("bluesky-") || name.starts_with("mastodon-")) {
        return true;
      }
    }
    return false;
  }

  bool is_link_list(NodeId node) const {
    const Mass& mass = mass_[node];
    if (mass.links == 0 || holds(node, .4)) return false;
    const double share = mass.link_share();
    const HtmlTag tag = tree_.tag(node);
    if (kLists.contains(tag)) return share > .6;
    if (tag == HtmlTag::Table) return share > .8;
    if (kLines.contains(tag)) return share > .85 && mass.text < 300;
    if (tag == HtmlTag::Div || tag == HtmlTag::Section) {
      return (share > .6 && mass.text < 1500) ||
             (mass.links >= 4 && share > .45 && mass.text < 3000);
    }
    return tag == HtmlTag::Article && share > .4 && mass.text < 500;
  }

  const HtmlTree& tree_;
  PruningLevel level_;
  DroppedNodes dropped_;
  std::vector<Mass> mass_;
  std::uint32_t total_ = 0;
};

}  // namespace

DroppedNodes prune(const HtmlTree& tree, PruningLevel level) { return Pruner(tree, level).run(); }

}  // namespace backfile
