// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/candidates.h"

#include <algorithm>

#include "indexer/format/class_words.h"

namespace backfile {
namespace {

constexpr double kNamedShare = .4;
constexpr double kDeepShare = .75;
constexpr double kDeepWins = 1.8;
// The standard name of an article's text is trusted further.
constexpr double kDeepWinsOverArticleBody = 3;
constexpr double kDescendShare = .98;
constexpr std::uint32_t kWholeArticle = 300;
constexpr double kHeadedShare = .2;

bool holds(const Mass& mass, double share, std::uint32_t total) {
  return static_cast<double>(mass.paragraphs) >= share * static_cast<double>(total);
}

class Chooser {
 public:
  Chooser(const HtmlTree& tree, const DroppedNodes& dropped, const std::vector<Mass>& mass,
          NodeId root)
      : tree_(tree), dropped_(dropped), mass_(mass), root_(root), total_(mass[root].paragraphs) {}

  NodeId choose() const {
    NodeId chosen = named_container();
    if (chosen == 0) chosen = best_scored();
    const NodeId deep = deepest_with(kDeepShare, root_);
    const bool body = tree_.attribute(chosen, HtmlAttribute::Itemprop) == "articleBody";
    const double wins = body ? kDeepWinsOverArticleBody : kDeepWins;
    if (chosen == 0 || static_cast<double>(mass_[deep].paragraphs) >
                           wins * static_cast<double>(mass_[chosen].paragraphs)) {
      chosen = deep;
    }
    return descend(chosen);
  }

  NodeId descend(NodeId from) const { return deepest_with(kDescendShare, from); }

 private:
  template <typename Visitor>
  void for_each_kept(Visitor visit) const {
    for (NodeId node = root_; node < tree_[root_].end;) {
      if (dropped_[node]) {
        node = tree_[node].end;
        continue;
      }
      visit(node);
      ++node;
    }
  }

  NodeId named_container() const {
    NodeId best = 0;
    for_each_kept([&](NodeId node) {
      if (tree_[node].attribute_count == 0 && tree_.tag(node) != HtmlTag::Article) return;
      if (node == 0 || tree_.tag(node) == HtmlTag::Body) return;
      if (!holds(mass_[node], kNamedShare, total_)) return;
      if (mass_[node].paragraphs == 0) return;
      if (best != 0 && mass_[node].paragraphs <= mass_[best].paragraphs) return;
      if (is_named(node)) best = node;
    });
    return best;
  }

  bool is_named(NodeId node) const {
    const std::string_view itemprop = tree_.attribute(node, HtmlAttribute::Itemprop);
    if (itemprop == "articleBody") return true;
    return class_verdict(tree_, node).article_body;
  }

  // Readability's rule: each paragraph gives its score to its ancestors, less the further up.
  NodeId best_scored() const {
    std::vector<double> score(tree_.size());
    for_each_kept([&](NodeId node) {
      const HtmlTag tag = tree_.tag(node);
      const bool paragraph = tag == HtmlTag::P || tag == HtmlTag::Pre || tag == HtmlTag::Td ||
                             tag == HtmlTag::Blockquote;
      if (!paragraph || mass_[node].text < 25) return;
      double points = 1.0 + std::min(static_cast<double>(mass_[node].text) / 100.0, 3.0);
      points += static_cast<double>(commas_below(node));
      NodeId up = tree_[node].parent;
      for (int level = 0; level < 5 && up != 0; ++level, up = tree_[up].parent) {
        score[up] += points / (level == 0 ? 1.0 : level == 1 ? 2.0 : 3.0 * level);
      }
    });
    NodeId best = 0;
    double best_score = 0;
    for_each_kept([&](NodeId node) {
      if (score[node] == 0) return;
      const ClassVerdict verdict = class_verdict(tree_, node);
      double value = score[node] + (verdict.article ? 25 : 0) - (verdict.junk ? 25 : 0);
      value *= 1.0 - mass_[node].link_share();
      if (value > best_score) {
        best = node;
        best_score = value;
      }
    });
    return best;
  }

  std::size_t commas_below(NodeId node) const {
    std::size_t commas = 0;
    for (NodeId inner = node; inner < tree_[node].end; ++inner) {
      const std::string_view text = tree_[inner].text;
      commas += static_cast<std::size_t>(std::count(text.begin(), text.end(), ','));
    }
    return commas;
  }

  // Goes down from `from` while one child keeps `share` of what `from` holds.
  NodeId deepest_with(double share, NodeId from) const {
    const std::uint32_t total = mass_[from].paragraphs;
    NodeId node = from;
    for (NodeId child = node + 1; child < tree_[node].end;) {
      const bool wide = !dropped_[child] && mass_[child].paragraphs > 0 &&
                        tree_.tag(child) != HtmlTag::P && holds(mass_[child], share, total);
      if (wide) {
        node = child;
        child = node + 1;
      } else {
        child = tree_[child].end;
      }
    }
    return node;
  }

  const HtmlTree& tree_;
  const DroppedNodes& dropped_;
  const std::vector<Mass>& mass_;
  NodeId root_;
  std::uint32_t total_;
};

// The article element around the headline, if it is an article by itself: what stands outside are
// the next ones of an endless page, teasers, comments. Else the whole page.
NodeId headed_article(const HtmlTree& tree, const DroppedNodes& dropped,
                      const std::vector<Mass>& mass, NodeId h1) {
  for (NodeId node = h1; node != 0; node = tree[node].parent) {
    if (tree.tag(node) != HtmlTag::Article || dropped[node]) continue;
    const bool whole = mass[node].paragraphs >= kWholeArticle &&
                       holds(mass[node], kHeadedShare, mass[0].paragraphs);
    if (whole) return node;
  }
  return 0;
}

}  // namespace

NodeId choose_container(const HtmlTree& tree, const DroppedNodes& dropped,
                        const std::vector<Mass>& mass, NodeId h1) {
  return Chooser(tree, dropped, mass, headed_article(tree, dropped, mass, h1)).choose();
}

}  // namespace backfile
