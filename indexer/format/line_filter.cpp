// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/line_filter.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "common/text.h"
#include "common/url.h"
#include "indexer/format/date_in_text.h"
#include "indexer/format/junk_lines.h"

namespace backfile {
namespace {

// Lengths in code points: a line of the head, a headline, the first paragraph of a story, and a
// paragraph that nobody writes twice.
constexpr std::uint32_t kHeadLine = 100;
constexpr std::uint32_t kHeadline = 300;
constexpr std::uint32_t kProse = 120;
constexpr std::uint32_t kRepeat = 60;

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

bool is_date_line(const TextBlock& block) {
  if (block.length > kHeadLine || ends_like_prose(block.text)) return false;
  if (!date_in_text(block.text, {})) return false;
  // A label, a weekday and a zone may stand beside the date, not a sentence.
  const auto words = 1 + std::count(block.text.begin(), block.text.end(), ' ');
  return words <= 10;
}

// The lines that stand between the headline and the story.
class HeadLines {
 public:
  explicit HeadLines(const ArticleHead& head) : headline_(fold(head.headline)) {
    for (const std::string& author : head.authors) authors_.push_back(fold(author));
  }

  bool contains(const TextBlock& block) const {
    if (block.length >= kHeadline) return false;
    const std::string line = fold(block.text);
    if (!headline_.empty() && line == headline_) return true;
    return block.length < kHeadLine && (is_byline(line) || is_date_line(block));
  }

 private:
  bool is_byline(const std::string& line) const {
    return std::any_of(authors_.begin(), authors_.end(), [&](const std::string& author) {
      const bool named = !author.empty() && line.find(author) != std::string::npos;
      return named && line.size() <= author.size() + 50 && !line.ends_with('.');
    });
  }

  std::string headline_;
  std::vector<std::string> authors_;
};

}  // namespace

std::vector<TextBlock> filter_lines(std::vector<TextBlock> blocks, const ArticleHead& head) {
  std::vector<TextBlock> kept;
  std::unordered_set<std::string> seen;
  const HeadLines head_lines(head);
  bool in_head = true;
  for (TextBlock& block : blocks) {
    if (is_junk_block(block)) continue;
    if (in_head && head_lines.contains(block)) continue;
    if (block.length >= kProse) in_head = false;
    if (block.length > kRepeat && !seen.insert(block.text).second) continue;
    kept.push_back(std::move(block));
  }
  const bool all_small = std::all_of(kept.begin(), kept.end(),
                                     [](const TextBlock& block) { return block.small_print; });
  const auto follows_the_end = [all_small](const TextBlock& block) {
    return is_heading(block.tag) || is_date_line(block) || (block.small_print && !all_small);
  };
  while (!kept.empty() && follows_the_end(kept.back())) kept.pop_back();
  return kept;
}

}  // namespace backfile
