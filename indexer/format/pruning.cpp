// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/pruning.h"

#include <string>

#include "common/text.h"
#include "indexer/format/class_words.h"

namespace backfile {
namespace {

constexpr std::uint32_t kSmallHeader = 200;

constexpr TagSet kJunkTags = {HtmlTag::Aside,      HtmlTag::Button, HtmlTag::Dialog,
                              HtmlTag::Figcaption, HtmlTag::Figure, HtmlTag::Footer,
                              HtmlTag::Head,       HtmlTag::Menu,   HtmlTag::Nav,
                              HtmlTag::Label,      HtmlTag::Legend};

constexpr TagSet kLists = {HtmlTag::Ul, HtmlTag::Ol, HtmlTag::Dl, HtmlTag::Table};
constexpr TagSet kLines = {HtmlTag::P,  HtmlTag::Li, HtmlTag::H1, HtmlTag::H2,
                           HtmlTag::H3, HtmlTag::H4, HtmlTag::H5, HtmlTag::H6};

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
    if (c != ' ') dense.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  return dense.find("display:none") != std::string::npos ||
         dense.find("visibility:hidden") != std::string::npos;
}

class Pruner {
 public:
  Pruner(const HtmlTree& tree, PruningLevel level)
      : tree_(tree), level_(level), dropped_(tree.size()), mass_(measure_mass(tree, dropped_)) {}

  DroppedNodes run() && {
    total_ = mass_[0].paragraphs;
    sweep([this](NodeId node) { return is_junk(node); });
    if (level_ != PruningLevel::TagsOnly) {
      mass_ = measure_mass(tree_, dropped_);
      total_ = mass_[0].paragraphs;
      sweep([this](NodeId node) { return is_link_list(node); });
    }
    return std::move(dropped_);
  }

 private:
  template <typename Predicate>
  void sweep(Predicate is_to_drop) {
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

  bool is_junk(NodeId node) const {
    const HtmlTag tag = tree_.tag(node);
    if (tag == HtmlTag::Head) return true;
    if (holds(node, .5)) return false;
    if (kJunkTags.contains(tag) || tag == HtmlTag::Form) return true;
    if (tag == HtmlTag::Header && mass_[node].paragraphs < kSmallHeader) return true;
    if (level_ == PruningLevel::TagsOnly || tree_[node].attribute_count == 0) return false;
    if (is_hidden(tree_, node)) return true;
    if (is_junk_role(tree_.attribute(node, HtmlAttribute::Role))) return true;
    if (is_junk_itemprop(tree_.attribute(node, HtmlAttribute::Itemprop))) return true;
    return level_ == PruningLevel::Vocabulary && is_junk_by_name(node);
  }

  bool is_junk_by_name(NodeId node) const {
    const HtmlTag tag = tree_.tag(node);
    if (tag == HtmlTag::Main) return false;
    const ClassVerdict verdict = class_verdict(tree_, node);
    if (!verdict.junk) return false;
    const bool good = verdict.article || tag == HtmlTag::Article;
    return !(good && holds(node, .25) && mass_[node].link_share() < .3);
  }

  bool is_link_list(NodeId node) const {
    const Mass& mass = mass_[node];
    if (mass.links == 0 || holds(node, .4)) return false;
    const double share = mass.link_share();
    const HtmlTag tag = tree_.tag(node);
    if (kLists.contains(tag)) return share > .6;
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
