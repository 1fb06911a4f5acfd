// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/index/terms.h"
#include "common/schema.h"
#include "server/query/ast.h"
#include "server/search/places.h"

namespace backfile {

// A word of a text, seen with a query. What is looked for in places (places.h) matches where a
// place is: a word that stands alone does not match W/5.
struct SeenWord {
  std::size_t begin = 0;  // Bytes.
  std::size_t end = 0;
  std::size_t first_letter = 0;  // Code points from the start of the text.
  std::size_t end_letter = 0;
  std::uint64_t matches = 0;      // One bit per word, prefix or phrase of the query that it is
                                  // (part of); 0: not looked for.
  bool continues_phrase = false;  // It and the word before it are in one matching phrase.
};

// Finds the words of a query in texts by the rules of the index: the same words, the same stems.
// Negated parts are not looked for. Remembers what it has seen; used by one thread.
class WordMarker {
 public:
  explicit WordMarker(const std::optional<Node>& root);

  // Whether any word of the query can stand in `place`.
  bool looks_in(FieldId place) const {
    return (place == FieldId::Title ? in_title_ : in_text_) != 0;
  }

  // Of how many kinds the matches in `place` can be, and how many words one match may have.
  int kinds_in(FieldId place) const {
    return std::popcount(place == FieldId::Title ? in_title_ : in_text_);
  }
  std::size_t longest_phrase() const { return longest_phrase_; }
  // Whether a match may depend on words far from it, so that texts have to be seen whole.
  bool looks_for_places() const { return !groups_.empty(); }

  // All words of `text`, which stands in `place` (Title or Text) of an article of `language`.
  std::vector<SeenWord> look(std::string_view text, FieldId place, std::string_view language);

 private:
  struct Term {
    Node::Kind kind;
    std::vector<std::string> words;
    std::uint32_t count;
    std::string language = {};  // Of a Word: Node::language.
    std::string written = {};   // What the word must stand as; empty: any case and accents.
  };

  // An expression that needs places: its bit, and which term each of its slots is.
  struct Group {
    std::size_t bit;
    PlaceFinder finder;
    std::vector<std::size_t> terms;
  };

  // What a word means to the query, without its neighbours.
  struct Meaning {
    std::uint64_t terms = 0;        // Of terms_.
    std::uint32_t phrase_word = 0;  // Its number among the words of phrases, from 1.
  };

  // Finds a word without making a string of it.
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  struct Language {
    Stemmer stemmer;
    std::unordered_map<std::string, std::uint64_t> stems;  // Of the words looked for.
    std::unordered_map<std::string, std::uint64_t> words;  // Those of other languages.
    // What the words looked for begin with: most words of a text need no closer look.
    std::bitset<256> first_bytes;
    std::unordered_map<std::string, Meaning, TextHash, std::equal_to<>> seen;
  };

  void collect(const Node& node);
  void add_group(const Node& node);
  std::optional<std::size_t> term_for(const Node& leaf);
  std::bitset<256> first_bytes_in(std::string_view language) const;
  Language& language_of(std::string_view tag);
  static bool fits(const Term& term, std::string_view word);
  std::uint64_t without_other_forms(std::uint64_t terms, std::string_view written) const;
  Meaning meaning_of(std::string_view folded, Language* language) const;
  void mark_groups(std::string_view text, FieldId place, const std::vector<std::uint64_t>& terms,
                   std::vector<SeenWord>* words);
  void mark_phrases(const std::vector<std::uint32_t>& phrase_words, std::uint64_t allowed,
                    std::vector<SeenWord>* words) const;

  std::vector<Term> terms_;
  std::uint64_t as_written_ = 0;  // The terms that are.
  std::uint64_t plain_ = 0;  // The terms that match by themselves; their bits are their numbers.
  std::vector<Group> groups_;
  // Bits of terms and of groups that may match there.
  std::uint64_t in_title_ = 0;
  std::uint64_t in_text_ = 0;
  std::size_t longest_phrase_ = 1;
  std::unordered_map<std::string, std::uint64_t> exact_;  // Single words.
  std::unordered_map<std::string, std::uint32_t> phrase_words_;
  std::vector<std::pair<std::size_t, std::vector<std::uint32_t>>> phrases_;  // Bit, its words.
  std::map<std::string, Language, std::less<>> languages_;
};

}  // namespace backfile
