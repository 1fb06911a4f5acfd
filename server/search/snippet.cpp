// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/snippet.h"

#include <algorithm>
#include <bit>
#include <string>
#include <vector>

#include "common/text.h"

namespace backfile {
namespace {

constexpr std::string_view kEllipsis = "\u2026";
constexpr std::string_view kBlanks = " \n\t";

// At most this many letters stand before the first match when its sentence began earlier.
constexpr std::size_t kLettersBefore = 60;

// A snippet may end with a sentence when it is at least this long by then.
constexpr std::size_t kShortestEnd = 150;

// Quotes, brackets and full stops that stick to a word; longer runs are no punctuation.
constexpr std::size_t kLongestPunctuation = 8;

// When no word is looked for, so much of the text is read: more than a snippet, at any number of
// bytes a letter.
constexpr std::size_t kBeginningBytes = 8 * kSnippetLetters;

using Words = std::vector<SeenWord>;

// A text is read in steps: so much at first, then each time so many times as much.
constexpr std::size_t kFirstBytes = 2 * 1024;
constexpr std::size_t kGrowth = 4;
static_assert(kDecidingBytes == kFirstBytes * kGrowth * kGrowth);

// A range of words, inclusive, and of how many kinds the matches in it are.
struct Window {
  std::size_t first = 0;
  std::size_t last = 0;
  int kinds = 0;
};

// Words of a phrase have one mark together, and so have words that nothing parts.
void add_mark(std::size_t begin, std::size_t end, bool continues_phrase, Snippet* snippet) {
  auto& marks = snippet->marks;
  if (!marks.empty() && (continues_phrase || marks.back().second == begin)) {
    marks.back().second = end;
  } else {
    marks.emplace_back(begin, end);
  }
}

class SnippetCutter {
 public:
  SnippetCutter(std::string_view text, const Words& words) : text_(text), words_(words) {}

  Snippet cut() const {
    if (letters(0, words_.size() - 1) <= kSnippetLetters) return copy(0, words_.size() - 1);
    const Window matches = best_matches();
    const std::size_t first = start_for(matches);
    const std::size_t last = end_for(first, matches.last);
    return copy(first, last);
  }

  // Whether the text may go on after these words without changing the snippet: there are matches
  // of so many kinds together, and all that can be shown with them has been seen. `unsure` words at
  // the end may be parts of words or of phrases.
  bool is_settled(int kinds, std::size_t unsure) const {
    if (words_.size() <= unsure) return false;
    const Window matches = best_matches();
    const std::size_t shown = words_[matches.first].first_letter + kSnippetLetters;
    return matches.kinds >= kinds && words_[words_.size() - 1 - unsure].first_letter > shown;
  }

 private:
  // The matches that fit into one snippet and are of most kinds. The first word if there is none.
  Window best_matches() const {
    Window best;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (words_[i].matches == 0) continue;
      Window window{i, i, 0};
      std::uint64_t kinds = 0;
      for (std::size_t j = i; j < words_.size() && letters(i, j) <= kSnippetLetters; ++j) {
        if (words_[j].matches == 0) continue;
        kinds |= words_[j].matches;
        window.last = j;
      }
      window.kinds = std::popcount(kinds);
      if (window.kinds > best.kinds) best = window;
    }
    return best;
  }

  std::size_t letters(std::size_t first, std::size_t last) const {
    return words_[last].end_letter - words_[first].first_letter;
  }

  // Where the sentence of the first match begins, or some words before the match.
  std::size_t start_for(const Window& matches) const {
    const std::size_t used = letters(matches.first, matches.last);
    const std::size_t spare = used < kSnippetLetters ? kSnippetLetters - used : 0;
    const std::size_t most = std::min(kLettersBefore, spare);
    std::size_t start = matches.first;
    while (!begins_sentence(start)) {
      if (letters(start - 1, matches.first) - letters(matches.first, matches.first) > most) break;
      --start;
    }
    return start;
  }

  // The last word that fits, or the last sentence that ends not much before it. Not before the
  // last match.
  std::size_t end_for(std::size_t first, std::size_t last_match) const {
    std::size_t last = last_match;
    while (last + 1 < words_.size() && letters(first, last + 1) <= kSnippetLetters) ++last;
    if (last + 1 == words_.size()) return last;
    for (std::size_t end = last; end >= last_match && end > first; --end) {
      if (letters(first, end) < kShortestEnd) break;
      if (begins_sentence(end + 1)) return end;
    }
    return last;
  }

  bool begins_sentence(std::size_t word) const {
    if (word == 0) return true;
    const std::string_view between = gap(word);
    if (between.find('\n') != std::string_view::npos) return true;
    for (const std::string_view stop : {"\u3002", "\uff01", "\uff1f"}) {
      if (between.find(stop) != std::string_view::npos) return true;
    }
    // "U.S. troops", "J. R. Hartley": no sentence ends with a single letter.
    const SeenWord& before = words_[word - 1];
    return before.end_letter - before.first_letter > 1 &&
           between.find_first_of(".!?") != std::string_view::npos &&
           between.find(' ') != std::string_view::npos;
  }

  // What stands between a word and the one before it.
  std::string_view gap(std::size_t word) const {
    const std::size_t begin = word == 0 ? 0 : words_[word - 1].end;
    return text_.substr(begin, words_[word].begin - begin);
  }

  std::size_t begin_of(std::size_t word) const {
    const std::string_view before = gap(word);
    const std::size_t blank = before.find_last_of(kBlanks);
    const std::size_t kept = blank == std::string_view::npos ? 0 : blank + 1;
    const bool sticks = before.size() - kept <= kLongestPunctuation &&
                        (word == 0 || blank != std::string_view::npos);
    return words_[word].begin - (sticks ? before.size() - kept : 0);
  }

  std::size_t end_of_sentence(std::size_t word) const {
    const std::size_t end = words_[word].end;
    const std::size_t next = word + 1 < words_.size() ? words_[word + 1].begin : text_.size();
    const std::string_view after = text_.substr(end, next - end);
    const std::size_t kept = std::min(after.find_first_of(kBlanks), after.size());
    return kept <= kLongestPunctuation ? end + kept : end;
  }

  Snippet copy(std::size_t first, std::size_t last) const {
    const bool whole_end = last + 1 == words_.size() || begins_sentence(last + 1);
    Snippet snippet;
    if (!begins_sentence(first)) snippet.text = kEllipsis;
    std::size_t copied = begin_of(first);
    for (std::size_t i = first; i <= last; ++i) {
      const SeenWord& word = words_[i];
      append(text_.substr(copied, word.begin - copied), &snippet.text);
      const std::size_t begin = snippet.text.size();
      append(clipped(word), &snippet.text);
      copied = word.end;
      if (word.matches == 0) continue;
      add_mark(begin, snippet.text.size(), word.continues_phrase && i > first, &snippet);
    }
    if (whole_end) append(text_.substr(copied, end_of_sentence(last) - copied), &snippet.text);
    if (!whole_end) snippet.text += kEllipsis;
    return snippet;
  }

  // A "word" may be as long as the text.
  std::string_view clipped(const SeenWord& word) const {
    const std::string_view whole = text_.substr(word.begin, word.end - word.begin);
    if (word.end_letter - word.first_letter <= kSnippetLetters) return whole;
    return truncate_utf8(whole, kSnippetLetters);
  }

  static void append(std::string_view piece, std::string* text) {
    for (const char byte : piece) {
      const bool blank = kBlanks.find(byte) != std::string_view::npos;
      if (blank && (text->empty() || text->back() == ' ')) continue;
      text->push_back(blank ? ' ' : byte);
    }
  }

  std::string_view text_;
  const Words& words_;
};

}  // namespace

Snippet marked_title(const Article& article, WordMarker* marker) {
  Snippet title{article.title, {}};
  for (const SeenWord& word : marker->look(article.title, FieldId::Title, article.language)) {
    if (word.matches == 0) continue;
    add_mark(word.begin, word.end, word.continues_phrase, &title);
  }
  return title;
}

Snippet best_snippet(const Article& article, WordMarker* marker) {
  // As at indexing: without a text the abstract stands for it.
  const std::string& text = article.text.empty() ? article.abstract : article.text;
  const bool looks = marker->looks_in(FieldId::Text);
  const int all_kinds = marker->kinds_in(FieldId::Text);
  const std::size_t first = marker->looks_for_places() ? std::max(text.size(), kFirstBytes)
                            : looks                    ? kFirstBytes
                                                       : kBeginningBytes;
  for (std::size_t limit = first;; limit *= kGrowth) {
    const std::string_view seen = truncate_utf8(text, limit);
    const Words words = marker->look(seen, FieldId::Text, article.language);
    const int kinds = limit < kDecidingBytes ? all_kinds : 1;
    if (!looks || seen.size() == text.size() ||
        SnippetCutter(seen, words).is_settled(kinds, marker->longest_phrase())) {
      return cut_snippet(seen, words);
    }
  }
}

Snippet cut_snippet(std::string_view text, const std::vector<SeenWord>& words) {
  if (words.empty()) return {std::string(truncate_utf8(text, kSnippetLetters)), {}};
  return SnippetCutter(text, words).cut();
}

}  // namespace backfile
