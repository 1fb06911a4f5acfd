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

// A range of words, inclusive.
struct Range {
  std::size_t first = 0;
  std::size_t last = 0;
};

// From the first match to the last one, and which kinds they are of.
struct Window {
  Range words;
  std::uint64_t kinds = 0;
};

// What is shown of a window.
struct Piece {
  Range words;
  Window matches;
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

  std::vector<Snippet> cut(std::size_t count) const {
    const std::size_t last = words_.size() - 1;
    if (letters(0, last) <= kSnippetLetters) return {copy({0, last})};
    std::vector<Snippet> snippets;
    for (const Piece& piece : choose(count)) snippets.push_back(copy(piece.words));
    return snippets;
  }

  // Whether the text may go on after these words without changing the snippets: there are `count`,
  // in one of them matches of so many kinds, and all that can be shown with them has been seen.
  // `unsure` words at the end may be parts of words or of phrases.
  bool is_settled(std::size_t count, int kinds, std::size_t unsure) const {
    if (words_.size() <= unsure) return false;
    const std::size_t seen = words_[words_.size() - 1 - unsure].first_letter;
    const std::vector<Piece> pieces = choose(count);
    return pieces.size() == count &&
           std::ranges::any_of(
               pieces, [&](const Piece& p) { return std::popcount(p.matches.kinds) >= kinds; }) &&
           std::ranges::all_of(pieces, [&](const Piece& p) {
             return seen > words_[p.matches.words.first].first_letter + kSnippetLetters;
           });
  }

 private:
  // In the order of the text. Without a match its beginning alone.
  std::vector<Piece> choose(std::size_t count) const {
    std::vector<Piece> pieces;
    std::uint64_t shown = 0;
    while (pieces.size() < count) {
      Window best;
      Range room{0, words_.size() - 1};
      for (const Range& free : between(pieces)) {
        const Window window = best_matches(free, shown);
        if (!is_better(window, best, shown)) continue;
        best = window;
        room = free;
      }
      if (best.kinds == 0 && !pieces.empty()) break;
      const std::size_t first = start_for(best.words, room.first);
      const Range words{first, end_for(first, best.words.last, room.last)};
      for (std::size_t i = words.first; i <= words.last; ++i) shown |= words_[i].matches;
      const auto behind = std::ranges::find_if(
          pieces, [&](const Piece& piece) { return piece.words.first > words.last; });
      pieces.insert(behind, Piece{words, best});
    }
    return pieces;
  }

  // The words that no piece has.
  std::vector<Range> between(const std::vector<Piece>& pieces) const {
    std::vector<Range> rooms;
    std::size_t begin = 0;
    for (const Piece& piece : pieces) {
      if (piece.words.first > begin) rooms.push_back({begin, piece.words.first - 1});
      begin = piece.words.last + 1;
    }
    if (begin < words_.size()) rooms.push_back({begin, words_.size() - 1});
    return rooms;
  }

  // Most kinds that are not shown yet; of equals most kinds.
  static bool is_better(const Window& a, const Window& b, std::uint64_t shown) {
    const int a_new = std::popcount(a.kinds & ~shown);
    const int b_new = std::popcount(b.kinds & ~shown);
    if (a_new != b_new) return a_new > b_new;
    return std::popcount(a.kinds) > std::popcount(b.kinds);
  }

  // The best matches that fit into one snippet; of equals the earliest. None: no kinds.
  Window best_matches(const Range& room, std::uint64_t shown) const {
    Window best;
    for (std::size_t i = room.first; i <= room.last; ++i) {
      if (words_[i].matches == 0) continue;
      Window window{{i, i}, 0};
      for (std::size_t j = i; j <= room.last && letters(i, j) <= kSnippetLetters; ++j) {
        if (words_[j].matches == 0) continue;
        window.kinds |= words_[j].matches;
        window.words.last = j;
      }
      if (is_better(window, best, shown)) best = window;
    }
    return best;
  }

  std::size_t letters(std::size_t first, std::size_t last) const {
    return words_[last].end_letter - words_[first].first_letter;
  }

  // Where the sentence of the first match begins, or some words before the match.
  std::size_t start_for(const Range& matches, std::size_t least) const {
    const std::size_t used = letters(matches.first, matches.last);
    const std::size_t spare = used < kSnippetLetters ? kSnippetLetters - used : 0;
    const std::size_t most = std::min(kLettersBefore, spare);
    std::size_t start = matches.first;
    while (start > least && !begins_sentence(start)) {
      if (letters(start - 1, matches.first) - letters(matches.first, matches.first) > most) break;
      --start;
    }
    return start;
  }

  // The last word up to `most` that fits, or the last sentence that ends not much before it. Not
  // before the last match.
  std::size_t end_for(std::size_t first, std::size_t last_match, std::size_t most) const {
    std::size_t last = last_match;
    while (last < most && letters(first, last + 1) <= kSnippetLetters) ++last;
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

  Snippet copy(const Range& words) const {
    const auto [first, last] = words;
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

std::vector<Snippet> best_snippets(const Article& article, WordMarker* marker, std::size_t count) {
  if (count == 0) return {};
  // As at indexing: without a text the abstract stands for it.
  const std::string& text = article.text.empty() ? article.abstract : article.text;
  const bool looks = marker->looks_in(FieldId::Text);
  const int all_kinds = marker->kinds_in(FieldId::Text);
  const std::size_t first = marker->looks_for_places() ? std::max(text.size(), kFirstBytes)
                            : !looks                   ? kBeginningBytes
                            : count > 1                ? kDecidingBytes
                                                       : kFirstBytes;
  for (std::size_t limit = first;; limit *= kGrowth) {
    const std::string_view seen = truncate_utf8(text, limit);
    const Words words = marker->look(seen, FieldId::Text, article.language);
    const int kinds = limit < kDecidingBytes ? all_kinds : 1;
    if (!looks || seen.size() == text.size() ||
        SnippetCutter(seen, words).is_settled(count, kinds, marker->longest_phrase())) {
      return cut_snippets(seen, words, count);
    }
  }
}

std::vector<Snippet> cut_snippets(std::string_view text, const std::vector<SeenWord>& words,
                                  std::size_t count) {
  if (!words.empty()) return SnippetCutter(text, words).cut(count);
  if (text.empty()) return {};
  return {{std::string(truncate_utf8(text, kSnippetLetters)), {}}};
}

void add_text(const SearchRequest& request, WordMarker* marker, Hit* hit) {
  hit->snippets = best_snippets(hit->article, marker, request.snippets);
  if (request.mark_titles) hit->title = marked_title(hit->article, marker);
}

}  // namespace backfile
