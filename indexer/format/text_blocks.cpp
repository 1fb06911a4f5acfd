// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/text_blocks.h"

#include <algorithm>
#include <utility>

#include "common/ascii.h"

namespace backfile {
namespace {

class BlockBuilder {
 public:
  void start_block(HtmlTag tag, NodeId node) {
    flush();
    current_.tag = tag;
    current_.node = node;
  }

  void append(std::string_view text, bool linked, bool small) {
    const std::size_t before = current_.text.size();
    for (const char c : text) {
      if (is_html_blank(c)) {
        blank_ = true;
        continue;
      }
      if (blank_ && !current_.text.empty() && current_.text.back() != '\n') {
        current_.text.push_back(' ');
      }
      blank_ = false;
      breaks_ = 0;
      current_.text.push_back(c);
    }
    if (current_.text.size() == before) return;
    current_.small_print = small && (before == 0 || current_.small_print);
    if (linked) current_.link_length += text_length(std::string_view(current_.text).substr(before));
  }

  void line_break() {
    blank_ = false;
    if (++breaks_ >= 2) {
      const HtmlTag tag = current_.tag;
      const NodeId node = current_.node;
      flush();
      current_.tag = tag;
      current_.node = node;
    } else if (!current_.text.empty()) {
      current_.text.push_back('\n');
    }
  }

  std::vector<TextBlock> finish() && {
    flush();
    return std::move(blocks_);
  }

 private:
  void flush() {
    while (!current_.text.empty() && current_.text.back() == '\n') current_.text.pop_back();
    if (!current_.text.empty()) {
      current_.length = text_length(current_.text);
      blocks_.push_back(std::move(current_));
    }
    current_ = TextBlock();
    blank_ = false;
    breaks_ = 0;
  }

  std::vector<TextBlock> blocks_;
  TextBlock current_;
  bool blank_ = false;
  int breaks_ = 0;
};

// An element that is open at the present node.
struct OpenElement {
  NodeId end;
  NodeId node;
  HtmlTag tag;
};

}  // namespace

std::vector<TextBlock> text_blocks(const HtmlTree& tree, NodeId root, const DroppedNodes& dropped) {
  BlockBuilder builder;
  std::vector<OpenElement> blocks = {{tree[root].end, root, tree.tag(root)}};
  NodeId link_end = 0;
  NodeId small_end = 0;
  builder.start_block(tree.tag(root), root);
  const auto leave_blocks_before = [&](NodeId node) {
    while (blocks.size() > 1 && blocks.back().end <= node) {
      blocks.pop_back();
      builder.start_block(blocks.back().tag, blocks.back().node);
    }
  };
  for (NodeId node = root; node < tree[root].end;) {
    leave_blocks_before(node);
    const HtmlNode& it = tree[node];
    if (node != root && dropped[node]) {
      // What stood there still parts the words around it.
      if (is_block(it.tag)) builder.start_block(blocks.back().tag, blocks.back().node);
      node = it.end;
      continue;
    }
    if (it.tag == HtmlTag::Text) {
      builder.append(it.text, node < link_end, node < small_end);
    } else if (it.tag == HtmlTag::Br) {
      builder.line_break();
    } else if (is_block(it.tag)) {
      if (node != root) blocks.push_back({it.end, node, it.tag});
      builder.start_block(it.tag, node);
    } else if (it.tag == HtmlTag::A) {
      link_end = it.end;
    } else if (tree.has_attribute(node, HtmlAttribute::SmallPrint)) {
      small_end = std::max(small_end, it.end);
    }
    ++node;
  }
  return std::move(builder).finish();
}

}  // namespace backfile
