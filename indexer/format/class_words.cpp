// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/class_words.h"

#include <algorithm>
#include <string>

#include "common/ascii.h"
#include "indexer/format/class_vocabulary.h"

namespace backfile {
namespace {

// "has-post-thumbnail", "tag-newsletter", "category-shop": what an article has or is about says
// nothing of what the element is.
bool is_property(std::string_view name) {
  if (name.starts_with("tag-cloud") || name.starts_with("tag-l")) return false;
  for (const std::string_view prefix : {"has-", "no-", "with-", "tag-", "category-", "tax-",
                                        "topic-", "format-", "section-", "channel-"}) {
    if (name.starts_with(prefix)) return true;
  }
  return false;
}

// Collects the verdict word by word.
class Reader {
 public:
  // `names` is an id or a list of classes.
  void read(std::string_view names) {
    for (std::size_t at = 0; at < names.size();) {
      const std::size_t end = std::min(names.find_first_of(" \n\t", at), names.size());
      const std::string_view name = names.substr(at, end - at);
      if (!name.empty() && !is_property(name)) read_name(name);
      at = end + 1;
    }
  }

  const ClassVerdict& verdict() const { return verdict_; }

 private:
  void read_name(std::string_view name) {
    // As whole names only: "comments-open" stands on articles.
    if (names_comments(name)) verdict_.comments = true;
    for (std::size_t i = 0; i < name.size(); ++i) {
      const char c = name[i];
      const bool upper = is_capital(c);
      const bool letter = upper || is_small(c) || is_digit(c);
      const bool hump = upper && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
      if (!letter || hump) finish_word();
      if (letter) word_.push_back(upper ? static_cast<char>(c + 32) : c);
    }
    finish_word();
    previous_.clear();
  }

  void finish_word() {
    if (word_.empty()) return;
    pair_ = previous_;
    pair_ += ' ';
    pair_ += word_;
    if (is_junk_word(word_) || is_junk_pair(pair_)) verdict_.junk = true;
    if (is_article_word(word_)) verdict_.article = true;
    if (is_body_word(word_) || is_body_pair(pair_)) {
      verdict_.article = verdict_.article_body = true;
    }
    previous_.swap(word_);
    word_.clear();
  }

  std::string word_;
  std::string previous_;
  std::string pair_;
  ClassVerdict verdict_;
};

}  // namespace

ClassVerdict class_verdict(const HtmlTree& tree, NodeId node) {
  Reader reader;
  reader.read(tree.attribute(node, HtmlAttribute::Class));
  reader.read(tree.attribute(node, HtmlAttribute::Id));
  return reader.verdict();
}

}  // namespace backfile
