// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/word_marker.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "common/index/sentences.h"
#include "common/index/words.h"
#include "common/utf8.h"
#include "server/query/korean.h"
#include "server/query/pattern_words.h"
#include "server/search/word_forms.h"

namespace backfile {
namespace {

constexpr std::size_t kMostTerms = std::numeric_limits<std::uint64_t>::digits;

std::uint64_t bit(std::size_t term) { return std::uint64_t{1} << term; }

bool may_stand_in(FieldId place, const Node& node) {
  if (node.children.empty()) {
    return !node.field || (*node.field == FieldId::Title) == (place == FieldId::Title);
  }
  return std::ranges::any_of(node.children,
                             [place](const Node& child) { return may_stand_in(place, child); });
}

// As the indexer divides a text.
void divide(std::string_view text, const std::vector<SeenWord>& words, Passage* passage) {
  const SentenceRules rules(text);
  for (std::uint32_t i = 1; i < words.size(); ++i) {
    const Boundary boundary =
        rules.between(words[i - 1].begin, words[i - 1].end, words[i].begin, words[i].end);
    if (boundary != Boundary::None) passage->sentences.push_back(i);
    if (boundary == Boundary::Paragraph) passage->paragraphs.push_back(i);
  }
}

// Counts the letters before places of a text that ascend. Most texts are ASCII for long stretches.
class LetterCounter {
 public:
  explicit LetterCounter(std::string_view text) : text_(text), other_(next_other(0)) {}

  std::size_t before(std::size_t place) {
    if (place <= other_) {
      letters_ += place - at_;
    } else {
      letters_ += count_code_points(text_.substr(at_, place - at_));
      other_ = next_other(place);
    }
    at_ = place;
    return letters_;
  }

 private:
  // The next byte that is not ASCII, or the end.
  std::size_t next_other(std::size_t from) const {
    while (from < text_.size() && static_cast<unsigned char>(text_[from]) < 0x80) ++from;
    return from;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t other_;
  std::size_t letters_ = 0;
};

// Bytes of a word of prose with the blank behind it; so that vectors of words need not grow often.
constexpr std::size_t kBytesOfWord = 5;

}  // namespace

WordMarker::WordMarker(const std::optional<Node>& root) {
  if (root) collect(*root);
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    const Term& term = terms_[t];
    if (term.kind != Node::Kind::Exact) continue;
    if (term.words.size() == 1) {
      exact_[term.words.front()] |= bit(t);
      continue;
    }
    std::vector<std::uint32_t> numbers;
    for (const std::string& word : term.words) {
      const auto next = static_cast<std::uint32_t>(phrase_words_.size() + 1);
      numbers.push_back(phrase_words_.try_emplace(word, next).first->second);
    }
    longest_phrase_ = std::max(longest_phrase_, numbers.size());
    phrases_.emplace_back(t, std::move(numbers));
  }
}

void WordMarker::collect(const Node& node) {
  if (needs_places(node)) {
    add_group(node);
    return;
  }
  switch (node.kind) {
    case Node::Kind::And:
    case Node::Kind::Or:
      for (const Node& child : node.children) collect(child);
      return;
    case Node::Kind::Word:
    case Node::Kind::Exact:
    case Node::Kind::Prefix:
    case Node::Kind::Pattern:
    case Node::Kind::Fuzzy:
      if (const auto term = term_for(node)) {
        plain_ |= bit(*term);
        if (node.field != FieldId::Text) in_title_ |= bit(*term);
        if (node.field != FieldId::Title) in_text_ |= bit(*term);
      }
      return;
    case Node::Kind::Near:
    case Node::Kind::AtLeast:
    case Node::Kind::Not:
    case Node::Kind::Keyword:
    case Node::Kind::Length:
    case Node::Kind::Date: return;
  }
}

// Nothing when there is no bit left.
std::optional<std::size_t> WordMarker::term_for(const Node& leaf) {
  if (leaf.words.empty() || terms_.size() == kMostTerms) return std::nullopt;
  terms_.push_back({leaf.kind, leaf.words, leaf.count, leaf.language});
  return terms_.size() - 1;
}

void WordMarker::add_group(const Node& node) {
  Group group{0, PlaceFinder(node), {}};
  for (const PlaceFinder::Slot& slot : group.finder.slots()) {
    const auto term = term_for(slot);
    if (!term) return;
    if (slot.as_written) {
      terms_[*term].written = slot.value;
      as_written_ |= bit(*term);
    }
    group.terms.push_back(*term);
  }
  if (terms_.size() == kMostTerms) return;
  group.bit = terms_.size();
  terms_.push_back({Node::Kind::Near, {}, 0});  // Takes the bit; no word is one of it.
  if (may_stand_in(FieldId::Title, node)) in_title_ |= bit(group.bit);
  if (may_stand_in(FieldId::Text, node)) in_text_ |= bit(group.bit);
  groups_.push_back(std::move(group));
}

std::vector<SeenWord> WordMarker::look(std::string_view text, FieldId place,
                                       std::string_view language) {
  const std::uint64_t allowed = place == FieldId::Title ? in_title_ : in_text_;
  Language& known = language_of(language);
  const bool has_phrases = !phrases_.empty();
  std::vector<SeenWord> words;
  words.reserve(text.size() / kBytesOfWord + 1);
  std::vector<std::uint32_t> phrase_words;
  if (has_phrases) phrase_words.reserve(words.capacity());
  std::vector<std::uint64_t> terms;  // Of each word; for groups.
  LetterCounter letters(text);
  for_each_word(text, [&](const Word& word) {
    Meaning meaning;
    if (!terms_.empty()) meaning = meaning_of(word.folded, &known);
    if ((meaning.terms & as_written_) != 0) {
      meaning.terms =
          without_other_forms(meaning.terms, text.substr(word.begin, word.end - word.begin));
    }
    const std::size_t first = letters.before(word.begin);
    const std::uint64_t matches = meaning.terms & plain_ & allowed;
    words.push_back({word.begin, word.end, first, letters.before(word.end), matches, false});
    if (has_phrases) phrase_words.push_back(meaning.phrase_word);
    if (!groups_.empty()) terms.push_back(meaning.terms);
  });
  mark_phrases(phrase_words, allowed, &words);
  mark_groups(text, place, terms, &words);
  return words;
}

WordMarker::Language& WordMarker::language_of(std::string_view tag) {
  const std::string_view name = stem_language(tag);
  const auto known = languages_.find(name);
  if (known != languages_.end()) return known->second;
  Language language{Stemmer(name), {}, {}, first_bytes_in(name), {}};
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    if (terms_[t].kind != Node::Kind::Word) continue;
    const std::string& word = terms_[t].words.front();
    if (!terms_[t].language.empty() && terms_[t].language != name) {
      language.words[word] |= bit(t);
    } else {
      language.stems[language.stemmer.stem(word)] |= bit(t);
    }
  }
  return languages_.emplace(std::string(name), std::move(language)).first->second;
}

std::bitset<256> WordMarker::first_bytes_in(std::string_view language) const {
  std::bitset<256> bytes;
  if (!stems_keep_first_byte(language)) return bytes.set();
  for (const Term& term : terms_) {
    if (term.kind == Node::Kind::Fuzzy) return bytes.set();
    for (const std::string& word : term.words) bytes.set(static_cast<unsigned char>(word.front()));
  }
  return bytes;
}

bool WordMarker::fits(const Term& term, std::string_view word) {
  switch (term.kind) {
    case Node::Kind::Prefix: return word.starts_with(term.words.front());
    case Node::Kind::Pattern: return fits_pattern(term.words.front(), word);
    case Node::Kind::Fuzzy: return is_word_near(term.words.front(), word, term.count);
    case Node::Kind::Word:
      return is_korean(word) && korean_stem(word) == korean_stem(term.words.front());
    case Node::Kind::Exact:
    case Node::Kind::And:
    case Node::Kind::Or:
    case Node::Kind::Not:
    case Node::Kind::Near:
    case Node::Kind::AtLeast:
    case Node::Kind::Keyword:
    case Node::Kind::Length:
    case Node::Kind::Date: return false;
  }
  return false;
}

std::uint64_t WordMarker::without_other_forms(std::uint64_t terms, std::string_view written) const {
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    if ((as_written_ & bit(t)) != 0 && terms_[t].written != written) terms &= ~bit(t);
  }
  return terms;
}

WordMarker::Meaning WordMarker::meaning_of(std::string_view folded, Language* language) const {
  if (!language->first_bytes[static_cast<unsigned char>(folded.front())]) return {};
  const auto known = language->seen.find(folded);
  if (known != language->seen.end()) return known->second;
  const auto place = language->seen.try_emplace(std::string(folded)).first;
  Meaning& meaning = place->second;
  const std::string& word = place->first;
  if (!language->stems.empty()) {
    const auto stem = language->stems.find(language->stemmer.stem(word));
    if (stem != language->stems.end()) meaning.terms |= stem->second;
  }
  if (const auto same = language->words.find(word); same != language->words.end()) {
    meaning.terms |= same->second;
  }
  if (const auto exact = exact_.find(word); exact != exact_.end()) {
    meaning.terms |= exact->second;
  }
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    if (fits(terms_[t], word)) meaning.terms |= bit(t);
  }
  if (const auto part = phrase_words_.find(word); part != phrase_words_.end()) {
    meaning.phrase_word = part->second;
  }
  return meaning;
}

void WordMarker::mark_phrases(const std::vector<std::uint32_t>& phrase_words, std::uint64_t allowed,
                              std::vector<SeenWord>* words) const {
  for (const auto& [term, phrase] : phrases_) {
    if ((allowed & bit(term)) == 0) continue;
    const auto next = [&phrase_words, &phrase = phrase](auto from) {
      return std::search(from, phrase_words.end(), phrase.begin(), phrase.end());
    };
    for (auto found = next(phrase_words.begin()); found != phrase_words.end();
         found = next(found + 1)) {
      const auto first = static_cast<std::size_t>(found - phrase_words.begin());
      for (std::size_t i = 0; i < phrase.size(); ++i) {
        (*words)[first + i].matches |= bit(term);
        if (i > 0) (*words)[first + i].continues_phrase = true;
      }
    }
  }
}

void WordMarker::mark_groups(std::string_view text, FieldId place,
                             const std::vector<std::uint64_t>& terms,
                             std::vector<SeenWord>* words) {
  if (groups_.empty()) return;
  Passage passage;
  passage.field = place == FieldId::Title ? FieldId::Title : FieldId::Text;
  passage.size = static_cast<std::uint32_t>(words->size());
  const bool divided = place != FieldId::Title;
  if (divided &&
      std::ranges::any_of(groups_, [](const Group& group) { return group.finder.needs_marks(); })) {
    divide(text, *words, &passage);
  }
  for (Group& group : groups_) {
    passage.words.clear();
    for (std::uint32_t i = 0; i < terms.size(); ++i) {
      std::uint64_t slots = 0;
      for (std::size_t slot = 0; slot < group.terms.size(); ++slot) {
        slots |= (terms[i] >> group.terms[slot] & 1U) << slot;
      }
      if (slots != 0) passage.words.push_back({i, slots});
    }
    for (const std::uint32_t position : group.finder.participants(passage)) {
      (*words)[position].matches |= bit(group.bit);
    }
  }
}

}  // namespace backfile
